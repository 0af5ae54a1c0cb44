/**
 * The unrolled network as marks: a row a layer and direction, layer 0 lowest, a cell a step coloured by its hidden state, the edges between
 * them, an LSTM's cell-state road, what leads from layer to layer, and the loss where it is felt.
 */
import { byLargest, logFraction, scaleOf } from './log-scale';
import { placeOfScan } from './scan-names';
import { type Grid, normsOf, type ReadPlace, type Scan } from './series';
import { columnCentre, isVisible, type TimeAxis } from './time-axis';

export interface CellMark {
  readonly t: number;
  readonly x: number;
  /** ‖h_t‖, and that over √H: 0 to 1 where every unit is saturated. */
  readonly norm: number;
  readonly amount: number;
}

/** What joins two neighbouring steps, from the one that the scan visits first, bearing the gradient that arrives there. */
export interface EdgeMark {
  /** The step that is visited first: t, or of a reverse scan the later one. */
  readonly t: number;
  readonly x1: number;
  readonly x2: number;
  readonly gradient: number;
  /** Place of the gradient on the shared log scale, or on that of its row alone, 0 to 1: the edge's width and colour. */
  readonly amount: number;
}

/** One scan's row, and where its parts lie from the top of the panel. */
export interface UnrolledRow {
  readonly scan: string;
  /** Null: the decoder's. */
  readonly layer: number | null;
  /** true: its edges lead from right to left. */
  readonly reverse: boolean;
  readonly cells: readonly CellMark[];
  readonly hiddenEdges: readonly EdgeMark[];
  /** Empty where the cell has no cell state. */
  readonly road: readonly EdgeMark[];
  readonly top: number;
  readonly roadY: number;
  readonly cellY: number;
  readonly edgeY: number;
  readonly bottom: number;
}

/** An upright line of one column. */
export interface LinkMark {
  readonly t: number;
  readonly x: number;
  readonly y1: number;
  readonly y2: number;
}

export interface UnrolledMarks {
  /** `cells`: boxes with edges between; `columns`: too narrow for that, the edges run in a band of their own below. */
  readonly style: 'cells' | 'columns';
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** true where there is room for numbers: norms in the boxes and below the edges. */
  readonly numbers: boolean;
  /** true where there is room between cells for an arrow. */
  readonly arrows: boolean;
  /** From the top: the last layer first. */
  readonly rows: readonly UnrolledRow[];
  /** Between layers, where cells are boxes. */
  readonly links: readonly LinkMark[];
  /** From the lowest layer down to what it reads, where cells are boxes. */
  readonly inputs: readonly LinkMark[];
  /** From a state that the output reads up to the loss; one a column. */
  readonly losses: readonly LinkMark[];
  /** The one of them that bears the loss in words, where a sequence has one answer. */
  readonly answer: LinkMark | null;
  readonly lossY: number;
  readonly height: number;
}

/** Below this width of a column a cell is no longer a box. */
const NARROWEST_CELL = 13;

/** Below this width of a column no number fits into a box. */
const NARROWEST_NUMBER = 42;
const NUMBERED = { width: 34, above: 10, below: 11 };
/** How far the edges of the inputs reach below the lowest layer. */
const INPUT_REACH = 9;

/** An edge's width in pixels for its place on the log scale: never nothing, since the edge is there even when no gradient passes. */
export function edgeWidth(amount: number): number {
  return 0.75 + 6.25 * amount;
}

