/** Batches cut and repeated by row: how a block of examples becomes the batches of several updates, and one example a whole batch. */
import { elementCount, type Numbers, type Tensor } from '../core/tensor';
import type { Batch } from '../model/feed';

/** Rows `first` … `first + count - 1` of every tensor of a batch, sharing its memory. */
export function sliceRows(batch: Batch, first: number, count: number): Batch {
  return mapTensors(batch, ({ shape, data }) => {
    const inner = elementCount(shape.slice(1));
    return { shape: [count, ...shape.slice(1)], data: data.subarray(first * inner, (first + count) * inner) };
  });
}

/** The rows named, in the order named, copied; a row may be named many times. */
export function takeRows(batch: Batch, rows: readonly number[]): Batch {
  return mapTensors(batch, ({ shape, data }) => {
    const inner = elementCount(shape.slice(1));
    const taken = emptyLike(data, rows.length * inner);
    rows.forEach((row, to) => {
      taken.set(data.subarray(row * inner, (row + 1) * inner), to * inner);
    });
    return { shape: [rows.length, ...shape.slice(1)], data: taken };
  });
}

/** An array of zeros of the same kind of number. */
export function emptyLike(data: Numbers, length: number): Numbers {
  if (data instanceof Float64Array) return new Float64Array(length);
  return data instanceof Float32Array ? new Float32Array(length) : new Int32Array(length);
}

function mapTensors(batch: Batch, change: (tensor: Tensor) => Tensor): Batch {
  return Object.fromEntries(Object.entries(batch).map(([name, tensor]) => [name, change(tensor)]));
}
