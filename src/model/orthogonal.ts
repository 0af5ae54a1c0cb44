/** Turns a square matrix of independent normal numbers into a random orthogonal one, every orthogonal matrix being equally likely. */

/**
 * Replaces `matrix` [n, n], row-major, by the orthonormal rows that Gram and Schmidt's method makes of its own, in float64.
 *
 * Lengths stay positive, so no sign is favoured and the result is uniform (Haar) for normal input: Mezzadri, "How to generate random matrices from the
 * classical compact groups", Notices of the AMS 54(5), 2007. About 2 n³ multiplications: each row is projected twice, so that it is orthogonal to rounding.
 */
export function orthogonalise(matrix: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    const row = matrix.subarray(i * n, (i + 1) * n);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const other = matrix.subarray(j * n, (j + 1) * n);
        subtractMultiple(row, dot(row, other), other);
      }
    }
    const length = Math.sqrt(dot(row, row));
    for (let k = 0; k < n; k++) row[k] /= length;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

function subtractMultiple(a: Float64Array, factor: number, b: Float64Array): void {
  for (let k = 0; k < a.length; k++) a[k] -= factor * b[k];
}
