/** What a plan's symbolic sizes, views and scans stand for once a batch is at hand. */
import type { Accumulate, Dim, LoopPass, Matrix, ScanTensors, Shift, Sizes } from './passes';

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
function resolveShift(steps: Shift, { T, U, u = 0, window }: Sizes): number {
  switch (steps) {
    case 'T':
      return T;
    case 'U':
      return U;
    case 'u':
      return u;
    case 'u+1':
      return u + 1;
    case 'w':
      return window?.first ?? 0;
    case 'w+1':
      return (window?.first ?? 0) + 1;
    case 'n':
      return window?.n ?? 0;
    default:
      return steps;
  }
}

/** The steps of a pass, `first` to `first + count`. */
export function resolveSteps(
  { steps }: Pick<ScanTensors, 'steps'>,
  { T, U, u = 0, window }: Sizes,
): { readonly first: number; readonly count: number } {
  if (steps === 'u') return { first: u, count: 1 };
  return steps === 'T' ? { first: window?.first ?? 0, count: T } : { first: 0, count: U };
}

/** Whether a product is added to what is there. */
export function resolveAccumulate(accumulate: Accumulate, { window = { n: 0, count: 1, first: 0 } }: Sizes): boolean {
  if (accumulate === 'unlessFirst') return window.n > 0;
  return accumulate === 'unlessLast' ? window.n + 1 < window.count : accumulate;
}

/** The sizes that each round of a loop runs at, in the order of time. */
export function listRounds({ over }: Pick<LoopPass, 'over'>, sizes: Sizes): readonly Sizes[] {
  return over === 'U' ? Array.from({ length: sizes.U }, (_, u) => ({ ...sizes, u })) : listWindows(over.window, sizes);
}

/** The sizes of each window of so many steps. */
export function listWindows(steps: number, sizes: Sizes): readonly Sizes[] {
  const count = Math.ceil(sizes.T / steps);
  return Array.from({ length: count }, (_, n) => {
    const first = n * steps;
    return { ...sizes, T: Math.min(steps, sizes.T - first), window: { n, count, first } };
  });
}
