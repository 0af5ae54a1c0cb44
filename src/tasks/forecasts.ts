/**
 * Forecasts: a real series is read value by value, and at every step the value some steps on is foretold. Values are given in standard deviations
 * from the mean of the training part, those of a series that wanders as the logarithm of the growth since the window began, in units of its usual size.
 * The last part of the series is held out.
 */
import { scoreSquaredError } from './score';
import { type DataFile, readDataFile } from './data-files';
import { getNumber } from './options';
import { rowOf } from './streams';
import type { Options, Stream, Task } from './task';

const TRAINING_SHARE = 0.8;

interface Forecast {
  readonly name: string;
  readonly file: DataFile;
  /** What a value is called. */
  readonly value: string;
  readonly length: number;
  /** Steps after which the series repeats itself most: the simple rule foretells the value of one season before, or, at 1, the last one. */
  readonly season: number;
  /** A series that wanders: its logarithm, counted from where the window begins, so that a level never seen in training is no stranger. */
  readonly wanders?: boolean;
}

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

function createForecastTask({ name, file, value, length, season, wanders = false }: Forecast): Task {
  let parts: Parts | null = null;
  const getPart = (stream: Stream): Float64Array => {
    if (!parts) throw new Error(`task ${name}: load must have resolved before its examples are asked for`);
    return parts[stream];
  };
  /** How many windows a part has. */
  const countWindows = (options: Options, stream: Stream): number =>
    getPart(stream).length - getNumber(options, 'length') - getNumber(options, 'horizon') + 1;
  /** What the numbers of an example are counted in. */
  const unitOf = (options: Options): number => (wanders ? measureWander(getPart('train'), options) : 1);
  return {
    name,
    options: {
      length: { type: 'integer', default: length, min: 2, max: 200 },
      horizon: { type: 'integer', default: 1, min: 1, max: 60 },
    },
    async load(read) {
      parts ??= standardise(await readDataFile(read, file), wanders);
    },
    input: () => ({ kind: 'values', size: 1 }),
    output: () => ({ kind: 'every', size: 1, loss: 'mse', dropout: 0, hidden: [] }),
    metric: { name: 'mse', better: 'lower' },
    /** 1 by the choice of unit: the variance of the training part, or the mean square of what its windows ask for. */
    baseline: () => ({ name: wanders ? 'as when the window began' : 'always the mean', value: 1 }),
    rival: (options) => ({
      name: season === 1 ? 'the last value' : 'one season before',
      metric: measureNaive(getPart('heldOut'), options, season) / unitOf(options) ** 2,
    }),
    heldOutCount: (options) => countWindows(options, 'heldOut'),
    symbols: () => ({ inputs: [value], outputs: [value] }),

    sample(options, seed, stream, first, count) {
      const T = getNumber(options, 'length');
      const horizon = getNumber(options, 'horizon');
      const series = getPart(stream);
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

/** Highest temperature of a day in Seattle, 2012 to 2015. */
export const weather = createForecastTask({ name: 'weather', file: 'series-weather.txt', value: 'temperature', length: 60, season: 1 });
/** Births a day in the United States, 1994 to 2003: fewer at weekends. */
export const births = createForecastTask({ name: 'births', file: 'series-births.txt', value: 'births', length: 35, season: 7 });
/** Half-hourly demand for electricity in England and Wales from June to August 2000. */
export const load = createForecastTask({ name: 'load', file: 'series-load.txt', value: 'demand', length: 96, season: 48 });
/** Monthly sunspot numbers since 1749: a cycle of about eleven years. */
export const sunspots = createForecastTask({ name: 'sunspots', file: 'series-sunspots.txt', value: 'sunspots', length: 140, season: 1 });
/** Closing prices of the German share index DAX, 1991 to 1998. */
export const stock = createForecastTask({ name: 'stock', file: 'series-stock.txt', value: 'index', length: 40, season: 1, wanders: true });
