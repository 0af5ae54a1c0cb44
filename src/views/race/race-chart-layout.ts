/** The lanes' curves as marks on one pair of axes: for each lane its median over the seeds, and the band from the lowest to the highest. */
import { area, line, scaleLinear, scaleLog } from 'd3';
import { decadesAround, type LossScale, powersBetween, type Tick, typicalLargest } from '../loss-layout';

/** A lane's values over updates; all arrays have the same length, updates rise. */
export interface LaneSeries {
  readonly updates: readonly number[];
  readonly median: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface LaneMarks {
  readonly path: string;
  /** Empty where there is one seed. */
  readonly band: string;
  /** The last point; null where there is none yet. */
  readonly last: { readonly x: number; readonly y: number } | null;
  /** Where its name stands, clear of the others'. */
  readonly labelY: number;
}

export interface RaceChartMarks {
  readonly lanes: readonly LaneMarks[];
  /** Horizontal lines that are named: the baseline, the mark. Null where they lie beyond the axis. */
  readonly lines: readonly (number | null)[];
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
}

export interface RaceChartInput {
  readonly series: readonly LaneSeries[];
  readonly lines: readonly number[];
  readonly scale: LossScale;
  /** Ends of the linear axis; null: from 0 to what holds nearly all values. */
  readonly range: readonly [low: number, high: number] | null;
  readonly width: number;
  readonly height: number;
}

/** A name's height, CSS pixels. */
const NAME = 13;

interface Bin {
  readonly x: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Marks in a plot whose origin is its upper left corner. */
export function layoutRaceChart({ series, lines, scale, range, width, height }: RaceChartInput): RaceChartMarks {
  const last = Math.max(1, ...series.map(({ updates }) => updates.at(-1) ?? 0));
  const toX = scaleLinear([0, last], [0, width]);
  const drawable = (value: number): boolean => Number.isFinite(value) && (scale === 'linear' || value > 0);
  const all = [...lines, ...series.flatMap(({ low, high }) => [...low, ...high])].filter(drawable);
  const [bottom, top] = scale === 'log' ? decadesAround(all) : (range ?? [0, roundUp(Math.max(typicalLargest(all), ...lines))]);
  const toY = (scale === 'log' ? scaleLog : scaleLinear)([bottom, top], [height, 0]).clamp(true);
  const drawn = series.map((lane) => drawLane(binned(lane, toX, toY, drawable, width)));
  const labels = placeNames(
    drawn.map((marks) => marks.last?.y ?? null),
    height,
  );
  const ticks = scale === 'log' ? powersBetween(bottom, top) : [bottom, (bottom + top) / 2, top];
  return {
    lanes: drawn.map((marks, k) => ({ ...marks, labelY: labels[k] })),
    lines: lines.map((value) => (drawable(value) && value >= bottom && value <= top ? toY(value) : null)),
    xTicks: [0, last].map((value) => ({ value, at: toX(value) })),
    yTicks: ticks.map((value) => ({ value, at: toY(value) })),
  };
}

/** Where many points fall on one pixel, their mean stands for them. */
function binned(
  { updates, median, low, high }: LaneSeries,
  toX: (update: number) => number,
  toY: (value: number) => number,
  drawable: (value: number) => boolean,
  width: number,
): readonly Bin[] {
  const bins = new Map<number, Bin & { readonly count: number }>();
  updates.forEach((update, k) => {
    if (!drawable(median[k]) || !drawable(low[k]) || !drawable(high[k])) return;
    const x = toX(update);
    const column = Math.min(Math.floor(width) - 1, Math.floor(x));
    const { count, ...sum } = bins.get(column) ?? { count: 0, x: 0, median: 0, low: 0, high: 0 };
    bins.set(column, {
      count: count + 1,
      x: sum.x + x,
      median: sum.median + toY(median[k]),
      low: sum.low + toY(low[k]),
      high: sum.high + toY(high[k]),
    });
  });
  return [...bins.values()].map(({ count, x, median: m, low: l, high: h }) => ({ x: x / count, median: m / count, low: l / count, high: h / count }));
}

const drawMedian = line<Bin>(
  ({ x }) => x,
  ({ median }) => median,
).digits(2);

const drawBand = area<Bin>(
  ({ x }) => x,
  ({ low }) => low,
  ({ high }) => high,
).digits(2);

function drawLane(bins: readonly Bin[]): Omit<LaneMarks, 'labelY'> {
  const wide = bins.some(({ low, high }) => low !== high);
  const end = bins.at(-1);
  return { path: drawMedian(bins) ?? '', band: wide ? (drawBand(bins) ?? '') : '', last: end ? { x: end.x, y: end.median } : null };
}

const ends = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10];

/** The next even end of an axis above a value, so that the axis moves seldom. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-12)));
  return (ends.find((end) => end * power >= value) ?? 10) * power;
}

/** Heights for names as near to their lines' ends as they can be without touching; those without a line keep a place below. */
function placeNames(ys: readonly (number | null)[], height: number): readonly number[] {
  const order = ys.map((y, k) => ({ y: y ?? height, k })).sort((a, b) => a.y - b.y);
  const places: number[] = [];
  order.forEach(({ y }, i) => {
    places.push(i === 0 ? Math.max(NAME / 2, y) : Math.max(places[i - 1] + NAME, y));
  });
  // From the bottom up: only what the plot's lower edge pushes gives way.
  for (let i = places.length - 1; i >= 0; i--) places[i] = Math.min(places[i], i === places.length - 1 ? height : places[i + 1] - NAME);
  const found = new Array<number>(ys.length).fill(0);
  order.forEach(({ k }, i) => (found[k] = places[i]));
  return found;
}
