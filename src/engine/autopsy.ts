/** Finds what stopped being finite first: replays one update pass by pass and looks at everything that each pass wrote. */
import type { Numbers } from '../core/tensor';
import type { Executor, Feed } from '../model/executor';
import { decodingOf } from '../model/feed';
import { flattenPasses, type Matrix, type Pass, type Sizes } from '../model/passes';
import { resolveCount, resolveDim, resolveOffset } from '../model/resolve';
import { writtenBy } from '../model/written-by';
import { isFiniteArray, readParameters } from './weights';

export interface Finding {
  /** The update to blame: the one replayed, or the one before it where it left weights that are not finite. */
  readonly update: number;
  /** The pass's label; `update` where the weights themselves are not finite, `norm` where only the norm of the gradient is not. */
  readonly pass: string;
  /** The time step, where the pass walks through time. */
  readonly step: number | null;
}

/**
 * The first pass of the update that writes NaN or infinity, and the first step of it in the order in which the pass walks (backward scans
 * walk from late to early). The weights must still be those from before the update, as they are once the engine's non-finite flag is up.
 */
export async function findNonFinite(executor: Executor, feed: Feed): Promise<Finding> {
  if (!isFiniteArray(await readParameters(executor))) return { update: feed.update - 1, pass: 'update', step: null };
  const { segments } = executor.plan;
  for (const pass of [...segments.encode, ...segments[decodingOf(feed)], ...segments.loss, ...segments.backward]) {
    await executor.run(feed, [pass]);
    const finding = await examine(executor, pass, feed);
    if (finding) return finding;
  }
  return { update: feed.update, pass: 'norm', step: null }; // each gradient is finite, their squares are not
}

async function examine(executor: Executor, pass: Pass, { sizes, update }: Feed): Promise<Finding | null> {
  const bad: number[] = [];
  let found = false;
  const written = writtenBy(pass);
  for (const tensor of new Set(written.map(nameOf))) {
    const parts = written.filter((part) => nameOf(part) === tensor);
    const data = await executor.read(tensor);
    const first = executor.plan.tensors.get(tensor)?.shape[0];
    for (const place of placesWritten(parts, data, sizes)) {
      if (place >= data.length || Number.isFinite(data[place])) continue; // past the end: of windows the last that was run is left
      found = true;
      const step = stepOf(pass, first, place, data.length, sizes);
      if (step !== null) bad.push(step);
    }
  }
  if (!found) return null;
  const isEarlier = (s: number, t: number): boolean => (walksBackward(pass) ? s > t : s < t);
  return { update, pass: pass.label, step: bad.reduce<number | null>((first, t) => (first === null || isEarlier(t, first) ? t : first), null) };
}

function nameOf(part: string | Matrix): string {
  return typeof part === 'string' ? part : part.tensor;
}

/** The elements of one tensor that a pass wrote: what else it holds is another pass's, and may be left from the update that failed. */
function* placesWritten(parts: readonly (string | Matrix)[], data: Numbers, sizes: Sizes): Generator<number> {
  const matrices = parts.filter((part) => typeof part !== 'string');
  if (matrices.length < parts.length) {
    for (let i = 0; i < data.length; i++) yield i;
    return;
  }
  for (const matrix of matrices) {
    const looped = matrix.steps === 'u' || matrix.steps === 'u+1';
    for (let u = 0; u < (looped ? sizes.U : 1); u++) yield* placesOf(matrix, { ...sizes, u });
  }
}

function* placesOf(matrix: Matrix, sizes: Sizes): Generator<number> {
  const rows = resolveCount(matrix.rows, sizes);
  for (let r = 0; r < rows; r++) {
    const start = resolveOffset(matrix, sizes) + r * matrix.stride;
    for (let c = 0; c < matrix.columns; c++) yield start + c;
  }
}

/** The time step of an element of a tensor that begins with time. */
function stepOf(pass: Pass, first: string | number | undefined, place: number, length: number, sizes: Sizes): number | null {
  if (first !== 'T' && first !== 'T+1' && first !== 'U' && first !== 'U+1') return null;
  const outer = Math.floor(place / (length / resolveDim(first, sizes)));
  if (first === 'T' || first === 'U') return outer;
  return Math.max(0, isReverse(pass) ? outer : outer - 1);
}

/** Whether it is a reverse scan, or a loop over windows of one. */
function isReverse(pass: Pass): boolean {
  return flattenPasses([pass]).some((each) => (each.kernel === 'scan' || each.kernel === 'scanBackward') && each.reverse);
}

function walksBackward(pass: Pass): boolean {
  if (pass.kernel === 'loop') return pass.backwards;
  return pass.kernel === 'scanBackward' ? !pass.reverse : pass.kernel === 'scan' && pass.reverse;
}
