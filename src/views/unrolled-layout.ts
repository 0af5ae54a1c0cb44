/** The unrolled network as marks: a cell a step coloured by its hidden state, the edges between them, an LSTM's cell-state road, and the loss where it is felt. */
import { gradientScale, type LogScale, logFraction } from './log-scale';
import { normsOf, type Scan, valueAt } from './series';
import { columnCentre, isVisible, type TimeAxis } from './time-axis';

export interface CellMark {
  readonly t: number;
  readonly x: number;
  /** ‖h_t‖ / √H, 0 to 1 where every unit is saturated; or the chosen unit's h_t, −1 to 1. */
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
  /** `cells`: boxes with edges between; `columns`: too narrow for that, the edges run in a band of their own below. */
  readonly style: 'cells' | 'columns';
  /** Which unit colours the cells; null = the norm of all. */
  readonly unit: number | null;
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly cells: readonly CellMark[];
  readonly hiddenEdges: readonly EdgeMark[];
  /** Empty where the cell has no cell state. */
  readonly road: readonly EdgeMark[];
  readonly losses: readonly LossMark[];
  /** Where the rows lie, from the top of the panel. */
  readonly roadY: number;
  readonly cellY: number;
  readonly edgeY: number;
  readonly lossY: number;
  readonly height: number;
}

/** Below this width of a column a cell is no longer a box. */
const NARROWEST_CELL = 13;

/** An edge's width in pixels for its place on the log scale: never nothing, since the edge is there even when no gradient passes. */
export function edgeWidth(amount: number): number {
  return 0.75 + 6.25 * amount;
}

/** Marks of one scan; `losses` are the steps that have a loss, `unit` the unit whose state colours the cells. */
export function layoutUnrolled(
  scan: Scan,
  axis: TimeAxis,
  losses: readonly number[],
  unit: number | null = null,
  scale: LogScale = gradientScale,
): UnrolledMarks {
  const hidden = scan.grids.get('hidden');
  const norms = hidden ? normsOf(hidden) : new Float64Array(scan.T);
  const steps = Array.from({ length: axis.count }, (_, k) => axis.first + k).filter((t) => t < scan.length);
  const amountOf = (t: number): number => (unit === null || !hidden ? Math.min(1, norms[t] / Math.sqrt(scan.H)) : valueAt(hidden, t, unit));
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
  const boxes = axis.column >= NARROWEST_CELL;
  const cellHeight = boxes ? Math.min(18, axis.column * 0.62) : 16;
  const roadY = 10;
  const cellY = scan.cellGradient ? roadY + 30 : 12;
  const edgeY = boxes ? cellY : cellY + cellHeight / 2 + 6;
  const lossY = edgeY + (boxes ? 26 : 14);
  return {
    style: boxes ? 'cells' : 'columns',
    unit,
    cellWidth: boxes ? cellHeight : axis.column,
    cellHeight,
    cells: steps.map((t) => ({ t, x: columnCentre(axis, t), amount: amountOf(t) })),
    hiddenEdges: edges(normsOf(scan.hiddenGradient)),
    road: scan.cellGradient ? edges(normsOf(scan.cellGradient)) : [],
    losses: losses.filter((t) => isVisible(axis, t)).map((t) => ({ t, x: columnCentre(axis, t) })),
    roadY,
    cellY,
    edgeY,
    lossY,
    height: lossY + 8,
  };
}
