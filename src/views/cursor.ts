/** The one cursor of the stage: a step, a unit and a quantity, and how keys move it. */
import type { QuantityName } from './quantity';

export interface Cursor {
  readonly t: number;
  readonly unit: number;
  readonly gate: QuantityName;
}

/** What the cursor can run over. */
export interface CursorSpace {
  readonly T: number;
  readonly H: number;
  readonly gates: readonly QuantityName[];
}

/** The cursor within its space: a model may have lost the gate, unit or step that it was on. */
export function fitCursor(cursor: Cursor, { T, H, gates }: CursorSpace): Cursor {
  return {
    t: Math.max(0, Math.min(T - 1, cursor.t)),
    unit: Math.max(0, Math.min(H - 1, cursor.unit)),
    gate: gates.includes(cursor.gate) ? cursor.gate : gates[gates.length - 1],
  };
}

/**
 * Where a key takes the cursor; null for keys that are not the stage's.
 * Left and right: time (with shift by ten), up and down: unit, page up and down: panel, home and end: the ends of time.
 */
export function moveCursor(cursor: Cursor | null, key: string, shift: boolean, space: CursorSpace): Cursor | null {
  const from = fitCursor(cursor ?? { t: 0, unit: 0, gate: space.gates[0] }, space);
  const stride = shift ? 10 : 1;
  const panel = space.gates.indexOf(from.gate);
  const to: Readonly<Record<string, Partial<Cursor>>> = {
    ArrowLeft: { t: from.t - stride },
    ArrowRight: { t: from.t + stride },
    Home: { t: 0 },
    End: { t: space.T - 1 },
    ArrowUp: { unit: from.unit - stride },
    ArrowDown: { unit: from.unit + stride },
    PageUp: { gate: space.gates[Math.max(0, panel - 1)] },
    PageDown: { gate: space.gates[Math.min(space.gates.length - 1, panel + 1)] },
  };
  return Object.hasOwn(to, key) ? fitCursor({ ...from, ...to[key] }, space) : null;
}
