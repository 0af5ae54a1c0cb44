/** Greedy decoding: a decoder that reads what it answered itself, from the first target step to the last in one run of the engine. */
import type { Executor, Feed } from '../model/executor';
import { type Batch, createFeed } from '../model/feed';
import type { GreedyAnswers } from '../model/snapshot';
import { readAttention, readOutputs, withHeld } from './probe';

/**
 * The answers at every step where each input is the largest logit of the step before, BOS first; of equal ones the lowest id. T' is that
 * of the batch's targets, which are not read, and no answer is cut at a target's length. What else the plan keeps of a decoder is that of
 * these answers until the next feed.
 *
 * @param executor of a plan of a decoder, its parameters written.
 * @param held what `holdInputs` makes of edits, where the plan is one of `createEditPlan`.
 */
export async function generate(executor: Executor, batch: Batch, held: Feed['inputs'] = {}): Promise<GreedyAnswers> {
  const { output } = executor.plan.model;
  if (output.kind !== 'decoder') throw new Error(`generate: the network must have a decoder, got ${output.kind}`);
  const feed = withHeld(createFeed(executor.plan.model, batch, { forcing: { seed: 0, probability: 0 } }), held);
  const { B, U } = feed.sizes;
  const free: Feed = { ...feed, inputs: { ...feed.inputs, targetLengths: new Int32Array(B).fill(U) } };
  const [, outputs, attention] = await Promise.all([
    executor.enqueue([free], ['encode', 'decodeFreely']),
    readOutputs(executor, feed.sizes),
    readAttention(executor, feed.sizes),
  ]);
  return { outputs, attention };
}
