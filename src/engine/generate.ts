/** Greedy decoding: a decoder that is fed what it answers itself, a step at a time, until every target step has an answer. */
import type { Numbers } from '../core/tensor';
import type { Executor, Feed } from '../model/executor';
import { type Batch, createFeed } from '../model/feed';
import type { GreedyAnswers } from '../model/snapshot';
import { readAttention, readOutputs } from './probe';

/**
 * The answers at every step where each input is the largest logit of the step before, BOS first; of equal ones the lowest id. T' is that
 * of the batch's targets, which are not read, and no answer is cut at a target's length. The sources are encoded once. What else the plan keeps of a
 * decoder, such as `attention`, is that of these answers until the next feed.
 *
 * @param executor of a plan of a decoder, its parameters written.
 */
export async function generate(executor: Executor, batch: Batch): Promise<GreedyAnswers> {
  const { output } = executor.plan.model;
  if (output.kind !== 'decoder') throw new Error(`generate: the network must have a decoder, got ${output.kind}`);
  const feed = createFeed(executor.plan.model, batch);
  const { B, U } = feed.sizes;
  const decoderInputs = Int32Array.from(feed.inputs.decoderInputs).fill(0, B);
  const free: Feed = { ...feed, inputs: { ...feed.inputs, decoderInputs, targetLengths: new Int32Array(B).fill(U) } };
  await executor.enqueue([free], ['encode']);
  for (let u = 0; u < U; u++) {
    await executor.enqueue([free], ['decode']);
    if (u === U - 1) break;
    const logits = await executor.read('outputs');
    for (let b = 0; b < B; b++) decoderInputs[(u + 1) * B + b] = findLargest(logits, (u * B + b) * output.vocabSize, output.vocabSize);
  }
  const [outputs, attention] = await Promise.all([readOutputs(executor, feed.sizes), readAttention(executor, feed.sizes)]);
  return { outputs, attention };
}

/** Which of `count` numbers from `first` on is the largest; the first of equal ones. */
function findLargest(data: Numbers, first: number, count: number): number {
  let best = 0;
  for (let k = 1; k < count; k++) if (data[first + k] > data[first + best]) best = k;
  return best;
}
