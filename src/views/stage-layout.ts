/** Everything that the stage draws, from a snapshot and a width: a pure function, so that a picture is the same whenever its numbers are. */
import type { Snapshot } from '../model/snapshot';
import { readDecoded, type Symbols } from './answer';
import { type GradientMarks, type GradientSeries, layoutGradient } from './gradient-layout';
import { colourMapOf, type HeatmapMarks, layoutHeatmap, rowHeightOf } from './heatmap-layout';
import type { StageLabels } from './labels';
import { byLargest, scaleOf } from './log-scale';
import { layoutOverview, type OverviewMarks } from './overview-layout';
import { quantitiesOf, type Quantity } from './quantity';
import { markOfScan, scanNames, type Side, sideOfScan } from './scan-names';
import { decodedRows, layoutSequence, type SequenceRow } from './sequence-layout';
import { type Grid, normsOf, readPlaces, readScan, type Scan } from './series';
import type { Palette } from './theme/palette';
import { layoutTimeAxis, type TimeAxis } from './time-axis';
import type { UnitOrder } from './unit-order';
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

/** What shares one axis: what is read, or what a decoder writes, and the scans that run over it. */
export interface SideMarks {
  readonly scans: readonly Scan[];
  readonly axis: TimeAxis;
  readonly rows: readonly SequenceRow[];
  readonly unrolled: UnrolledMarks;
}

export interface StageMarks {
  /** All layers and directions, lowest layer first, then the decoder. */
  readonly scans: readonly Scan[];
  /** The one of them that the heatmaps show, and its axis. */
  readonly scan: Scan;
  readonly axis: TimeAxis;
  readonly source: SideMarks;
  /** Null without a decoder. */
  readonly target: SideMarks | null;
  readonly heatmaps: readonly HeatmapPanel[];
  /** A unit's height in every heatmap, CSS pixels. */
  readonly rowHeight: number;
  readonly gradient: GradientMarks;
  /** Of its plot, CSS pixels. */
  readonly gradientHeight: number;
  /** ‖dL/dh_t‖ and ‖dL/dc_t‖, [T]. */
  readonly norms: { readonly hidden: Float64Array; readonly cell: Float64Array | null };
  /** Of the source; null where the whole sequence is on the screen. */
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
  /** Of each axis the first step on the screen where not all fit. */
  readonly first: Readonly<Record<Side, number>>;
  /** The snapshot with the decoder's answers that are shown. */
  readonly answered: Snapshot;
  /** Which scan the heatmaps show: `l0`, `l0_reverse`, …, `decoder`; the first where there is no such. */
  readonly scan: string;
  /** Which unit each row of the heatmaps shows. */
  readonly order: UnitOrder;
  /** The panel that has the whole stage; null: all are shown. */
  readonly large: string | null;
  /** Gradients by the largest of each line, instead of by the scale that all share. */
  readonly relative: boolean;
}

/** Height of the gradient strip's plot in CSS pixels among the other panels: a decade is 12 high. */
const GRADIENT_HEIGHT = 120;

/** Of the strip alone, where the stage is so high. */
const gradientAlone = (available: number): number => Math.max(2 * GRADIENT_HEIGHT, Math.min(600, available - 240));

const NARROW = 600;

interface FrameNeeds {
  /** true: the names are written in big type. */
  readonly big?: boolean;
  /** true: rows of the network bear their layer's name beside what else stands there. */
  readonly several?: boolean;
}

export function layoutFrame(width: number, { big = false, several = false }: FrameNeeds = {}): StageFrame {
  const narrow = width < NARROW;
  const [gutter, aside] = narrow ? [32, 10] : big ? [several ? 204 : 172, 112] : [several ? 152 : 128, 84];
  return { narrow, gutter, aside, plot: Math.max(60, width - gutter - aside) };
}

export function layoutStage(input: StageInput): StageMarks {
  const { snapshot, palette } = input;
  const scans = scanNames(snapshot).map((name) => readScan(snapshot, name));
  const scan = scans.find(({ name }) => name === input.scan) ?? scans[0];
  const source = layoutSource(input, scans);
  const target = layoutTarget(input, scans);
  const axis = sideOfScan(scan.name) === 'target' && target ? target.axis : source.axis;
  const norms = { hidden: normsOf(scan.hiddenGradient), cell: scan.cellGradient && normsOf(scan.cellGradient) };
  const { large } = input;
  const alone = scan.quantities.some(({ name }) => name === large);
  const rowHeight = rowHeightOf(scan.H, scan.quantities.length, input.available, alone);
  const gradientHeight = large === 'gradient' ? gradientAlone(input.available) : GRADIENT_HEIGHT;
  return {
    scans,
    scan,
    axis,
    source,
    target,
    rowHeight,
    gradientHeight,
    heatmaps: scan.quantities.flatMap((quantity) => {
      const grid = scan.grids.get(quantity.name);
      return grid ? [{ quantity, grid, marks: layoutHeatmap(grid, axis, colourMapOf(quantity, palette), rowHeight, scan.length, input.order) }] : [];
    }),
    gradient: layoutGradient(
      shownSeries(seriesOf(input, scans, scan, norms), input.relative),
      axis,
      gradientHeight,
      scaleOf(input.relative),
      scan.length,
    ),
    norms,
    overview: source.axis.windowed ? layoutOverview(sideOfScan(scan.name) === 'source' ? scan : scans[0], palette) : null,
  };
}

function layoutSource({ snapshot, symbols, plot, first, relative }: StageInput, all: readonly Scan[]): SideMarks {
  const scans = all.filter(({ name }) => sideOfScan(name) === 'source');
  const axis = layoutTimeAxis(scans[0].T, plot, first.source);
  return {
    scans,
    axis,
    rows: layoutSequence(snapshot, symbols, axis),
    unrolled: layoutUnrolled(scans, axis, readPlaces(snapshot, axis.T), relative),
  };
}

function layoutTarget({ answered, symbols, plot, first, relative }: StageInput, all: readonly Scan[]): SideMarks | null {
  const scans = all.filter(({ name }) => sideOfScan(name) === 'target');
  if (scans.length === 0) return null;
  const [{ name, T, length }] = scans;
  const axis = layoutTimeAxis(T, plot, first.target);
  const reads = Array.from({ length }, (_, t) => ({ t, scan: name }));
  return { scans, axis, rows: decodedRows(readDecoded(answered), symbols, axis), unrolled: layoutUnrolled(scans, axis, reads, relative) };
}

function shownSeries(series: readonly GradientSeries[], relative: boolean): readonly GradientSeries[] {
  return relative ? series.map((each) => ({ ...each, norms: byLargest(each.norms) })) : series;
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
  const others = scans.filter((other) => other !== scan && sideOfScan(other.name) === sideOfScan(scan.name));
  const lines = others.map(({ name, hiddenGradient }): GradientSeries => {
    return { key: name, kind: 'other', label: markOfScan(name, bidirectional), norms: normsOf(hiddenGradient) };
  });
  return [...series, ...lines];
}

/** Whether the stage of a snapshot has such a panel. */
export function isPanelOf({ model, tensors }: Snapshot, panel: string): boolean {
  if (panel === 'attention' || panel === 'links') return Object.hasOwn(tensors, 'attention');
  if (panel === 'unrolledDecoder') return model.output.kind === 'decoder';
  return ['unrolled', 'trace', 'gradient'].includes(panel) || quantitiesOf(model.encoder).some(({ name }) => name === panel);
}
