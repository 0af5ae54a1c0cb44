/** The unrolled network as marks: a cell a step coloured by ‖h_t‖, the edges between them, an LSTM's cell-state road, and the loss where it is felt. */
import { type LogScale, logFraction, gradientScale } from './log-scale';
import { normsOf, type Scan } from './series';
import { columnCentre, isVisible, type TimeAxis } from './time-axis';

export interface CellMark {
  readonly t: number;
  readonly x: number;
  /** ‖h_t‖ / √H, held within [0, 1]: 1 when every unit is saturated. */
  readonly amount: number;
}

/** What joins step t to step t + 1, bearing the gradient that arrives at t. */
export interface EdgeMark {
  readonly t: number;
  readonly x1: number;
  readonly x2: number;
  readonly gradient: number;
  /** Place of the gradient on the shared log scale, 0 to 1: the edge's width and colour. */
  readonly amount: number;
}

export interface LossMark {
  readonly t: number;
  readonly x: number;
}

export interface UnrolledMarks {
  /** `cells`: drawn as boxes with edges between; `columns`: too narrow for that, edges run in a band of their own. */
  readonly style: 'cells' | 'columns';
  readonly cellSize: number;
  readonly cells: readonly CellMark[];
  readonly hiddenEdges: readonly EdgeMark[];
  /** Empty where the cell has no cell state. */
  readonly road: readonly EdgeMark[];
  readonly losses: readonly LossMark[];
}

/** Below this width of a column a cell is no longer a box. */
export const NARROWEST_CELL = 13;

/** An edge's width in pixels for its place on the log scale: never nothing, since the edge is there even when no gradient passes. */
export function edgeWidth(amount: number): number {
  return 0.75 + 5.25 * amount;
}

/** Marks of one scan; `losses` are the steps that have a loss. */
export function layoutUnrolled(scan: Scan, axis: TimeAxis, losses: readonly number[], scale: LogScale = gradientScale): UnrolledMarks {
  const hidden = scan.grids.get('hidden');
  const norms = hidden ? normsOf(hidden) : new Float64Array(scan.T);
  const steps = Array.from({ length: axis.count }, (_, k) => axis.first + k).filter((t) => t < scan.length);
  const edges = (gradients: Float64Array): EdgeMark[] =>
    steps
      .filter((t) => t + 1 < scan.length && isVisible(axis, t + 1))
      .map((t) => ({
        t,
        x1: columnCentre(axis, t),
        x2: columnCentre(axis, t + 1),
        gradient: gradients[t],
        amount: logFraction(scale, gradients[t]),
      }));
  return {
    style: axis.column >= NARROWEST_CELL ? 'cells' : 'columns',
    cellSize: Math.min(18, axis.column * 0.62),
    cells: steps.map((t) => ({ t, x: columnCentre(axis, t), amount: Math.min(1, norms[t] / Math.sqrt(scan.H)) })),
    hiddenEdges: edges(normsOf(scan.hiddenGradient)),
    road: scan.cellGradient ? edges(normsOf(scan.cellGradient)) : [],
    losses: losses.filter((t) => isVisible(axis, t)).map((t) => ({ t, x: columnCentre(axis, t) })),
  };
}
