/** The one cursor that every panel shares: a time step, a unit of a layer's direction, a gate, and the direction of reading. */
import type { ParameterEntry } from '../model/parameters';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** The quantities of a step that can be in focus, by their public names. */
export const quantityNames = ['forget', 'input', 'candidate', 'output', 'reset', 'update', 'cell', 'hidden'] as const;
export type FocusedQuantity = (typeof quantityNames)[number];

/** What of the network can be selected at a step: the node, and the edges that lead into it. */
export const networkParts = ['node', 'recurrent', 'road', 'input', 'attention'] as const;
export type SelectedPart = (typeof networkParts)[number];

/** In which order the units of the heatmaps can stand. */
export const unitOrders = ['index', 'similarity', 'memory'] as const;

export interface Cursor {
  readonly t: number;
  /** Which layer and direction: `l0`, `l0_reverse`, …, or `decoder`, whose steps are those of the target. */
  readonly scan: string;
  readonly unit: number;
  /** The step on the other axis where a decoder has its own: of what is written while the cursor is on what is read, and the reverse. */
  readonly across: number;
  readonly gate: FocusedQuantity;
  readonly part: SelectedPart;
  /** The number of the cells' weights that is selected. */
  readonly entry: ParameterEntry | null;
  /** Where the clock inside the cell stands: an index into `operationsOf` the cell's equations; 0: the whole cell at once. */
  readonly operation: number;
  readonly direction: 'forward' | 'backward';
  /** Whether the sequence clock runs, and how many stations a second it then passes. */
  readonly playing: boolean;
  readonly pace: number;
  /** The station to which the passage through the network has come; null: none is under way, and the whole of it is shown. */
  readonly passage: number | null;
  /** How far the network is unrolled: 0 folded, 1 open. */
  readonly opening: number;
  /** In which order the units stand, and whether gradients are drawn by the largest of their line. */
  readonly order: (typeof unitOrders)[number];
  readonly relative: boolean;
}

export type CursorStore = StoreApi<Cursor>;

/** Where a cursor may stand: steps and units of every scan that is drawn. */
export type CursorBounds = Readonly<Record<string, { readonly steps: number; readonly units: number }>>;

export const initialCursor: Cursor = {
  t: 0,
  scan: 'l0',
  unit: 0,
  across: 0,
  gate: 'hidden',
  part: 'node',
  entry: null,
  operation: 0,
  direction: 'forward',
  playing: false,
  pace: 8,
  passage: null,
  opening: 1,
  order: 'index',
  relative: false,
};

export function createCursor(): CursorStore {
  return createStore<Cursor>(() => initialCursor);
}

/** The cursor moved to the nearest place inside the bounds and the cell's operations; the same object where it is inside, so that nothing is drawn anew. */
export function clampCursor(cursor: Cursor, bounds: CursorBounds, operations: number): Cursor {
  const scan = Object.hasOwn(bounds, cursor.scan) ? cursor.scan : initialCursor.scan;
  const { steps, units } = bounds[scan];
  const opposite = Object.entries(bounds).find(([name]) => (name === 'decoder') !== (scan === 'decoder'))?.[1];
  const [t, unit, across] = [clamp(cursor.t, steps), clamp(cursor.unit, units), clamp(cursor.across, opposite?.steps ?? 1)];
  const operation = clamp(cursor.operation, operations);
  const place = { scan, t, unit, across, operation };
  return Object.entries(place).every(([key, value]) => cursor[key as keyof typeof place] === value) ? cursor : { ...cursor, ...place };
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.round(value)));
}
