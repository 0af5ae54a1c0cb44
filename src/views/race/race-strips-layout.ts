/** What the strips of a race draw: every lane on the same columns and the same log10 scale, whatever its cell and width. */
import type { Snapshot } from '../../model/snapshot';
import type { Symbols } from '../answer';
import { type GradientMarks, type GradientSeries, layoutGradient } from '../gradient-layout';
import { colourMapOf, layoutHeatmap } from '../heatmap-layout';
import { gradientScale } from '../log-scale';
import { encoderScanNames, markOfScan } from '../scan-names';
import { layoutSequence, type SequenceRow } from '../sequence-layout';
import { normsOf, readScan } from '../series';
import type { HeatmapPanel } from '../stage-layout';
import type { Palette } from '../theme/palette';
import type { TimeAxis } from '../time-axis';
import { orderUnits, type UnitOrder } from '../unit-order';

export interface LaneStripMarks {
  /** The scan that is shown: the last layer's, forwards. */
  readonly scan: string;
  readonly H: number;
  /** Units by their number. */
  readonly order: UnitOrder;
  readonly rowHeight: number;
  readonly length: number;
  readonly gradient: GradientMarks;
  /** ‖dL/dh_t‖ and, of an LSTM, ‖dL/dc_t‖, [T]. */
  readonly norms: { readonly hidden: Float64Array; readonly cell: Float64Array | null };
  readonly heatmaps: readonly HeatmapPanel[];
  /** What was asked and answered. */
  readonly answers: readonly SequenceRow[];
}

/** A decade is 10 high. */
export const STRIP_HEIGHT = 100;

/** Heights to aim at, CSS pixels. */
const HEATMAP = 48;
const HIGHEST_ROW = 8;

export interface LaneStripInput {
  readonly snapshot: Snapshot;
  readonly axis: TimeAxis;
  readonly symbols: Symbols;
  readonly palette: Palette;
  /** Whether the gates are shown beside the states. */
  readonly gates: boolean;
  readonly labels: { readonly hiddenGradient: string; readonly cellGradient: string };
}

export function layoutLaneStrip({ snapshot, axis, symbols, palette, gates, labels }: LaneStripInput): LaneStripMarks {
  const { hiddenSizes, bidirectional } = snapshot.model.encoder;
  const name = `l${String(hiddenSizes.length - 1)}`;
  const scan = readScan(snapshot, name);
  const norms = { hidden: normsOf(scan.hiddenGradient), cell: scan.cellGradient && normsOf(scan.cellGradient) };
  const series: GradientSeries[] = [{ key: 'hidden', kind: 'hidden', label: labels.hiddenGradient, norms: norms.hidden }];
  if (norms.cell) series.push({ key: 'cell', kind: 'cell', label: labels.cellGradient, norms: norms.cell });
  for (const other of encoderScanNames(snapshot).filter((each) => each !== name)) {
    series.push({ key: other, kind: 'other', label: markOfScan(other, bidirectional), norms: normsOf(readScan(snapshot, other).hiddenGradient) });
  }
  const rowHeight = scan.H > HEATMAP ? 1 : Math.max(2, Math.min(HIGHEST_ROW, Math.floor(HEATMAP / scan.H)));
  const shown = scan.quantities.filter((quantity) => gates || quantity.name === 'hidden' || quantity.name === 'cell');
  return {
    scan: name,
    H: scan.H,
    order: orderUnits('index', scan),
    rowHeight,
    length: scan.length,
    gradient: layoutGradient(series, axis, STRIP_HEIGHT, gradientScale, scan.length),
    norms,
    heatmaps: shown.flatMap((quantity) => {
      const grid = scan.grids.get(quantity.name);
      return grid ? [{ quantity, grid, marks: layoutHeatmap(grid, axis, colourMapOf(quantity, palette), rowHeight, scan.length) }] : [];
    }),
    answers: layoutSequence(snapshot, symbols, axis).filter((row) => row.kind === 'answers' || row.kind === 'picture' || row.role !== 'input'),
  };
}

/** What every lane reads. */
export function inputRowsOf(snapshot: Snapshot, symbols: Symbols, axis: TimeAxis): readonly SequenceRow[] {
  const { picture: _ofAnswers, ...plain } = symbols;
  return layoutSequence(snapshot, plain, axis).filter((row) => row.kind !== 'answers' && row.kind !== 'picture' && row.role === 'input');
}
