/** Turns a batch as files hold it (batch first) into a feed (time-major, lengths explicit, loss scale counted), and tensors back. */
import { InputError } from '../core/errors';
import type { Tensor, TensorMap } from '../core/tensor';
import type { Feed } from './executor';
import type { Sizes } from './passes';
import type { Segment } from './plan';
import { type ModelSpec, reservedTokens } from './spec';

/** What a decoder reads before its first target. */
const BOS = reservedTokens.indexOf('BOS');

/** `inputs` [B,T,…], `targets`, `lengths` [B] where ragged, of a decoder's targets `targetLengths` [B]; already checked against the model. */
export type Batch = TensorMap;

/** Sizes of a batch: rows, source steps, and what `targets` hold of each row, which is a decoder's target steps. */
export function sizesOf(batch: Batch): Sizes {
  const [B, T] = getTensor(batch, 'inputs').shape;
  return { B, T, U: 'targets' in batch ? (batch.targets.shape.at(1) ?? 0) : 0 };
}

/** How many steps of each row a decoder's loss counts: the batch's `targetLengths`, all where it has none. */
export function targetLengthsOf(batch: Batch): Int32Array {
  const { B, U } = sizesOf(batch);
  return 'targetLengths' in batch ? Int32Array.from(batch.targetLengths.data) : new Int32Array(B).fill(U);
}

/** The batch's lengths, T for every row where it has none. */
export function lengthsOf(batch: Batch): Int32Array {
  const { B, T } = sizesOf(batch);
  return 'lengths' in batch ? Int32Array.from(batch.lengths.data) : new Int32Array(B).fill(T);
}

/** The feed of a batch; `learningRate` matters only where the update segment runs, `update` there and where dropout is on. */
export function createFeed(
  model: ModelSpec,
  batch: Batch,
  rest: Partial<Pick<Feed, 'update' | 'learningRate' | 'truncate' | 'dropout' | 'forcing'>> = {},
): Feed {
  const { output } = model;
  const lengths = lengthsOf(batch);
  const read = { inputs: narrow(swapBatchAndTime(getTensor(batch, 'inputs')), model.input.kind === 'tokens'), lengths };
  const plain = { update: 1, learningRate: 0, truncate: 0, dropout: null, forcing: null };
  if (output.kind === 'decoder') return { sizes: sizesOf(batch), ...feedDecoder(batch, read), ...plain, ...rest };
  const sizes = { ...sizesOf(batch), U: 0 };
  const every = output.kind === 'every';
  const targets = getTensor(batch, 'targets');
  const inputs: Record<string, Float32Array | Int32Array> = {
    ...read,
    targets: narrow(every ? swapBatchAndTime(targets) : targets, output.loss === 'crossEntropy'),
  };
  if ('weights' in batch) inputs.weights = narrow(every ? swapBatchAndTime(batch.weights) : batch.weights, false);
  const steps = every ? sumOf(lengths) : sizes.B;
  const lossScale = 1 / (output.loss === 'crossEntropy' ? steps : steps * output.size);
  return { sizes, inputs, lossScale, ...plain, ...rest };
}

/** The segment that decodes as the feed says: told every target, or reading its own answers where it is not. */
export function decodingOf({ forcing }: Pick<Feed, 'forcing'>): Segment {
  return forcing === null ? 'decode' : 'decodeFreely';
}

/** What the teacher says: a decoder reads the targets a step late, BOS first. */
function feedDecoder(batch: Batch, read: Feed['inputs']): Pick<Feed, 'inputs' | 'lossScale'> {
  const { B } = sizesOf(batch);
  const targets = narrow(swapBatchAndTime(getTensor(batch, 'targets')), true);
  const decoderInputs = new Int32Array(targets.length).fill(BOS, 0, B);
  decoderInputs.set(targets.subarray(0, targets.length - B), B);
  const targetLengths = targetLengthsOf(batch);
  const inputs: Record<string, Float32Array | Int32Array> = { ...read, targets, decoderInputs, targetLengths };
  if ('weights' in batch) inputs.weights = narrow(swapBatchAndTime(batch.weights), false);
  return { inputs, lossScale: 1 / sumOf(targetLengths) };
}

function sumOf(lengths: Int32Array): number {
  return lengths.reduce((sum, length) => sum + length, 0);
}

function getTensor(batch: Batch, name: string): Tensor {
  if (!(name in batch)) throw new InputError(`batch.${name}`, 'this tensor must be there', undefined);
  return batch[name];
}

/** [A, B, …] to [B, A, …], copying. */
export function swapBatchAndTime(tensor: Tensor): Tensor {
  const [A, B, ...rest] = tensor.shape;
  const inner = rest.reduce((product, size) => product * size, 1);
  const data = tensor.data.slice();
  for (let a = 0; a < A; a++) {
    for (let b = 0; b < B; b++) {
      const from = (a * B + b) * inner;
      const to = (b * A + a) * inner;
      for (let k = 0; k < inner; k++) data[to + k] = tensor.data[from + k];
    }
  }
  return { shape: [B, A, ...rest], data };
}

function narrow(tensor: Tensor, integers: boolean): Float32Array | Int32Array {
  const { data } = tensor;
  if (integers) return data instanceof Int32Array ? data : Int32Array.from(data);
  return data instanceof Float32Array ? data : Float32Array.from(data);
}