/** Marks of all scans, lowest layer first; `reads` are the states that the output reads; `relative`: edges by the largest gradient of their row. */
export function layoutUnrolled(scans: readonly Scan[], axis: TimeAxis, reads: readonly ReadPlace[], relative = false): UnrolledMarks {
  const boxes = axis.column >= NARROWEST_CELL;
  const cellHeight = boxes ? Math.min(scans.length > 1 ? 14 : 18, axis.column * 0.62) : scans.length > 1 ? 10 : 16;
  const numbers = axis.column >= NARROWEST_NUMBER;
  const cellWidth = numbers ? NUMBERED.width : boxes ? cellHeight : axis.column;
  const lossY = 7;
  let top = reads.length > 0 ? lossY + 9 : 4;
  const rows: UnrolledRow[] = [];
  for (const scan of [...scans].reverse()) {
    const place = placeOfScan(scan.name);
    const above = rows.at(-1);
    if (above) top = above.bottom + (above.layer === place.layer ? 3 : 14);
    const roadY = top + 6 + (numbers && scan.cellGradient ? NUMBERED.above : 0);
    const cellY = (scan.cellGradient ? roadY + (scans.length > 1 ? 10 : 18) : top + 2) + cellHeight / 2;
    const edgeY = boxes ? cellY : cellY + cellHeight / 2 + 6;
    rows.push({
      scan: scan.name,
      ...place,
      cells: cellsOf(scan, axis),
      hiddenEdges: edgesOf(scan, scan.hiddenGradient, axis, relative),
      road: scan.cellGradient ? edgesOf(scan, scan.cellGradient, axis, relative) : [],
      top,
      roadY,
      cellY,
      edgeY,
      bottom: boxes ? cellY + cellHeight / 2 + 3 + (numbers ? NUMBERED.below : 0) : edgeY + 5,
    });
  }
  const losses = lossesOf(rows, reads, axis, lossY);
  const forward = reads.filter(({ scan }) => !placeOfScan(scan).reverse);
  return {
    style: boxes ? 'cells' : 'columns',
    cellWidth,
    cellHeight,
    numbers,
    arrows: boxes && axis.column - cellWidth >= 9,
    rows,
    links: boxes ? linksOf(rows) : [],
    inputs: boxes ? inputsOf(rows) : [],
    losses,
    answer: forward.length === 1 ? (losses.find(({ t }) => t === forward[0].t) ?? null) : null,
    lossY,
    height: (rows.at(-1)?.bottom ?? 0) + 3 + (boxes ? INPUT_REACH : 0),
  };
}

function stepsOf(scan: Scan, axis: TimeAxis): readonly number[] {
  return Array.from({ length: axis.count }, (_, k) => axis.first + k).filter((t) => t < scan.length);
}

function cellsOf(scan: Scan, axis: TimeAxis): readonly CellMark[] {
  const hidden = scan.grids.get('hidden');
  const norms = hidden ? normsOf(hidden) : new Float64Array(scan.T);
  return stepsOf(scan, axis).map((t) => ({ t, x: columnCentre(axis, t), norm: norms[t], amount: shareOf(norms[t], scan.H) }));
}

/** A state's norm over the most that it can be where every unit is saturated, 0 to 1; of what is no number 0. */
export function shareOf(norm: number, H: number): number {
  return Number.isNaN(norm) ? 0 : Math.min(1, norm / Math.sqrt(H));
}

/** An edge between each two neighbours on the screen. */
function edgesOf(scan: Scan, gradient: Grid, axis: TimeAxis, relative: boolean): readonly EdgeMark[] {
  const norms = normsOf(gradient);
  const shown = relative ? byLargest(norms) : norms;
  const scale = scaleOf(relative);
  return stepsOf(scan, axis)
    .filter((t) => t + 1 < scan.length && isVisible(axis, t + 1))
    .map((left) => {
      const [t, next] = placeOfScan(scan.name).reverse ? [left + 1, left] : [left, left + 1];
      return { t, x1: columnCentre(axis, t), x2: columnCentre(axis, next), gradient: norms[t], amount: logFraction(scale, shown[t]) };
    });
}

/** From the uppermost row of each layer to the lowest of the next: both directions are joined before they go on. */
function linksOf(rows: readonly UnrolledRow[]): readonly LinkMark[] {
  return rows.slice(1).flatMap((row, k) => {
    const above = rows[k];
    return above.layer === row.layer ? [] : row.cells.map(({ t, x }) => ({ t, x, y1: above.cellY, y2: row.cellY }));
  });
}

/** From each cell of the lowest row down to its input. */
function inputsOf(rows: readonly UnrolledRow[]): readonly LinkMark[] {
  const lowest = rows.at(-1);
  return lowest?.cells.map(({ t, x }) => ({ t, x, y1: lowest.cellY, y2: lowest.bottom + INPUT_REACH })) ?? [];
}

/** One ring a column, with a line down to the lowest state that is read there. */
function lossesOf(rows: readonly UnrolledRow[], reads: readonly ReadPlace[], axis: TimeAxis, y1: number): readonly LinkMark[] {
  const lowest = new Map<number, number>();
  for (const { t, scan } of reads) {
    const y = rows.find((row) => row.scan === scan)?.cellY;
    if (y !== undefined && isVisible(axis, t)) lowest.set(t, Math.max(y, lowest.get(t) ?? 0));
  }
  return [...lowest].map(([t, y2]) => ({ t, x: columnCentre(axis, t), y1, y2 }));
}
