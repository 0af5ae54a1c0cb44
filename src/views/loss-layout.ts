/** The loss chart as marks: training and held-out loss against the baseline on one axis of updates, the metric in a strip of its own below. */
import { line, max, min, quantile, scaleLinear, scaleLog } from 'd3';

export type LossScale = 'linear' | 'log';

/** One series over updates; both arrays have the same length, updates rise. */
export interface Series {
  readonly updates: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

export interface Tick {
  readonly value: number;
  readonly at: number;
}

export interface LossMarks {
  readonly training: string;
  readonly heldOut: string;
  /** The last held-out point, where there is one. */
  readonly last: { readonly x: number; readonly y: number } | null;
  readonly baselineY: number;
  readonly metric: string;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** Numbers that are not finite, or not above 0 on the logarithmic scale, and so not drawn. */
  readonly left: number;
}

export interface LossInput {
  readonly training: Series;
  readonly heldOut: Series;
  readonly metric: Series;
  readonly baseline: number;
  /** The metric's ends. */
  readonly metricRange: readonly [low: number, high: number];
  readonly scale: LossScale;
  readonly width: number;
  readonly height: number;
  readonly metricHeight: number;
}

/** Marks in a plot whose origin is its upper left corner; the metric's y counts from the top of its own strip. */
export function layoutLoss(input: LossInput): LossMarks {
  const { training, heldOut, metric, baseline, scale, width, height, metricHeight } = input;
  const lastUpdate = Math.max(1, lastOf(training.updates), lastOf(heldOut.updates));
  const toX = scaleLinear([0, lastUpdate], [0, width]);
  const drawable = (value: number): boolean => Number.isFinite(value) && (scale === 'linear' || value > 0);
  const all = [baseline, ...Array.from(training.values), ...Array.from(heldOut.values)];
  const shown = all.filter(drawable);
  const [low, high] = scale === 'linear' ? [0, niceCeiling(typicalLargest(shown), baseline)] : decadesAround(shown);
  const toY = (scale === 'linear' ? scaleLinear : scaleLog)([low, high], [height, 0]).clamp(true);
  const toMetricY = scaleLinear(input.metricRange, [metricHeight, 0]).clamp(true);
  const k = lastDrawable(heldOut, drawable);
  return {
    training: drawSeries(training, toX, toY, drawable, width),
    heldOut: drawSeries(heldOut, toX, toY, drawable, width),
    last: k === null ? null : { x: toX(heldOut.updates[k]), y: toY(heldOut.values[k]) },
    baselineY: toY(baseline),
    metric: drawSeries(metric, toX, toMetricY, Number.isFinite, width),
    xTicks: [0, lastUpdate].map((value) => ({ value, at: toX(value) })),
    yTicks: (scale === 'linear' ? [0, high / 2, high] : powersBetween(low, high)).map((value) => ({ value, at: toY(value) })),
    left: all.length - shown.length,
  };
}

/** The points of a series as a path; where many fall on one pixel, their mean stands for them. */
function drawSeries(
  series: Series,
  toX: (update: number) => number,
  toY: (value: number) => number,
  drawable: (value: number) => boolean,
  width: number,
): string {
  const columns = Math.max(1, Math.floor(width * 2));
  const points: [x: number, y: number][] = [];
  let [column, sumX, sumY, count] = [-1, 0, 0, 0];
  const close = (): void => {
    if (count > 0) points.push([sumX / count, sumY / count]);
  };
  // Updates rise, and with them columns.
  for (let k = 0; k < series.updates.length; k++) {
    const value = series.values[k];
    if (!drawable(value)) continue;
    const x = toX(series.updates[k]);
    const at = Math.min(columns, Math.floor((x / width) * columns));
    if (at !== column) {
      close();
      [column, sumX, sumY, count] = [at, 0, 0, 0];
    }
    sumX += x;
    sumY += toY(value);
    count += 1;
  }
  close();
  return line().digits(2)(points) ?? '';
}

function lastOf(values: ArrayLike<number>): number {
  return values.length > 0 ? values[values.length - 1] : 0;
}

function lastDrawable(series: Series, drawable: (value: number) => boolean): number | null {
  for (let k = series.updates.length - 1; k >= 0; k--) if (drawable(series.values[k])) return k;
  return null;
}

/** Of long runs the axis looks at so many losses, evenly spaced. */
const MOST_SORTED = 2000;

/** The value that 99.5 % stay below: a spike must not flatten the rest. */
export function typicalLargest(values: readonly number[]): number {
  const every = Math.ceil(values.length / MOST_SORTED);
  const some = values.filter((_, k) => k % every === 0);
  return quantile(some, 0.995) ?? 1;
}

/** The next 1, 2 or 5 times a power of ten above both, so that the axis moves seldom. */
function niceCeiling(a: number, b: number): number {
  const value = Math.max(a, b, 1e-12);
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((k) => k * power >= value) ?? 10) * power;
}

/** The powers of ten around all values, at least one decade apart. */
export function decadesAround(values: readonly number[]): readonly [number, number] {
  const low = Math.floor(Math.log10(min(values) ?? 0.1));
  const high = Math.ceil(Math.log10(max(values) ?? 1));
  return [10 ** low, 10 ** Math.max(low + 1, high)];
}

/** At most six powers of ten from one to another, rising. */
export function powersBetween(low: number, high: number): readonly number[] {
  const [from, to] = [low, high].map((value) => Math.round(Math.log10(value)));
  const every = Math.ceil((to - from) / 5);
  return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, k) => 10 ** (from + k * every));
}
