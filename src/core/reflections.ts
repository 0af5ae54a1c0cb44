/** Householder reflections I - beta·v·vᵀ, applied to square matrices in place: what eigenvalues and singular values are computed with. */

/** A square matrix [n, n], row-major, changed in place. */
export interface Square {
  readonly n: number;
  readonly data: Float64Array;
}

/** Turns x into the v of the reflection that maps x onto its first axis; returns beta, 0 where nothing needs to be done. */
export function makeReflection(x: Float64Array): number {
  let tail = 0;
  for (let i = 1; i < x.length; i++) tail += x[i] * x[i];
  if (tail === 0) return 0;
  const length = Math.sqrt(x[0] * x[0] + tail);
  x[0] += x[0] < 0 ? -length : length;
  return 2 / (x[0] * x[0] + tail);
}

/** A ← (I - beta·v·vᵀ)·A over the rows from `top` on, where v has its elements, and the columns from `left` on. */
export function reflectRows({ n, data }: Square, v: Float64Array, beta: number, top: number, left: number): void {
  const sums = new Float64Array(n);
  for (let i = top; i < n; i++) for (let j = left; j < n; j++) sums[j] += v[i] * data[i * n + j];
  for (let i = top; i < n; i++) for (let j = left; j < n; j++) data[i * n + j] -= beta * v[i] * sums[j];
}

/** A ← A·(I - beta·v·vᵀ) over the rows from `top` on and the columns from `left` on, where v has its elements. */
export function reflectColumns({ n, data }: Square, v: Float64Array, beta: number, top: number, left: number): void {
  for (let i = top; i < n; i++) {
    let sum = 0;
    for (let j = left; j < n; j++) sum += v[j] * data[i * n + j];
    for (let j = left; j < n; j++) data[i * n + j] -= beta * sum * v[j];
  }
}
