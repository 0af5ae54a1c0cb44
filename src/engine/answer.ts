/**
 * A source that nobody has written an answer to: what a decoder answers by itself, and the pass that led there. There is no target, so there is
 * no loss and nothing flows back.
 */
import { InputError } from '../core/errors';
import type { TensorMap } from '../core/tensor';
import type { Executor } from '../model/executor';
import type { Batch } from '../model/feed';
import type { GreedyAnswers } from '../model/snapshot';
import { type ModelSpec, reservedTokens } from '../model/spec';
import { generate } from './generate';
import { probe } from './probe';

const EOS = reservedTokens.indexOf('EOS');

export interface SourceAnswer {
  /** `inputs` [1,S]; `targets` [1,T'] and `targetLengths` [1]: the answer itself, up to its first EOS, which is what the decoder reads. */
  readonly batch: Batch;
  /** Of the pass that reads that answer, under the names of `probe`: without a loss and without any gradient. */
  readonly tensors: TensorMap;
  /** The answer's own logits and attention, at all T' steps. */
  readonly greedy: GreedyAnswers;
}

/**
 * Reads the source and answers greedily for `steps` target steps.
 *
 * @param executor of a plan of `createProbePlan` of a decoder, with room for the source and the steps, its parameters written.
 * @param source token ids, as `checkSource` lets pass.
 */
export async function answerSource(executor: Executor, source: Int32Array, steps: number): Promise<SourceAnswer> {
  const inputs = { shape: [1, source.length], data: source };
  const greedy = await generate(executor, { inputs, targets: { shape: [1, steps], data: new Int32Array(steps) } });
  const [, , V] = greedy.outputs.shape;
  const tokens = Int32Array.from({ length: steps }, (_, u) => indexOfLargest(greedy.outputs.data.subarray(u * V, (u + 1) * V)));
  const end = tokens.indexOf(EOS);
  const length = end < 0 ? steps : end + 1;
  const batch = {
    inputs,
    targets: { shape: [1, steps], data: tokens.map((token, u) => (u < length ? token : 0)) },
    targetLengths: { shape: [1], data: Int32Array.of(length) },
  };
  const entries = Object.entries(await probe(executor, batch)).filter(([name]) => name !== 'loss' && !/Gradient(\.|$)/.test(name));
  return { batch, tensors: Object.fromEntries(entries), greedy };
}

/**
 * A source as token ids, checked against the network that is to read it.
 * @throws InputError naming `where`, or the token there, for what no decoder can read.
 */
export function checkSource(where: string, { input, output }: ModelSpec, source: readonly number[], most: number): Int32Array {
  if (output.kind !== 'decoder' || input.kind !== 'tokens')
    throw new InputError(where, 'the network must read tokens and have a decoder', output.kind);
  if (source.length < 1 || source.length > most) throw new InputError(where, `must be 1 to ${String(most)} tokens long`, source.length);
  source.forEach((token, k) => {
    if (Number.isInteger(token) && token >= reservedTokens.length && token < input.vocabSize) return;
    throw new InputError(
      `${where}[${String(k)}]`,
      `must be a token id from ${String(reservedTokens.length)} to ${String(input.vocabSize - 1)}`,
      token,
    );
  });
  return Int32Array.from(source);
}

/** The first of the largest. */
function indexOfLargest(values: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[best]) best = k;
  return best;
}
