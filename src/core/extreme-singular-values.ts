/**
 * The largest and the smallest singular value of a square matrix, without those between: reflections from both sides leave a bidiagonal matrix
 * with the same singular values, and halving intervals finds the two (Golub and Kahan 1965; counting by Sturm sequences).
 */
import { makeReflection, reflectColumns, reflectRows, type Square } from './reflections';

/** Halvings of an interval: as many as leave nothing between its ends, or a smallest value that is 0 beside the largest. */
const MAX_HALVINGS = 200;

/**
 * [largest, smallest] of `matrix` [n, n], row-major, which is left as it is; about 8/3 n³ multiplications. Both within some n·1e-16 of the
 * largest. NaN where an element is not finite.
 */
export function extremeSingularValues(matrix: ArrayLike<number>, n: number): readonly [number, number] {
  let unit = 0;
  for (let k = 0; k < n * n; k++) unit = Number.isFinite(matrix[k]) ? Math.max(unit, Math.abs(matrix[k])) : NaN;
  if (Number.isNaN(unit)) return [NaN, NaN];
  if (unit === 0) return [0, 0];
  const square = { n, data: Float64Array.from({ length: n * n }, (_, k) => matrix[k] / unit) };
  const squares = reduceToBidiagonal(square).map((value) => value * value);
  const bound = Math.sqrt(2 * n) * n;
  return [unit * findSmallestAbove(squares, n - 1, bound), unit * findSmallestAbove(squares, 0, bound)];
}

/** The bidiagonal form d₁ e₁ d₂ e₂ … dₙ, in this order: its diagonal and the one above it. */
function reduceToBidiagonal(square: Square): Float64Array {
  const { n, data } = square;
  const v = new Float64Array(n);
  for (let k = 0; k < n - 1; k++) {
    for (let i = k; i < n; i++) v[i] = data[i * n + k];
    const down = makeReflection(v.subarray(k));
    if (down !== 0) reflectRows(square, v, down, k, k);
    for (let j = k + 1; j < n; j++) v[j] = data[k * n + j];
    const across = makeReflection(v.subarray(k + 1));
    if (across !== 0) reflectColumns(square, v, across, k, k + 1);
  }
  return Float64Array.from({ length: 2 * n - 1 }, (_, k) => data[(k >> 1) * n + ((k + 1) >> 1)]);
}

/** The singular value that `rank` others are smaller than. */
function findSmallestAbove(squares: Float64Array, rank: number, bound: number): number {
  let low = 0;
  let high = bound;
  for (let k = 0; k < MAX_HALVINGS; k++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (countBelow(squares, middle) > rank) high = middle;
    else low = middle;
  }
  return low;
}

/**
 * How many singular values lie below x > 0. Those of a bidiagonal matrix are, each with both signs, the eigenvalues of the symmetric
 * tridiagonal one with zeros on its diagonal and d₁ e₁ d₂ … beside it; negative pivots of that matrix less x count the eigenvalues below x.
 */
function countBelow(squares: Float64Array, x: number): number {
  let pivot = -x;
  let negative = 1;
  for (const square of squares) {
    pivot = -x - square / pivot;
    if (pivot === 0) pivot = Number.MIN_VALUE / Number.EPSILON;
    if (pivot < 0) negative++;
  }
  return negative - (squares.length + 1) / 2;
}
