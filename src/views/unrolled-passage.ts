/**
 * What a passage shows of the unrolled network: on the way forward the states that have been computed, on the edges what each hands on; on the way
 * back the gradient that has arrived; all else is dim. Without a passage everything is lit.
 */
import { hasGradient, hasState, type Phase, type Reach } from './passage';
import { normsOf, type Scan } from './series';
import { type EdgeMark, shareOf, type UnrolledMarks, type UnrolledRow } from './unrolled-layout';

/** What an edge bears: a gradient, in width and colour; a state, in colour; or nothing yet. */
export type EdgeLight = 'gradient' | 'state' | 'none';

export interface LitEdge extends EdgeMark {
  readonly light: EdgeLight;
  /** What it bears: the norm of the gradient or of the state; of a dim edge nothing. */
  readonly value: number | null;
  /** Its place on the scale of what it bears, 0 to 1. */
  readonly strength: number;
}

export interface LitRow extends Omit<UnrolledRow, 'hiddenEdges' | 'road' | 'cells'> {
  readonly cells: readonly (UnrolledRow['cells'][number] & { readonly lit: boolean })[];
  readonly hiddenEdges: readonly LitEdge[];
  readonly road: readonly LitEdge[];
}

export interface LitMarks extends Omit<UnrolledMarks, 'rows'> {
  readonly rows: readonly LitRow[];
  /** Whether the loss has been computed. */
  readonly lossLit: boolean;
  readonly phase: Phase | null;
}

/** The marks in the light of how far a passage has come; `scans` are those of the marks. */
export function lightUnrolled(marks: UnrolledMarks, scans: readonly Scan[], reach: Reach | null): LitMarks {
  const rows = marks.rows.map((row): LitRow => {
    const scan = scans.find(({ name }) => name === row.scan);
    const at = reach?.scans.get(row.scan);
    if (!reach || !at || !scan) return wholeRow(row);
    const backward = reach.phase === 'backward';
    const light = (edges: readonly EdgeMark[], states: Float64Array | null): readonly LitEdge[] =>
      edges.map((edge) => {
        if (backward) return hasGradient(at, edge.t) ? bearGradient(edge) : { ...edge, light: 'none', value: null, strength: 0 };
        const next = edge.t + (row.reverse ? -1 : 1);
        if (!states || !hasState(at, next)) return { ...edge, light: 'none', value: null, strength: 0 };
        return { ...edge, light: 'state', value: states[edge.t], strength: shareOf(states[edge.t], scan.H) };
      });
    return {
      ...row,
      cells: row.cells.map((cell) => ({ ...cell, lit: backward ? hasGradient(at, cell.t) : hasState(at, cell.t) })),
      hiddenEdges: light(row.hiddenEdges, normsIn(scan, 'hidden')),
      road: light(row.road, normsIn(scan, 'cell')),
    };
  });
  return { ...marks, rows, lossLit: reach?.phase !== 'forward', phase: reach?.phase ?? null };
}

function wholeRow(row: UnrolledRow): LitRow {
  return {
    ...row,
    cells: row.cells.map((cell) => ({ ...cell, lit: true })),
    hiddenEdges: row.hiddenEdges.map(bearGradient),
    road: row.road.map(bearGradient),
  };
}

function bearGradient(edge: EdgeMark): LitEdge {
  return { ...edge, light: 'gradient', value: edge.gradient, strength: edge.amount };
}

function normsIn(scan: Scan, name: 'hidden' | 'cell'): Float64Array | null {
  const grid = scan.grids.get(name);
  return grid ? normsOf(grid) : null;
}

/** The steps of a scan whose column a panel of its states, or of its gradients, still veils. */
export function veiledSteps(
  reach: Reach | null,
  scan: string,
  kind: 'states' | 'gradients',
  T: number,
): { readonly from: number; readonly to: number } | null {
  const at = reach?.scans.get(scan);
  if (!reach || !at) return null;
  const count = kind === 'states' ? at.states : at.gradients;
  if (count >= at.steps) return null;
  // States are passed from a scan's first step on, gradients from its last: each leaves the columns of the other end.
  const leavesRight = (kind === 'states') !== at.reverse;
  return leavesRight ? { from: count, to: T } : { from: 0, to: at.steps - count };
}
