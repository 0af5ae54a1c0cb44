/** The one horizontal axis of the stage: which steps are on the screen, where their columns lie, and which are numbered. */

/** The narrowest column: a letter of 10 px still fits, so that text stays text. */
export const NARROWEST_COLUMN = 6;
const WIDEST_COLUMN = 64;

export interface TimeAxis {
  /** All steps of the sequence. */
  readonly T: number;
  /** First step on the screen, and how many. */
  readonly first: number;
  readonly count: number;
  /** Columns' width in CSS pixels, and of all that are on the screen. */
  readonly column: number;
  readonly width: number;
  /** true where the window leaves steps out, so that an overview is needed. */
  readonly windowed: boolean;
  /** Steps that bear a number. */
  readonly ticks: readonly number[];
}

/** How many steps fit into a plot of this width. */
function windowSize(T: number, width: number): number {
  return Math.max(1, Math.min(T, Math.floor(width / NARROWEST_COLUMN)));
}

const axes = new Map<string, TimeAxis>();
const MOST_AXES = 32;

/**
 * The axis of T steps in a plot of `width` pixels. Where they do not fit, a window of as many as do starts at `first`,
 * moved as far as needed to lie within the sequence. The same object as the last time, so that what hangs on it alone is not drawn anew.
 */
export function layoutTimeAxis(T: number, width: number, first = 0): TimeAxis {
  const key = [T, width, first].join(' ');
  const known = axes.get(key);
  if (known) return known;
  if (axes.size >= MOST_AXES) axes.clear();
  const axis = createTimeAxis(T, width, first);
  axes.set(key, axis);
  return axis;
}

function createTimeAxis(T: number, width: number, first: number): TimeAxis {
  const count = windowSize(T, width);
  const column = Math.max(1, Math.min(WIDEST_COLUMN, width / count));
  const start = windowFirst(T, count, first);
  return { T, first: start, count, column, width: column * count, windowed: count < T, ticks: chooseTicks(start, count, column, T) };
}

/** The nearest first step at which a window of `count` lies within the sequence. */
export function windowFirst(T: number, count: number, wanted: number): number {
  return Math.max(0, Math.min(T - count, Math.round(wanted)));
}

/** Left edge of a step's column. */
export function columnLeft(axis: TimeAxis, t: number): number {
  return (t - axis.first) * axis.column;
}

/** Middle of a step's column. */
export function columnCentre(axis: TimeAxis, t: number): number {
  return columnLeft(axis, t) + axis.column / 2;
}

/** The step whose column lies at x, the nearest one on the screen where none does. */
export function stepAt(axis: TimeAxis, x: number): number {
  return axis.first + Math.max(0, Math.min(axis.count - 1, Math.floor(x / axis.column)));
}

export function isVisible(axis: TimeAxis, t: number): boolean {
  return t >= axis.first && t < axis.first + axis.count;
}

/** The window's first step once t has been brought into sight: where it was if t is in it, else with some steps beyond t. */
export function revealStep(axis: TimeAxis, t: number): number {
  if (isVisible(axis, t)) return axis.first;
  const beyond = Math.floor(axis.count / 8);
  return windowFirst(axis.T, axis.count, t < axis.first ? t - beyond : t - axis.count + 1 + beyond);
}

/** Every step where there is room, else every 2nd, 5th, 10th, …, counted from 0 so that numbers stay round. */
function chooseTicks(first: number, count: number, column: number, T: number): readonly number[] {
  const room = 10 + 7 * String(T - 1).length;
  const every = [1, 2, 5, 10, 20, 50, 100, 200].find((step) => step * column >= room) ?? 500;
  return Array.from({ length: count }, (_, k) => first + k).filter((t) => t % every === 0);
}
