/** The one cursor of the stage: a scan, a step, a unit and a quantity, and how keys move it. */
import type { QuantityName } from './quantity';

export interface Cursor {
  /** Which layer and direction: `l0`, `l0_reverse`, … */
  readonly scan: string;
  readonly t: number;
  readonly unit: number;
  readonly gate: QuantityName;
}

/** What the cursor can run over. */
export interface CursorSpace {
  readonly T: number;
  /** Lowest layer first, forward before reverse; at least one. */
  readonly scans: readonly { readonly name: string; readonly H: number }[];
  readonly gates: readonly QuantityName[];
}

/** The cursor within its space: a model may have lost the scan, gate, unit or step that it was on. */
export function fitCursor(cursor: Cursor, { T, scans, gates }: CursorSpace): Cursor {
  const { name, H } = scans.find((scan) => scan.name === cursor.scan) ?? scans[0];
  return {
    scan: name,
    t: Math.max(0, Math.min(T - 1, cursor.t)),
    unit: Math.max(0, Math.min(H - 1, cursor.unit)),
    gate: gates.includes(cursor.gate) ? cursor.gate : gates[gates.length - 1],
  };
}

/** Where a cursor is before anyone moved it. */
export function startCursor({ scans, gates }: CursorSpace): Cursor {
  return { scan: scans[0].name, t: 0, unit: 0, gate: gates[0] };
}

/**
 * Where a key takes the cursor; null for keys that are not the stage's.
 * Left and right: time (with shift by ten), up and down: unit, page up and down: panel (with shift, or by brackets: layer and direction),
 * home and end: the ends of time.
 */
export function moveCursor(cursor: Cursor | null, key: string, shift: boolean, space: CursorSpace): Cursor | null {
  const from = fitCursor(cursor ?? startCursor(space), space);
  const stride = shift ? 10 : 1;
  const panel = space.gates.indexOf(from.gate);
  const row = space.scans.findIndex(({ name }) => name === from.scan);
  const lower = { scan: space.scans[Math.max(0, row - 1)].name };
  const higher = { scan: space.scans[Math.min(space.scans.length - 1, row + 1)].name };
  const to: Readonly<Record<string, Partial<Cursor>>> = {
    ArrowLeft: { t: from.t - stride },
    ArrowRight: { t: from.t + stride },
    Home: { t: 0 },
    End: { t: space.T - 1 },
    ArrowUp: { unit: from.unit - stride },
    ArrowDown: { unit: from.unit + stride },
    PageUp: shift ? higher : { gate: space.gates[Math.max(0, panel - 1)] },
    PageDown: shift ? lower : { gate: space.gates[Math.min(space.gates.length - 1, panel + 1)] },
    '[': lower,
    ']': higher,
  };
  return Object.hasOwn(to, key) ? fitCursor({ ...from, ...to[key] }, space) : null;
}
