import { describe, expect, it } from 'vitest';
import { uniform } from './random';
import { singularValues } from './singular-values';

describe('singularValues', () => {
  it('gives the sizes of a diagonal matrix, largest first', () => {
    expect([...singularValues([0, 0, -3, 0, 2, 0, 0, 0, 0], 3)]).toEqual([3, 2, 0]);
  });

  it('gives those of a shear exactly: the golden ratio and its inverse', () => {
    const golden = (1 + Math.sqrt(5)) / 2;
    const [largest, smallest] = singularValues([1, 1, 0, 1], 2);
    expect(largest).toBeCloseTo(golden, 14);
    expect(smallest).toBeCloseTo(1 / golden, 14);
  });

  it('keeps the square sum, the determinant and small values of a larger matrix', () => {
    const n = 12;
    const scales = Array.from({ length: n }, (_, k) => 10 ** -k);
    // Orthogonal times diagonal times orthogonal, the orthogonal ones made by reflections.
    let matrix = Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? scales[k / (n + 1)] : 0));
    for (let r = 0; r < 6; r++) {
      const v = Array.from({ length: n }, (_, k) => uniform(1, 90, r, k) - 0.5);
      const size = v.reduce((sum, x) => sum + x * x, 0);
      const reflect = (i: number, j: number): number => (i === j ? 1 : 0) - (2 * v[i] * v[j]) / size;
      matrix = matrix.map((_, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        let sum = 0;
        for (let k = 0; k < n; k++) sum += r % 2 ? reflect(i, k) * matrix[k * n + j] : matrix[i * n + k] * reflect(k, j);
        return sum;
      });
    }
    const found = singularValues(matrix, n);
    scales.forEach((scale, k) => {
      expect(Math.abs(found[k] - scale)).toBeLessThan(1e-14);
    });
  });

  it('takes a matrix of zeros', () => {
    expect([...singularValues(new Float64Array(9), 3)]).toEqual([0, 0, 0]);
  });
});
