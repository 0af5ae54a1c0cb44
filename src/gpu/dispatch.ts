/** What lowering turns a pass into: dispatches of kernels over named ranges of memory, still without any GPU object. */
import type { Sizes } from '../model/passes';
import type { Plan } from '../model/plan';
import type { Variant } from './shader';

/** One dispatch, whatever the batch: only its number of workgroups depends on the sizes. */
export interface Dispatch {
  /** The pass it belongs to. */
  readonly label: string;
  readonly variant: Variant;
  /** The range of memory behind each variable that the kernel binds; `feed` and `uniforms` are not listed. */
  readonly ranges: Readonly<Record<string, string>>;
  /** What the kernel's uniform variables hold, by name, beside the feed. */
  readonly uniforms?: Readonly<Record<string, ArrayBuffer>>;
  readonly workgroups: (sizes: Sizes) => number;
  /** Workgroups along z, each as many as `workgroups`: for both directions of a layer, or several lookups; 1 if not told. */
  readonly depth?: number;
}

/** Dispatches in order; those of a loop run once for each target step, for each chunk of a scan's steps, or for each window. */
export type Scheduled = Dispatch | DispatchLoop;

export interface DispatchLoop {
  readonly backwards: boolean;
  /** Rounds that the feed's `u` counts; or windows of so many steps, at whose sizes the body runs. Only loops over windows hold loops. */
  readonly over: ((sizes: Sizes) => number) | { readonly window: number };
  readonly body: readonly Scheduled[];
}

/** Every dispatch of a list, those of loops too. */
export function flattenDispatches(list: readonly Scheduled[]): readonly Dispatch[] {
  return list.flatMap((each) => (isLoop(each) ? flattenDispatches(each.body) : [each]));
}

/** The same with every dispatch changed, those of loops too. */
export function mapDispatches(scheduled: Scheduled, change: (dispatch: Dispatch) => Dispatch): Scheduled {
  return isLoop(scheduled) ? { ...scheduled, body: scheduled.body.map((each) => mapDispatches(each, change)) } : change(scheduled);
}

export function isLoop(scheduled: Scheduled): scheduled is DispatchLoop {
  return 'body' in scheduled;
}

/** Names of ranges that belong to the executor, not to the plan. */
export const Range = {
  /** All parameters, and all gradients, in the flat layout. */
  parameters: 'parameters',
  gradients: 'gradients',
  /** Parts of split products. */
  slabs: 'slabs',
  /** What lasts from update to update, parts of norms, and reports. */
  progress: 'progress',
  /** Of that the first update that was not finite. */
  firstBad: 'first bad',
  /** Of that the reports. */
  reports: 'reports',
  /** All copies of recurrent weights, those that forward scans read before those that backward scans do. */
  copies: 'copies',
  /** Bound where a kernel's variable has no part in this variant; three that may be written, one that is read. */
  spareA: 'spare a',
  spareB: 'spare b',
  spareC: 'spare c',
  spareRead: 'spare read',
} as const;

/** All copies of recurrent weights that forward or backward scans read. */
export function copiesName(direction: 'forward' | 'backward'): string {
  return `${direction} copies`;
}

/** The copy of a recurrent weight that the forward or backward scan reads. */
export function packedName(weightHh: string, direction: 'forward' | 'backward'): string {
  return `${direction} copy of ${weightHh}`;
}

/** A range and, in the same buffer, the one that lies beside it. */
export function bothName(first: string): string {
  return `both ${first}`;
}

/** The places of tokens, ordered by token. */
export function orderName(tokens: string): string {
  return `order of ${tokens}`;
}

/** Whether a tensor comes with every feed. */
export function isInput(plan: Plan, tensor: string): boolean {
  return plan.tensors.get(tensor)?.role === 'input';
}

/** Where a scan that runs in chunks keeps the gradient between two of them, if no gradient of the final states has room for it. */
export function carryName(label: string): string {
  return `carry of ${label}`;
}

/** Workgroups of one-dimensional kernels. */
export function blocksOf(threads: number, perWorkgroup = 64): number {
  return Math.ceil(threads / perWorkgroup);
}
