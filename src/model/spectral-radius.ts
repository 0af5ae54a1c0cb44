/** The spectral radius of a matrix: the largest magnitude among its eigenvalues, complex ones included. */
import { findEigenvalues } from '../core/eigenvalues';

/** The spectral radius of `matrix` [n, n], row-major, which is left as it is. */
export function measureSpectralRadius(matrix: ArrayLike<number>, n: number): number {
  const { real, imaginary } = findEigenvalues(matrix, n);
  return Math.hypot(real[0], imaginary[0]);
}
