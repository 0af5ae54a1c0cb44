import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawSquare } from '../../golden/cases';
import { type Eigenvalues, findEigenvalues } from './eigenvalues';

type Pair = readonly [real: number, imaginary: number];

/** What golden/eigenvalues.py wrote: numpy's eigenvalues, in no order. */
const golden = JSON.parse(readFileSync(new URL('../../golden/eigenvalues.json', import.meta.url), 'utf8')) as {
  readonly written: readonly {
    readonly name: string;
    readonly n: number;
    readonly matrix: readonly number[];
    readonly block: number;
    readonly values: readonly Pair[];
  }[];
  readonly drawn: readonly { readonly n: number; readonly seed: number; readonly values: readonly Pair[] }[];
};

/** The largest distance of a value from the nearest one not yet taken. */
function distance({ real, imaginary }: Eigenvalues, values: readonly Pair[]): number {
  const left = Array.from(real, (x, k): Pair => [x, imaginary[k]]);
  return values.reduce((worst, [x, y]) => {
    const apart = left.map(([a, b]) => Math.hypot(a - x, b - y));
    const nearest = apart.indexOf(Math.min(...apart));
    left.splice(nearest, 1);
    return Math.max(worst, apart[nearest]);
  }, 0);
}

function largestOf(matrix: readonly number[] | Float32Array): number {
  return Math.max(...Array.from(matrix, Math.abs));
}

describe('findEigenvalues', () => {
  it.each(golden.written)('agrees with numpy on $name', ({ n, matrix, block, values }) => {
    const found = findEigenvalues(matrix, n);
    expect(found.real).toHaveLength(n);
    // Rounding moves the m equal values of a Jordan block by its m-th root; numpy's lie as far off as ours.
    expect(distance(found, values)).toBeLessThanOrEqual(4 * largestOf(matrix) * (n * 4e-16) ** (1 / block));
  });

  it.each(golden.drawn)('agrees with numpy on uniform numbers, n = $n', ({ n, seed, values }) => {
    const matrix = drawSquare(seed, n);
    expect(distance(findEigenvalues(matrix, n), values)).toBeLessThanOrEqual(1e-12);
  });

  it('orders by magnitude, and gives pairs that are each other’s conjugate', () => {
    const { real, imaginary } = findEigenvalues(drawSquare(56, 16), 16);
    const sizes = Array.from(real, (x, k) => Math.hypot(x, imaginary[k]));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    for (let k = 0; k < 16; k++) {
      if (imaginary[k] <= 0) continue;
      expect([real[k + 1], imaginary[k + 1]]).toEqual([real[k], -imaginary[k]]);
    }
    expect(imaginary.some((y) => y !== 0)).toBe(true);
  });

  it('leaves the matrix as it is', () => {
    const matrix = Float64Array.of(1, 2, 3, 4);
    findEigenvalues(matrix, 2);
    expect([...matrix]).toEqual([1, 2, 3, 4]);
  });
});
