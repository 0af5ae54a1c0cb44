/** The examples of the forecasting tasks: windows of a series, and the simple rule beside a network. */
import type { Forecast } from './forecasts';
import type { TaskExamples } from './loaded-task';
import { getNumber } from './options';
import { scoreSquaredError } from './score';
import { rowOf } from './streams';
import type { Options, Stream } from './task';

const TRAINING_SHARE = 0.8;

/** The series in standard deviations, cut in two. */
type Parts = Readonly<Record<Stream, Float64Array>>;

function standardise(text: string, wanders: boolean): Parts {
  const values = Float64Array.from(text.trimEnd().split('\n'), Number);
  const border = Math.floor(values.length * TRAINING_SHARE);
  if (wanders) {
    const logarithms = values.map((value) => Math.log(value));
    return { train: logarithms.subarray(0, border), heldOut: logarithms.subarray(border) };
  }
  const train = values.subarray(0, border);
  const mean = train.reduce((sum, value) => sum + value, 0) / border;
  const deviation = Math.sqrt(train.reduce((sum, value) => sum + (value - mean) ** 2, 0) / border);
  const scaled = values.map((value) => (value - mean) / deviation);
  return { train: scaled.subarray(0, border), heldOut: scaled.subarray(border) };
}

/** @param text the task's data file */
export function openForecastExamples({ value, season, wanders = false }: Forecast, text: string): TaskExamples {
  const parts = standardise(text, wanders);
  /** How many windows a part has. */
  const countWindows = (options: Options, stream: Stream): number =>
    parts[stream].length - getNumber(options, 'length') - getNumber(options, 'horizon') + 1;
  /** What the numbers of an example are counted in. */
  const unitOf = (options: Options): number => (wanders ? measureWander(parts.train, options) : 1);
  return {
    /** 1 by the choice of unit: the variance of the training part, or the mean square of what its windows ask for. */
    baseline: () => ({ name: wanders ? 'as when the window began' : 'always the mean', value: 1 }),
    rival: (options) => ({
      name: season === 1 ? 'the last value' : 'one season before',
      metric: measureNaive(parts.heldOut, options, season) / unitOf(options) ** 2,
    }),
    heldOutCount: (options) => countWindows(options, 'heldOut'),
    symbols: (options) => ({ inputs: [value], outputs: [value], picture: { kind: 'forecast', horizon: getNumber(options, 'horizon') } }),

    sample(options, seed, stream, first, count) {
      const T = getNumber(options, 'length');
      const horizon = getNumber(options, 'horizon');
      const series = parts[stream];
      const unit = unitOf(options);
      const inputs = new Float32Array(count * T);
      const targets = new Float32Array(count * T);
      for (let b = 0; b < count; b++) {
        const start = rowOf(seed, stream, first + b, countWindows(options, stream));
        const from = wanders ? series[start] : 0;
        for (let t = 0; t < T; t++) {
          inputs[b * T + t] = (series[start + t] - from) / unit;
          targets[b * T + t] = (series[start + horizon + t] - from) / unit;
        }
      }
      return { inputs: { shape: [count, T, 1], data: inputs }, targets: { shape: [count, T, 1], data: targets } };
    },

    outlook(options, seed, i, steps) {
      const T = getNumber(options, 'length');
      const series = parts.heldOut;
      const start = rowOf(seed, 'heldOut', i, countWindows(options, 'heldOut'));
      const valueAt = (t: number): number => (series[start + t] - (wanders ? series[start] : 0)) / unitOf(options);
      const known = Math.min(steps, series.length - start - T);
      return {
        truth: Float64Array.from({ length: known }, (_, k) => valueAt(T + k)),
        naive: Float64Array.from({ length: steps }, (_, k) => {
          const at = T + k - Math.ceil((k + 1) / season) * season;
          // Before a season has been seen the last value is all there is.
          return valueAt(at < 0 ? T - 1 : at);
        }),
      };
    },

    score: (outputs, batch) => scoreSquaredError(outputs, batch.targets.data),
  };
}

/** Root of the mean square, over all windows and steps, of how far the value a horizon on lies from the window's first. */
function measureWander(series: Float64Array, options: Options): number {
  const T = getNumber(options, 'length');
  const horizon = getNumber(options, 'horizon');
  let sum = 0;
  let count = 0;
  for (let start = 0; start + T + horizon <= series.length; start++) {
    for (let t = start + horizon; t < start + horizon + T; t++) sum += (series[t] - series[start]) ** 2;
    count += T;
  }
  return Math.sqrt(sum / count);
}

/** Mean squared error over all held-out windows of foretelling the latest known value that lies whole seasons before. */
function measureNaive(series: Float64Array, options: Options, season: number): number {
  const T = getNumber(options, 'length');
  const horizon = getNumber(options, 'horizon');
  const back = Math.ceil(horizon / season) * season;
  let sum = 0;
  let count = 0;
  for (let start = 0; start + T + horizon <= series.length; start++) {
    for (let t = start + horizon; t < start + horizon + T; t++) {
      // Before a season has been seen the value at hand is all there is.
      const known = t - back < start ? t - horizon : t - back;
      sum += (series[t] - series[known]) ** 2;
      count++;
    }
  }
  return sum / count;
}
