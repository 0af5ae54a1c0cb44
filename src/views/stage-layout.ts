/** Everything that the stage draws, from a snapshot and a width: a pure function, so that a picture is the same whenever its numbers are. */
import type { Snapshot } from '../model/snapshot';
import type { Symbols } from './answer';
import { type GradientMarks, type GradientSeries, layoutGradient } from './gradient-layout';
import { colourMapOf, type HeatmapMarks, layoutHeatmap, rowHeightOf } from './heatmap-layout';
import type { StageLabels } from './labels';
import { gradientScale } from './log-scale';
import { layoutOverview, type OverviewMarks } from './overview-layout';
import type { Quantity } from './quantity';
import { layoutSequence, type SequenceRow } from './sequence-layout';
import { markOfScan, scanNames } from './scan-names';
import { type Grid, normsOf, readPlaces, readScan, type Scan } from './series';
import type { Palette } from './theme/palette';
import { layoutTimeAxis, type TimeAxis } from './time-axis';
import { layoutUnrolled, type UnrolledMarks } from './unrolled-layout';

/** How a width is shared out: names left of the plot, numbers right of it; on a phone names stand above and only axis numbers remain. */
export interface StageFrame {
  readonly narrow: boolean;
  readonly gutter: number;
  readonly plot: number;
  readonly aside: number;
}

export interface HeatmapPanel {
  readonly quantity: Quantity;
  readonly grid: Grid;
  readonly marks: HeatmapMarks;
}

export interface StageMarks {
  /** All layers and directions, lowest layer first. */
  readonly scans: readonly Scan[];
  /** The one of them that the heatmaps show. */
  readonly scan: Scan;
  readonly axis: TimeAxis;
  readonly rows: readonly SequenceRow[];
  readonly unrolled: UnrolledMarks;
  readonly heatmaps: readonly HeatmapPanel[];
  /** A unit's height in every heatmap, CSS pixels. */
  readonly rowHeight: number;
  readonly gradient: GradientMarks;
  /** ‖dL/dh_t‖ and ‖dL/dc_t‖, [T]. */
  readonly norms: { readonly hidden: Float64Array; readonly cell: Float64Array | null };
  /** null where the whole sequence is on the screen. */
  readonly overview: OverviewMarks | null;
}

export interface StageInput {
  readonly snapshot: Snapshot;
  /** An earlier snapshot whose gradient is drawn beside this one's. */
  readonly compared: Snapshot | null;
  readonly symbols: Symbols;
  readonly labels: StageLabels;
  readonly palette: Palette;
  readonly plot: number;
  /** Height that the stage may fill, CSS pixels; 0 where it may grow. */
  readonly available: number;
  /** First step on the screen where not all fit. */
  readonly first: number;
  /** Which layer and direction the heatmaps show: `l0`, `l0_reverse`, …; the first where there is no such. */
  readonly scan: string;
}

/** Height of the gradient strip's plot in CSS pixels: a decade is 12 high. */
export const GRADIENT_HEIGHT = 120;

const NARROW = 600;

export function layoutFrame(width: number): StageFrame {
  const narrow = width < NARROW;
  const [gutter, aside] = narrow ? [32, 10] : [128, 84];
  return { narrow, gutter, aside, plot: Math.max(60, width - gutter - aside) };
}

export function layoutStage(input: StageInput): StageMarks {
  const { snapshot, symbols, palette, plot, first } = input;
  const scans = scanNames(snapshot).map((name) => readScan(snapshot, name));
  const scan = scans.find(({ name }) => name === input.scan) ?? scans[0];
  const axis = layoutTimeAxis(scan.T, plot, first);
  const norms = { hidden: normsOf(scan.hiddenGradient), cell: scan.cellGradient && normsOf(scan.cellGradient) };
  const rowHeight = rowHeightOf(scan.H, scan.quantities.length, input.available);
  return {
    scans,
    scan,
    axis,
    rowHeight,
    rows: layoutSequence(snapshot, symbols, axis),
    unrolled: layoutUnrolled(scans, axis, readPlaces(snapshot, scan.T)),
    heatmaps: scan.quantities.flatMap((quantity) => {
      const grid = scan.grids.get(quantity.name);
      return grid ? [{ quantity, grid, marks: layoutHeatmap(grid, axis, colourMapOf(quantity, palette), rowHeight, scan.length) }] : [];
    }),
    gradient: layoutGradient(seriesOf(input, scans, scan, norms), axis, GRADIENT_HEIGHT, gradientScale, scan.length),
    norms,
    overview: axis.windowed ? layoutOverview(scan, palette) : null,
  };
}

/** The lines of the gradient strip: those of the scan that is shown first, so that their labels find room first. */
function seriesOf(
  { compared, snapshot, labels }: StageInput,
  scans: readonly Scan[],
  scan: Scan,
  norms: StageMarks['norms'],
): readonly GradientSeries[] {
  const series: GradientSeries[] = [{ key: 'hidden', kind: 'hidden', label: labels.hiddenGradient, norms: norms.hidden }];
  if (norms.cell) series.push({ key: 'cell', kind: 'cell', label: labels.cellGradient, norms: norms.cell });
  if (compared && scanNames(compared).includes(scan.name)) {
    const before = normsOf(readScan(compared, scan.name).hiddenGradient);
    series.push({ key: 'compared', kind: 'compared', label: labels.compared(compared.update), norms: before });
  }
  const { bidirectional } = snapshot.model.encoder;
  const others = scans.filter((other) => other !== scan);
  const lines = others.map(({ name, hiddenGradient }): GradientSeries => {
    return { key: name, kind: 'other', label: markOfScan(name, bidirectional), norms: normsOf(hiddenGradient) };
  });
  return [...series, ...lines];
}
