/** What a plan's symbolic sizes, views and scans stand for once a batch is at hand. */
import type { Dim, Matrix, ScanTensors, Shift, Sizes } from './passes';

/** The number that a symbolic size stands for. */
export function resolveDim(dim: Dim, sizes: Sizes): number {
  switch (dim) {
    case 'B':
      return sizes.B;
    case 'T':
      return sizes.T;
    case 'T+1':
      return sizes.T + 1;
    case 'U':
      return sizes.U;
    case 'U+1':
      return sizes.U + 1;
    default:
      return dim;
  }
}

/** Elements of a symbolic shape. */
export function resolveCount(shape: readonly Dim[], sizes: Sizes): number {
  return shape.reduce<number>((product, dim) => product * resolveDim(dim, sizes), 1);
}

/** First element of a matrix view. */
export function resolveOffset(matrix: Matrix, sizes: Sizes): number {
  return matrix.offset + resolveShift(matrix.steps, sizes) * sizes.B * matrix.stride;
}

/** The number of time steps that a view is shifted by. */
function resolveShift(steps: Shift, { T, U, u = 0 }: Sizes): number {
  switch (steps) {
    case 'T':
      return T;
    case 'U':
      return U;
    case 'u':
      return u;
    case 'u+1':
      return u + 1;
    default:
      return steps;
  }
}

/** The steps of a pass, `first` to `first + count`. */
export function resolveSteps({ steps }: Pick<ScanTensors, 'steps'>, { T, U, u = 0 }: Sizes): { readonly first: number; readonly count: number } {
  if (steps === 'u') return { first: u, count: 1 };
  return { first: 0, count: steps === 'T' ? T : U };
}
