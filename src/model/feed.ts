/** Turns a batch as files hold it (batch first) into a feed (time-major, lengths explicit, loss scale counted), and tensors back. */
import { InputError } from '../core/errors';
import type { Tensor, TensorMap } from '../core/tensor';
import type { Feed } from './executor';
import type { Sizes } from './passes';
import type { ModelSpec } from './spec';

/** `inputs` [B,T,…], `targets`, and `lengths` [B] where ragged; already checked against the model. */
export type Batch = TensorMap;

/** Sizes of a batch: rows, source steps, target steps. */
export function sizesOf(batch: Batch): Sizes {
  const [B, T] = getTensor(batch, 'inputs').shape;
  return { B, T, U: 0 };
}

/** The batch's lengths, T for every row where it has none. */
export function lengthsOf(batch: Batch): Int32Array {
  const { B, T } = sizesOf(batch);
  return 'lengths' in batch ? Int32Array.from(batch.lengths.data) : new Int32Array(B).fill(T);
}

/** The feed of a batch; `learningRate` matters only where the update segment runs, `update` there and where dropout is on. */
export function createFeed(model: ModelSpec, batch: Batch, rest: Partial<Pick<Feed, 'update' | 'learningRate' | 'truncate' | 'dropout'>> = {}): Feed {
  const sizes = sizesOf(batch);
  const lengths = lengthsOf(batch);
  const { output } = model;
  if (output.kind === 'decoder') throw new InputError('output.kind', 'feeds are made for "last" and "every"', output.kind);
  const every = output.kind === 'every';
  const targets = getTensor(batch, 'targets');
  const inputs: Record<string, Float32Array | Int32Array> = {
    inputs: narrow(swapBatchAndTime(getTensor(batch, 'inputs')), model.input.kind === 'tokens'),
    targets: narrow(every ? swapBatchAndTime(targets) : targets, output.loss === 'crossEntropy'),
    lengths,
  };
  if ('weights' in batch) inputs.weights = narrow(every ? swapBatchAndTime(batch.weights) : batch.weights, false);
  const steps = every ? lengths.reduce((sum, length) => sum + length, 0) : sizes.B;
  const lossScale = 1 / (output.loss === 'crossEntropy' ? steps : steps * output.size);
  return { sizes, inputs, lossScale, update: 1, learningRate: 0, truncate: 0, dropout: null, ...rest };
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
