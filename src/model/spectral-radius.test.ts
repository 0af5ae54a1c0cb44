import { describe, expect, it } from 'vitest';
import { normal } from '../core/random';
import { orthogonalise } from './orthogonal';
import { measureSpectralRadius } from './spectral-radius';

function createNormal(n: number, seed: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, e) => normal(seed, 1, 0, e));
}

/** A·B or A·Bᵀ of square matrices. */
function multiply(a: Float64Array, b: Float64Array, n: number, transposed: boolean): Float64Array {
  const c = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) c[i * n + j] += a[i * n + k] * b[transposed ? j * n + k : k * n + j];
  }
  return c;
}

/** A matrix with known eigenvalues: an upper triangle with 1 × 1 and 2 × 2 blocks on its diagonal, seen in a random orthogonal basis. */
function createWithBlocks(blocks: readonly (readonly [number, number?])[], seed: number): { readonly matrix: Float64Array; readonly n: number } {
  const n = blocks.reduce((sum, block) => sum + block.length, 0);
  const upper = createNormal(n, seed);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) upper[i * n + j] = 0;
  let k = 0;
  for (const [real, imaginary] of blocks) {
    upper[k * n + k] = real;
    if (imaginary !== undefined) {
      upper[(k + 1) * n + k + 1] = real;
      upper[k * n + k + 1] = imaginary;
      upper[(k + 1) * n + k] = -imaginary;
      k++;
    }
    k++;
  }
  const basis = createNormal(n, seed + 1);
  orthogonalise(basis, n);
  return { matrix: multiply(multiply(basis, upper, n, false), basis, n, true), n };
}

describe('measureSpectralRadius', () => {
  it.each([
    ['one number', [-3], 1, 3],
    ['zeros', [0, 0, 0, 0], 2, 0],
    ['a nilpotent matrix', [0, 5, 0, 0], 2, 0],
    ['a rotation', [0, -2, 2, 0], 2, 2],
    ['a cyclic permutation', [0, 0, 1, 1, 0, 0, 0, 1, 0], 3, 1],
    ['two real eigenvalues of one sign each', [1, 4, 1, 1], 2, 3],
    ['a negative one that is largest', [-4, 9, 9, 0, 2, 9, 0, 0, 3], 3, 4],
  ])('knows %s', (_, matrix, n, radius) => {
    expect(measureSpectralRadius(matrix, n)).toBeCloseTo(radius, 12);
  });

  const known: readonly (readonly [readonly (readonly [number, number?])[], number])[] = [
    [[[1], [2], [-5], [3], [0.5]], 5],
    [[[1, 2], [3], [-1, 4], [0.1, 0.1]], Math.hypot(1, 4)],
    [[[3, 4], [5], [-5], [4.9]], 5],
  ];
  it.each(known)('finds the largest of %j', (blocks, radius) => {
    const { matrix, n } = createWithBlocks(blocks, 11);
    expect(measureSpectralRadius(matrix, n)).toBeCloseTo(radius, 9);
  });

  it('finds 1 for orthogonal matrices', () => {
    const matrix = createNormal(40, 5);
    orthogonalise(matrix, 40);
    expect(measureSpectralRadius(matrix, 40)).toBeCloseTo(1, 11);
  });

  it.each([2, 3, 10, 33, 100])('agrees with the growth of powers for %i × %i normal numbers', (n) => {
    const matrix = createNormal(n, n);
    const radius = measureSpectralRadius(matrix, n);
    // ‖A^(2^k)‖^(1/2^k) tends to the spectral radius (Gelfand); scaling keeps the powers finite.
    let power: Float64Array = matrix.map((value) => value / radius);
    let logScale = 0;
    const squarings = 14;
    for (let k = 0; k < squarings; k++) {
      power = multiply(power, power, n, false);
      const norm = Math.hypot(...power);
      power = power.map((value) => value / norm);
      logScale = 2 * logScale + Math.log(norm);
    }
    expect(Math.exp(logScale / 2 ** squarings)).toBeCloseTo(1, 3);
  });
});
