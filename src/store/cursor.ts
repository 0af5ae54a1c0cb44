/** The one cursor that every panel shares: a time step, a unit of a layer's direction, a gate, and the direction of reading. */
import { createStore, type StoreApi } from 'zustand/vanilla';

/** The quantities of a step that can be in focus, by their public names. */
export const quantityNames = ['forget', 'input', 'candidate', 'output', 'reset', 'update', 'cell', 'hidden'] as const;
export type FocusedQuantity = (typeof quantityNames)[number];

export interface Cursor {
  readonly t: number;
  /** Which layer and direction: `l0`, `l0_reverse`, … */
  readonly scan: string;
  readonly unit: number;
  readonly gate: FocusedQuantity;
  readonly direction: 'forward' | 'backward';
  /** Whether the sequence clock runs. */
  readonly playing: boolean;
}

export type CursorStore = StoreApi<Cursor>;

/** Where a cursor may stand: steps, and units of every scan that is drawn. */
export interface CursorBounds {
  readonly steps: number;
  readonly units: Readonly<Record<string, number>>;
}

export const initialCursor: Cursor = { t: 0, scan: 'l0', unit: 0, gate: 'hidden', direction: 'forward', playing: false };

export function createCursor(): CursorStore {
  return createStore<Cursor>(() => initialCursor);
}

/** The cursor moved to the nearest place inside the bounds; the same object where it is inside, so that nothing is drawn anew. */
export function clampCursor(cursor: Cursor, bounds: CursorBounds): Cursor {
  const scan = Object.hasOwn(bounds.units, cursor.scan) ? cursor.scan : initialCursor.scan;
  const [t, unit] = [clamp(cursor.t, bounds.steps), clamp(cursor.unit, bounds.units[scan] ?? 1)];
  return scan === cursor.scan && t === cursor.t && unit === cursor.unit ? cursor : { ...cursor, scan, t, unit };
}

/**
 * One tick of the sequence clock: forward to the last step, then backward to the first, then it stops.
 */
export function tickCursor(cursor: Cursor, steps: number): Cursor {
  if (cursor.direction === 'forward') {
    return cursor.t < steps - 1 ? { ...cursor, t: cursor.t + 1 } : { ...cursor, direction: 'backward' };
  }
  return cursor.t > 0 ? { ...cursor, t: cursor.t - 1 } : { ...cursor, playing: false };
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.round(value)));
}
