/**
 * The eigenvalues of a real square matrix, complex ones included.
 *
 * They come from the QR algorithm: a reduction to Hessenberg form by reflections, then Francis's implicitly double-shifted steps, which
 * handle conjugate pairs in real numbers. Golub and Van Loan, "Matrix Computations", 4th edition, algorithms 7.4.2 and 7.5.1.
 */
import { makeReflection, reflectColumns, reflectRows, type Square } from './reflections';

/** Steps without a split after which an unusual shift breaks a cycle. */
const STEPS_PER_SHIFT = 10;
/** Steps for one eigenvalue after which the algorithm has failed; a few are typical. */
const MAX_STEPS = 300;

export interface Eigenvalues {
  /** [n] each, largest magnitude first; of a conjugate pair the one above the real axis first. */
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

type Complex = readonly [real: number, imaginary: number];

/**
 * The eigenvalues of `matrix` [n, n], row-major, which is left as it is; about 10 n³ multiplications. Those of a defective matrix are as
 * sensitive as they are: of a block of m equal ones the error is about the m-th root of rounding.
 */
export function findEigenvalues(matrix: ArrayLike<number>, n: number): Eigenvalues {
  const square = { n, data: Float64Array.from(matrix) };
  reduceToHessenberg(square);
  const found: Complex[] = [];
  let high = n - 1;
  let steps = 0;
  while (high >= 0) {
    const low = findSplit(square, high);
    if (low >= high - 1) {
      if (low === high) found.push([square.data[high * n + high], 0]);
      else found.push(...solvePair(square, high - 1));
      high = low - 1;
      steps = 0;
      continue;
    }
    if (++steps > MAX_STEPS) throw new Error(`eigenvalues: the QR algorithm must converge, got no eigenvalue in ${String(MAX_STEPS)} steps`);
    stepFrancis(square, low, high, steps % STEPS_PER_SHIFT === 0);
  }
  found.sort((a, b) => Math.hypot(...b) - Math.hypot(...a) || b[0] - a[0] || b[1] - a[1]);
  return { real: Float64Array.from(found, ([real]) => real), imaginary: Float64Array.from(found, ([, imaginary]) => imaginary) };
}

/** Householder reflections from both sides until nothing lies below the first subdiagonal. */
function reduceToHessenberg(square: Square): void {
  const { n, data } = square;
  const v = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) {
    for (let i = k + 1; i < n; i++) v[i] = data[i * n + k];
    const beta = makeReflection(v.subarray(k + 1));
    if (beta === 0) continue;
    reflectRows(square, v, beta, k + 1, k);
    reflectColumns(square, v, beta, 0, k + 1);
  }
}

/** The first row of the unsplit block that ends at `high`: negligible subdiagonal elements become 0. */
function findSplit({ n, data }: Square, high: number): number {
  for (let k = high; k > 0; k--) {
    const scale = Math.abs(data[(k - 1) * n + k - 1]) + Math.abs(data[k * n + k]);
    const below = Math.abs(data[k * n + k - 1]);
    if (below <= Number.EPSILON * scale || below < Number.MIN_VALUE / Number.EPSILON) {
      data[k * n + k - 1] = 0;
      return k;
    }
  }
  return 0;
}

/** The two eigenvalues of the block at rows k and k + 1. */
function solvePair({ n, data }: Square, k: number): readonly [Complex, Complex] {
  const a = data[k * n + k];
  const d = data[(k + 1) * n + k + 1];
  const bc = data[k * n + k + 1] * data[(k + 1) * n + k];
  const half = (a - d) / 2;
  const middle = (a + d) / 2;
  const discriminant = half * half + bc;
  if (discriminant < 0) {
    const imaginary = Math.sqrt(-discriminant);
    return [
      [middle, imaginary],
      [middle, -imaginary],
    ];
  }
  // The one farther from 0 first; the other from their product, where the sum would cancel.
  const far = middle < 0 ? middle - Math.sqrt(discriminant) : middle + Math.sqrt(discriminant);
  return [
    [far, 0],
    [far === 0 ? 0 : (a * d - bc) / far, 0],
  ];
}

/** One double-shifted step on rows and columns low … high: a bulge is made at the top and chased out at the bottom. */
function stepFrancis(square: Square, low: number, high: number, unusual: boolean): void {
  const { n, data } = square;
  const at = (i: number, j: number) => data[i * n + j];
  let trace = at(high - 1, high - 1) + at(high, high);
  let determinant = at(high - 1, high - 1) * at(high, high) - at(high - 1, high) * at(high, high - 1);
  if (unusual) {
    const size = Math.abs(at(high, high - 1)) + Math.abs(at(high - 1, high - 2));
    trace = 1.5 * size;
    determinant = size * size;
  }
  const first = at(low, low);
  const x = Float64Array.of(
    first * first + at(low, low + 1) * at(low + 1, low) - trace * first + determinant,
    at(low + 1, low) * (first + at(low + 1, low + 1) - trace),
    at(low + 1, low) * at(low + 2, low + 1),
  );
  for (let k = low; k < high; k++) {
    const size = Math.min(3, high - k + 1);
    const v = x.subarray(0, size);
    if (k > low) for (let i = 0; i < size; i++) v[i] = at(k + i, k - 1);
    const beta = makeReflection(v);
    if (beta !== 0) reflectBulge(square, v, beta, k, low, high);
  }
}

/** The reflection of rows and columns k … k + v.length - 1, within low … high; written out, since nearly all time is spent here. */
function reflectBulge({ n, data }: Square, v: Float64Array, beta: number, k: number, low: number, high: number): void {
  const [v0, v1] = v;
  // A reflection of two rows is one of three whose last component is 0; its third row must only exist, and is k's own.
  const v2 = v.length === 3 ? v[2] : 0;
  const third = v.length === 3 ? 2 : 0;
  for (let j = Math.max(low, k - 1); j <= high; j++) {
    const at0 = k * n + j;
    const at1 = at0 + n;
    const at2 = at0 + third * n;
    const sum = beta * (v0 * data[at0] + v1 * data[at1] + v2 * data[at2]);
    data[at0] -= sum * v0;
    data[at1] -= sum * v1;
    data[at2] -= sum * v2;
  }
  const last = Math.min(k + 3, high);
  for (let i = low; i <= last; i++) {
    const at0 = i * n + k;
    const at2 = at0 + third;
    const sum = beta * (v0 * data[at0] + v1 * data[at0 + 1] + v2 * data[at2]);
    data[at0] -= sum * v0;
    data[at0 + 1] -= sum * v1;
    data[at2] -= sum * v2;
  }
}
