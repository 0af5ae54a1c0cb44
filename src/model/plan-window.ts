/**
 * A scan in windows, for sequences whose gates would not fit: forward keeps the states that each window begins with, and backward computes each window's
 * gates again, from the last to the first, before the gradient goes through it. What is above sees no difference.
 */
import type { LoopPass, Matrix, Pass } from './passes';
import { activation, copyRows, type Draft, matrix, productPass } from './plan-draft';
import type { PlannedScan } from './plan-scan';

export interface PlannedWindows {
  /** To be run once the states that it begins with are written. */
  readonly encode: LoopPass;
  /** @param dx where the gradient of each part of the input goes, nothing where none is asked for; added where `accumulate`. */
  readonly backward: (dx: readonly Matrix[], accumulate: boolean) => readonly Pass[];
}

/** A state of which only the window at hand is kept step by step. */
interface LocalState {
  readonly name: string;
  /** Of the window: before its first step and after its last, in the scan's own order, [B, H]. */
  readonly first: Matrix;
  readonly last: Matrix;
  /** After the last window that was run, [B, H]. */
  readonly end: Matrix;
  /** What window n began with. */
  readonly border: Matrix;
}

/** The passes of a scan that was planned for windows of W steps. */
export function planWindows(draft: Draft, W: number, suffix: string, scan: PlannedScan): PlannedWindows {
  const { reverse, hiddenSize: H, dinitial } = scan.scanBackward;
  const { project } = scan;
  if (dinitial === null) throw new Error(`plan: ${suffix} must carry its gradient from window to window`);
  if (project === null) throw new Error(`plan: ${suffix} must project its inputs window by window`);
  const states = listStates(draft, W, suffix, scan);
  const again: readonly Pass[] = [...states.map(({ name, border, first }) => copyRows(`begin with ${name}`, border, first)), project, scan.scan];
  const loop = (label: string, backwards: boolean, body: readonly Pass[]): LoopPass => ({
    kernel: 'loop',
    label,
    over: { window: W },
    backwards,
    body,
  });
  const carried = matrix(dinitial, ['B'], 2 * H);
  return {
    encode: loop(scan.scan.label, reverse, [
      ...states.map(({ name, end, border }) => copyRows(`keep ${name}`, end, border)),
      ...again,
      ...states.map(({ name, last, end }) => copyRows(`end with ${name}`, last, end)),
    ]),
    backward: (dx, accumulate) => [
      scan.dfinal === null
        ? { kernel: 'clear', label: `clear dcarried ${suffix}`, values: carried }
        : copyRows(`begin with dfinal ${suffix}`, { ...carried, tensor: scan.dfinal.tensor }, carried),
      loop(scan.scanBackward.label, !reverse, [
        ...again,
        scan.scanBackward,
        scan.weightGradients,
        ...(dx.length === 0 ? [] : [productPass(`dx ${suffix}`, ...scan.inputGradient(dx, accumulate))]),
      ]),
    ],
  };
}

function listStates(draft: Draft, W: number, suffix: string, { scan, begin, beginCell }: PlannedScan): readonly LocalState[] {
  const { hiddenSize: H, reverse, hidden, cellState, window } = scan;
  const windows = Math.ceil(draft.options.capacity.T / W);
  const local = (name: string, tensor: string, end: Matrix): LocalState => ({
    name: `${name} ${suffix}`,
    first: matrix(tensor, ['B'], H, { steps: reverse ? 'T' : 0 }),
    last: matrix(tensor, ['B'], H, { steps: reverse ? 0 : 'T' }),
    end,
    border: matrix(activation(draft, `border.${name}.${suffix}`, [windows, 'B', H]), ['B'], H, { steps: 'n' }),
  });
  return [
    ...(window?.hidden === true ? [local('hidden', hidden, begin)] : []),
    ...(cellState === null || beginCell === null ? [] : [local('cell', cellState, beginCell)]),
  ];
}

/** Sets the states that a scan begins with to 0. */
export function clearBegin({ scan, begin, beginCell }: PlannedScan): readonly Pass[] {
  return [begin, ...(beginCell === null ? [] : [beginCell])].map((values) => ({ kernel: 'clear', label: `clear states ${scan.label}`, values }));
}
