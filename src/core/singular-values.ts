/** Singular values of a square matrix by one-sided Jacobi rotations: slow and exact, small values included. */

/** Sweeps over all pairs; a dozen suffice in practice. */
const MAX_SWEEPS = 60;
const TOLERANCE = 1e-14;

/**
 * The singular values of a row-major [n, n] matrix, largest first.
 *
 * Hestenes (1958): rotating pairs of rows until all are orthogonal leaves rows whose lengths are the singular values.
 */
export function singularValues(matrix: ArrayLike<number>, n: number): Float64Array {
  const rows = Float64Array.from({ length: n * n }, (_, k) => matrix[k]);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let turned = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) turned = rotate(rows, n, p, q) || turned;
    }
    if (!turned) break;
  }
  const lengths = Float64Array.from({ length: n }, (_, p) => Math.hypot(...rows.subarray(p * n, (p + 1) * n)));
  return lengths.sort((a, b) => b - a);
}

/** Turns rows p and q in their plane until they are orthogonal; false where they already are. */
function rotate(rows: Float64Array, n: number, p: number, q: number): boolean {
  const [P, Q] = [p * n, q * n];
  let pp = 0;
  let qq = 0;
  let pq = 0;
  for (let k = 0; k < n; k++) {
    pp += rows[P + k] * rows[P + k];
    qq += rows[Q + k] * rows[Q + k];
    pq += rows[P + k] * rows[Q + k];
  }
  if (Math.abs(pq) <= TOLERANCE * Math.sqrt(pp * qq)) return false;
  const cotangent = (qq - pp) / (2 * pq);
  const tangent = (cotangent < 0 ? -1 : 1) / (Math.abs(cotangent) + Math.sqrt(1 + cotangent * cotangent));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = cosine * tangent;
  for (let k = 0; k < n; k++) {
    const [x, y] = [rows[P + k], rows[Q + k]];
    rows[P + k] = cosine * x - sine * y;
    rows[Q + k] = sine * x + cosine * y;
  }
  return true;
}
