/**
 * The spectral radius of a matrix: the largest magnitude among its eigenvalues, complex ones included.
 *
 * Eigenvalues come from the QR algorithm: a reduction to Hessenberg form by reflections, then Francis's implicitly double-shifted steps, which
 * handle conjugate pairs in real numbers. Golub and Van Loan, "Matrix Computations", 4th edition, algorithms 7.4.2 and 7.5.1.
 */

/** A square matrix [n, n], row-major, changed in place. */
interface Square {
  readonly n: number;
  readonly data: Float64Array;
}

/** Steps without a split after which an unusual shift breaks a cycle. */
const STEPS_PER_SHIFT = 10;
/** Steps for one eigenvalue after which the algorithm has failed; a few are typical. */
const MAX_STEPS = 300;

/** The spectral radius of `matrix` [n, n], row-major, which is left as it is; about 10 n³ multiplications. */
export function measureSpectralRadius(matrix: ArrayLike<number>, n: number): number {
  const square = { n, data: Float64Array.from(matrix) };
  reduceToHessenberg(square);
  let largest = 0;
  let high = n - 1;
  let steps = 0;
  while (high >= 0) {
    const low = findSplit(square, high);
    if (low >= high - 1) {
      largest = Math.max(largest, low === high ? Math.abs(square.data[high * n + high]) : measurePair(square, high - 1));
      high = low - 1;
      steps = 0;
      continue;
    }
    if (++steps > MAX_STEPS) throw new Error(`spectral radius: the QR algorithm must converge, got no eigenvalue in ${String(MAX_STEPS)} steps`);
    stepFrancis(square, low, high, steps % STEPS_PER_SHIFT === 0);
  }
  return largest;
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
    for (let i = 0; i < n; i++) reflectRowVector(data.subarray(i * n + k + 1, (i + 1) * n), v.subarray(k + 1), beta);
  }
}

/** Turns x into the v of the reflection I - beta·v·vᵀ that maps x onto its first axis; returns beta, 0 where nothing needs to be done. */
function makeReflection(x: Float64Array): number {
  let tail = 0;
  for (let i = 1; i < x.length; i++) tail += x[i] * x[i];
  if (tail === 0) return 0;
  const length = Math.sqrt(x[0] * x[0] + tail);
  x[0] += x[0] < 0 ? -length : length;
  return 2 / (x[0] * x[0] + tail);
}

/** A ← (I - beta·v·vᵀ)·A over the rows from `top` on and the columns from `left` on. */
function reflectRows({ n, data }: Square, v: Float64Array, beta: number, top: number, left: number): void {
  const sums = new Float64Array(n);
  for (let i = top; i < n; i++) for (let j = left; j < n; j++) sums[j] += v[i] * data[i * n + j];
  for (let i = top; i < n; i++) for (let j = left; j < n; j++) data[i * n + j] -= beta * v[i] * sums[j];
}

/** a ← a·(I - beta·v·vᵀ) */
function reflectRowVector(a: Float64Array, v: Float64Array, beta: number): void {
  let sum = 0;
  for (let k = 0; k < v.length; k++) sum += a[k] * v[k];
  for (let k = 0; k < v.length; k++) a[k] -= beta * sum * v[k];
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

/** The larger magnitude of the two eigenvalues of the block at rows k and k + 1. */
function measurePair({ n, data }: Square, k: number): number {
  const a = data[k * n + k];
  const d = data[(k + 1) * n + k + 1];
  const bc = data[k * n + k + 1] * data[(k + 1) * n + k];
  const half = (a - d) / 2;
  const discriminant = half * half + bc;
  if (discriminant < 0) return Math.sqrt(a * d - bc);
  return Math.abs((a + d) / 2) + Math.sqrt(discriminant);
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
