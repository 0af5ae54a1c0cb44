import { describe, expect, it } from 'vitest';
import { normal } from '../core/random';
import { orthogonalise } from './orthogonal';

describe('orthogonalise', () => {
  it.each([1, 2, 7, 64])('makes orthonormal rows of %i × %i normal numbers', (n) => {
    const matrix = Float64Array.from({ length: n * n }, (_, e) => normal(3, 1, n, e));
    const before = matrix.slice();
    orthogonalise(matrix, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += matrix[i * n + k] * matrix[j * n + k];
        expect(sum).toBeCloseTo(i === j ? 1 : 0, 12);
      }
    }
    expect(Math.sign(matrix[0])).toBe(Math.sign(before[0]));
  });
});
