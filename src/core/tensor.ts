/** A tensor at the border of the engine: a shape and its numbers, row-major, batch first. */

export type Numbers = Float64Array | Float32Array | Int32Array;

export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Numbers;
}

/** Named tensors: what a safetensors file holds, and what `gradients` and `probe` return. */
export type TensorMap = Readonly<Record<string, Tensor>>;

/** The number of elements of a shape; an empty shape has one. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
