/** Reads an instrument's tensors for drawing: of the one example that the stage shows, by step. */
import type { TensorMap } from '../../core/tensor';

/** Of a tensor [B, N, M] the numbers of its first row, element (n, m); null where there is no such tensor. */
export function readSteps(tensors: TensorMap, name: string): ((n: number, m: number) => number) | null {
  if (!Object.hasOwn(tensors, name)) return null;
  const { shape, data } = tensors[name];
  const [, , M] = shape;
  return (n, m) => data[n * M + m];
}
