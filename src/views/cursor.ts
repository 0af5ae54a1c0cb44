/** The one cursor of the stage: a scan, a step, a unit and a quantity, and how keys move it. */
import { type NetworkPart, partsOf, turnPart } from './network-parts';
import type { QuantityName } from './quantity';
import { type Side, sideOfScan } from './scan-names';

export interface Cursor {
  /** Which layer and direction: `l0`, `l0_reverse`, …, or `decoder`, whose steps are those of the target. */
  readonly scan: string;
  readonly t: number;
  readonly unit: number;
  readonly gate: QuantityName;
  /** The step on the other axis, where a decoder has its own: of what is written while the cursor is on what is read, and the reverse. */
  readonly across?: number;
  /** What of the unrolled network is selected at the step; left out: the node itself. */
  readonly part?: NetworkPart;
}

/** What the cursor can run over. */
export interface CursorSpace {
  /** Lowest layer first, forward before reverse, a decoder last; at least one. Each with its steps and units. */
  readonly scans: readonly { readonly name: string; readonly length: number; readonly H: number }[];
  readonly gates: readonly QuantityName[];
  /** Which unit each row shows, which the arrow keys follow; left out: by number. */
  readonly order?: readonly number[];
  /** Whether the decoder attends. */
  readonly attends?: boolean;
}

/** The cursor within its space: a model may have lost the scan, gate, unit or step that it was on. */
export function fitCursor(cursor: Cursor, { scans, gates, attends = false }: CursorSpace): Cursor {
  const { name, length, H } = scans.find((scan) => scan.name === cursor.scan) ?? scans[0];
  const opposite = scans.find((scan) => sideOfScan(scan.name) !== sideOfScan(name));
  const part = cursor.part ?? 'node';
  const fitted = {
    ...(part !== 'node' && partsOf(gates, attends).includes(part) && { part }),
    scan: name,
    t: clamp(cursor.t, length),
    unit: clamp(cursor.unit, H),
    gate: gates.includes(cursor.gate) ? cursor.gate : gates[gates.length - 1],
  };
  return opposite ? { ...fitted, across: clamp(cursor.across ?? 0, opposite.length) } : fitted;
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}

/** The cursor on another scan: at its step, or, where that runs on the other axis, at the step that it has there. */
export function changeScan(cursor: Cursor, scan: string, space: CursorSpace): Cursor {
  const crosses = sideOfScan(scan) !== sideOfScan(cursor.scan);
  return fitCursor({ ...cursor, scan, ...(crosses && { t: cursor.across ?? 0, across: cursor.t }) }, space);
}

/** The cursor's step on an axis. */
export function stepOn(cursor: Cursor, side: Side): number {
  return side === sideOfScan(cursor.scan) ? cursor.t : (cursor.across ?? 0);
}

/** The cursor at another step of an axis. */
export function atStep(cursor: Cursor, side: Side, step: number): Cursor {
  return side === sideOfScan(cursor.scan) ? { ...cursor, t: step } : { ...cursor, across: step };
}

/** What of the network is selected. */
export function partOf({ part = 'node' }: Pick<Cursor, 'part'>): NetworkPart {
  return part;
}

/** Whether two cursors stand at the same place. */
export function isSamePlace(a: Cursor, b: Cursor): boolean {
  return a.scan === b.scan && a.t === b.t && a.unit === b.unit && a.gate === b.gate && (a.across ?? 0) === (b.across ?? 0) && partOf(a) === partOf(b);
}

/** The unit so many rows further, held within them. */
function unitBeside(unit: number, rows: number, order: CursorSpace['order']): number {
  return order?.includes(unit) ? order[clamp(order.indexOf(unit) + rows, order.length)] : unit + rows;
}

/** Where a cursor is before anyone moved it. */
export function startCursor({ scans, gates }: CursorSpace): Cursor {
  return { scan: scans[0].name, t: 0, unit: 0, gate: gates[0] };
}

/**
 * Where a key takes the cursor; null for keys that are not the stage's.
 * Left and right: time (with shift by ten), up and down: unit, page up and down: panel (with shift, or by brackets: layer, direction, decoder),
 * home and end: the ends of time, e: from the node to the edges that lead into it (with shift the other way round).
 */
export function moveCursor(cursor: Cursor | null, key: string, shift: boolean, space: CursorSpace): Cursor | null {
  const from = fitCursor(cursor ?? startCursor(space), space);
  const stride = shift ? 10 : 1;
  const panel = space.gates.indexOf(from.gate);
  const row = space.scans.findIndex(({ name }) => name === from.scan);
  const lower = changeScan(from, space.scans[Math.max(0, row - 1)].name, space);
  const parts = partsOf(space.gates, space.attends ?? false);
  const higher = changeScan(from, space.scans[Math.min(space.scans.length - 1, row + 1)].name, space);
  const to: Readonly<Record<string, Partial<Cursor>>> = {
    ArrowLeft: { t: from.t - stride },
    ArrowRight: { t: from.t + stride },
    Home: { t: 0 },
    End: { t: space.scans[row].length - 1 },
    ArrowUp: { unit: unitBeside(from.unit, -stride, space.order) },
    ArrowDown: { unit: unitBeside(from.unit, stride, space.order) },
    PageUp: shift ? higher : { gate: space.gates[Math.max(0, panel - 1)] },
    PageDown: shift ? lower : { gate: space.gates[Math.min(space.gates.length - 1, panel + 1)] },
    '[': lower,
    ']': higher,
    e: { part: turnPart(parts, partOf(from), 1) },
    E: { part: turnPart(parts, partOf(from), -1) },
  };
  return Object.hasOwn(to, key) ? fitCursor({ ...from, ...to[key] }, space) : null;
}
