/** What of the unrolled network lies under a pointer: a node, an edge into one, or nothing. */
import type { NetworkPart } from './network-parts';
import { placeOfScan } from './scan-names';
import { stepAt, type TimeAxis } from './time-axis';
import type { EdgeMark, UnrolledMarks, UnrolledRow } from './unrolled-layout';

export interface NetworkHit {
  readonly scan: string;
  /** The node's step, or the one that the edge leads to. */
  readonly t: number;
  readonly part: NetworkPart;
}

/** Half the height in which a line is found, CSS pixels: thin lines are thicker under the finger. */
const REACH = 6;

/** @param x from the left end of the plot, CSS pixels. @param y from the top of the picture. */
export function hitNetwork(marks: Pick<UnrolledMarks, 'rows' | 'style' | 'cellWidth'>, axis: TimeAxis, x: number, y: number): NetworkHit | null {
  const row = marks.rows.find(({ top, bottom }) => y >= top - 2 && y <= bottom);
  if (row === undefined) return hitInput(marks.rows, axis, x, y);
  const t = Math.min(stepAt(axis, x), lastStep(row));
  const node: NetworkHit = { scan: row.scan, t, part: 'node' };
  if (row.road.length > 0 && Math.abs(y - row.roadY) <= REACH) {
    const edge = edgeAt(row.road, x);
    return edge === null ? node : { scan: row.scan, t: leadsTo(row.scan, edge), part: 'road' };
  }
  if (marks.style === 'columns') {
    const edge = y > row.edgeY - REACH ? edgeAt(row.hiddenEdges, x) : null;
    return edge === null ? node : { scan: row.scan, t: leadsTo(row.scan, edge), part: 'recurrent' };
  }
  const cell = row.cells.find((each) => Math.abs(each.x - x) <= marks.cellWidth / 2 + 1);
  const edge = cell === undefined && Math.abs(y - row.edgeY) <= REACH + 4 ? edgeAt(row.hiddenEdges, x) : null;
  return edge === null ? node : { scan: row.scan, t: leadsTo(row.scan, edge), part: 'recurrent' };
}

/** The step that an edge leads to. */
function leadsTo(scan: string, { t }: Pick<EdgeMark, 't'>): number {
  return placeOfScan(scan).reverse ? t - 1 : t + 1;
}

/** Below a row, what leads up into it; of two directions the lower one stands for both. */
function hitInput(rows: readonly UnrolledRow[], axis: TimeAxis, x: number, y: number): NetworkHit | null {
  const row = rows.findLast(({ bottom }) => y > bottom);
  if (row === undefined) return null;
  return { scan: row.scan, t: Math.min(stepAt(axis, x), lastStep(row)), part: 'input' };
}

function edgeAt(edges: readonly EdgeMark[], x: number): EdgeMark | null {
  return edges.find(({ x1, x2 }) => x >= Math.min(x1, x2) && x <= Math.max(x1, x2)) ?? null;
}

function lastStep({ cells }: UnrolledRow): number {
  return cells[cells.length - 1].t;
}
