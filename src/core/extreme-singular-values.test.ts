import { describe, expect, it } from 'vitest';
import { extremeSingularValues } from './extreme-singular-values';
import { singularValues } from './fixtures/singular-values';
import { normal } from './random';

function expectLikeJacobi(matrix: ArrayLike<number>, n: number): void {
  const all = singularValues(matrix, n);
  const [largest, smallest] = extremeSingularValues(matrix, n);
  expect(Math.abs(largest - all[0])).toBeLessThanOrEqual(n * 4e-16 * all[0]);
  expect(Math.abs(smallest - all[n - 1])).toBeLessThanOrEqual(n * 4e-16 * all[0]);
}

describe('extremeSingularValues', () => {
  it.each([
    ['one number', [-3], [3, 3]],
    ['zeros', [0, 0, 0, 0], [0, 0]],
    ['a nilpotent matrix', [0, 5, 0, 0], [5, 0]],
    ['three numbers in other places', [0, 0, -3, 0, 2, 0, 1, 0, 0], [3, 1]],
    ['a shear', [1, 1, 0, 1], [(1 + Math.sqrt(5)) / 2, 2 / (1 + Math.sqrt(5))]],
  ])('knows those of %s', (_, matrix, [largest, smallest]) => {
    const found = extremeSingularValues(matrix, Math.sqrt(matrix.length));
    expect(found[0]).toBeCloseTo(largest, 14);
    expect(found[1]).toBeCloseTo(smallest, 14);
  });

  it.each([1, 2, 3, 8, 33, 70])('agrees with Jacobi rotations on normal numbers, n = %i', (n) => {
    const matrix = Float64Array.from({ length: n * n }, (_, k) => normal(n, 1, 0, k));
    expectLikeJacobi(matrix, n);
    const [largest, smallest] = extremeSingularValues(matrix, n);
    for (const scale of [2 ** -900, 2 ** 900]) {
      const scaled = matrix.map((value) => scale * value);
      expect(extremeSingularValues(scaled, n)).toEqual([scale * largest, scale * smallest]);
    }
  });

  it('agrees on matrices of low rank and of rows that shrink', () => {
    const n = 12;
    expectLikeJacobi(
      Float64Array.from({ length: n * n }, (_, k) => normal(1, 1, 0, Math.floor(k / n)) * normal(1, 2, 0, k % n)),
      n,
    );
    expectLikeJacobi(
      Float64Array.from({ length: n * n }, (_, k) => normal(2, 1, 0, k) * 10 ** -Math.floor(k / n)),
      n,
    );
  });

  it('gives NaN where an element is not finite', () => {
    expect(extremeSingularValues([1, 2, Infinity, 4], 2)).toEqual([NaN, NaN]);
  });
});
