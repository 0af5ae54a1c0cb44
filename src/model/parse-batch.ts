/** Checks a batch as files hold it against the model that is to read it, so that nothing behind this border meets a bad shape, length or id. */
import { InputError } from '../core/errors';
import { elementCount, type Tensor, type TensorMap } from '../core/tensor';
import type { Batch } from './feed';
import type { HeadSpec, ModelSpec } from './spec';

interface Range {
  readonly min: number;
  readonly max: number;
}

/** A tensor of a batch on its way in: `used[b]` leading steps of each row count, what lies past them is set to 0. */
interface Column {
  readonly name: string;
  readonly shape: readonly number[];
  /** Whole numbers between these bounds, both included; null: any finite numbers. */
  readonly range: Range | null;
  /** Steps of each row that count, null where a row has no time axis. */
  readonly used: Int32Array | null;
}

/**
 * The batch in `map`: `inputs` [B,T,I] or [B,T], `lengths` [B] where given, `targets`, and for a decoder `targetLengths` [B] where given.
 * Inputs and targets past a row's length have no meaning; they come back as 0.
 * @throws InputError naming the tensor: missing, unknown, misshapen, of the wrong kind, out of range or not finite.
 */
export function parseBatch(map: TensorMap, model: ModelSpec): Batch {
  const { input, output } = model;
  const known = ['inputs', 'lengths', 'targets', ...(output.kind === 'decoder' ? ['targetLengths'] : [])];
  for (const name of Object.keys(map)) {
    if (!known.includes(name)) throw new InputError(`batch.${name}`, `must not be there (known here: ${known.join(', ')})`, map[name].shape);
  }
  const [B, T] = getSizes(map, 'inputs', input.kind === 'values' ? `[B, T, ${String(input.size)}]` : '[B, T]');
  const lengths = takeLengths(map, 'lengths', B, T);
  const inputs = input.kind === 'values' ? { shape: [B, T, input.size], range: null } : { shape: [B, T], range: idsBelow(input.vocabSize) };
  const batch: Record<string, Tensor> = { inputs: take(map, { name: 'inputs', ...inputs, used: lengths }) };
  if (lengths) batch.lengths = { shape: [B], data: lengths };
  if (output.kind === 'decoder') {
    const [, U] = getSizes(map, 'targets', "[B, T']");
    const targetLengths = takeLengths(map, 'targetLengths', B, U);
    batch.targets = take(map, { name: 'targets', shape: [B, U], range: idsBelow(output.vocabSize), used: targetLengths });
    if (targetLengths) batch.targetLengths = { shape: [B], data: targetLengths };
  } else {
    batch.targets = take(map, headTargets(output, B, T, lengths));
  }
  return batch;
}

function headTargets(head: HeadSpec, B: number, T: number, lengths: Int32Array | null): Column {
  const every = head.kind === 'every';
  const rows = every ? [B, T] : [B];
  const used = every ? lengths : null;
  if (head.loss === 'crossEntropy') return { name: 'targets', shape: rows, range: idsBelow(head.size), used };
  return { name: 'targets', shape: [...rows, head.size], range: null, used };
}

function idsBelow(count: number): Range {
  return { min: 0, max: count - 1 };
}

function getTensor(map: TensorMap, name: string): Tensor {
  if (!Object.hasOwn(map, name)) throw new InputError(`batch.${name}`, 'must be there', undefined);
  return map[name];
}

/** The first two sizes of a tensor, which must be at least 1. */
function getSizes(map: TensorMap, name: string, expected: string): readonly [number, number] {
  const { shape } = getTensor(map, name);
  if (shape.length < 2 || shape[0] < 1 || shape[1] < 1) {
    throw new InputError(`batch.${name}`, `must have the shape ${expected} with sizes of at least 1`, shape);
  }
  return [shape[0], shape[1]];
}

function takeLengths(map: TensorMap, name: string, B: number, max: number): Int32Array | null {
  if (!Object.hasOwn(map, name)) return null;
  const { data } = take(map, { name, shape: [B], range: { min: 1, max }, used: null });
  return Int32Array.from(data);
}

function take(map: TensorMap, column: Column): Tensor {
  const { name, shape, range } = column;
  const tensor = getTensor(map, name);
  if (tensor.shape.join() !== shape.join() || tensor.data.length !== elementCount(shape)) {
    throw new InputError(`batch.${name}`, `must have the shape [${shape.join(', ')}]`, tensor.shape);
  }
  const integers = tensor.data instanceof Int32Array;
  if (integers !== (range !== null)) {
    throw new InputError(
      `batch.${name}`,
      range === null ? 'must hold floating-point numbers' : 'must hold whole numbers (I32)',
      integers ? 'whole numbers' : 'floating-point numbers',
    );
  }
  return { shape, data: copyUsed(tensor, column) };
}

/** Copies the steps that count, checking each number. */
function copyUsed(tensor: Tensor, { name, range, used }: Column): Tensor['data'] {
  const data = tensor.data.slice().fill(0);
  const [B, T] = tensor.shape;
  const row = data.length / B;
  for (let b = 0; b < B; b++) {
    const count = used === null ? row : (row / T) * used[b];
    for (let k = b * row; k < b * row + count; k++) {
      const value = tensor.data[k];
      const fits = range === null ? Number.isFinite(value) : value >= range.min && value <= range.max;
      if (!fits) {
        throw new InputError(
          `batch.${name}[${String(k)}]`,
          range === null ? 'must be finite' : `must be from ${String(range.min)} to ${String(range.max)}`,
          value,
        );
      }
      data[k] = value;
    }
  }
  return data;
}
