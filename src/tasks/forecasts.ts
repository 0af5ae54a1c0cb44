/**
 * Forecasts: a real series is read value by value, and at every step the value some steps on is foretold. Values are given in standard deviations
 * from the mean of the training part, those of a series that wanders as the logarithm of the growth since the window began, in units of its usual size.
 * The last part of the series is held out.
 */
import { type DataFile, readDataFile } from './data-files';
import { createLoadedTask } from './loaded-task';
import type { Task } from './task';

export interface Forecast {
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

function createForecastTask(forecast: Forecast): Task {
  return createLoadedTask(
    {
      name: forecast.name,
      options: {
        length: { type: 'integer', default: forecast.length, min: 2, max: 200 },
        horizon: { type: 'integer', default: 1, min: 1, max: 60 },
      },
      input: () => ({ kind: 'values', size: 1 }),
      output: () => ({ kind: 'every', size: 1, loss: 'mse', dropout: 0, hidden: [] }),
      metric: { name: 'mse', better: 'lower' },
    },
    async (read) => (await import('./forecast-examples')).openForecastExamples(forecast, await readDataFile(read, forecast.file)),
  );
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
