import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { digitPixels, digitRows } from './digits';
import { births, load, stock, sunspots, weather } from './forecasts';
import { parseOptions } from './options';
import { splice } from './splice';
import type { Task } from './task';

const read = (name: string): string => readFileSync(`public/data/${name}`, 'utf8');
const linesOf = (name: string): string[] => read(name).trimEnd().split('\n');

beforeAll(async () => {
  for (const task of [splice, digitRows, digitPixels, weather, births, load, sunspots, stock])
    await task.load?.((name) => Promise.resolve(read(name)));
});

describe('splice', () => {
  it('gives the held-out end of the file in its order', () => {
    const lines = linesOf('splice.txt').slice(2401);
    expect(splice.heldOutCount?.({})).toBe(lines.length);
    const { inputs, targets } = splice.sample({}, 1, 'heldOut', 0, lines.length);
    const names = splice.symbols({});
    lines.forEach((line, b) => {
      const bases = Array.from(inputs.data.subarray(b * 60, (b + 1) * 60), (id) => names.inputs[id]).join('');
      expect(`${['n', 'ei', 'ie'][targets.data[b]]} ${bases}`).toBe(line);
    });
  });

  it('has the signs that biology knows: GT after an exon, AG before one', () => {
    const { inputs, targets } = splice.sample({}, 1, 'heldOut', 0, 600);
    const names = splice.symbols({}).inputs;
    const shares = [1, 2].map((label) => {
      const [from, to, sign] = label === 1 ? [30, 32, 'GT'] : [28, 30, 'AG'];
      const own = Array.from({ length: 600 }, (_, b) => b).filter((b) => targets.data[b] === label);
      const signed = own.filter((b) => Array.from(inputs.data.subarray(b * 60 + from, b * 60 + to), (id) => names[id]).join('') === sign);
      return signed.length / own.length;
    });
    for (const share of shares) expect(share).toBeGreaterThan(0.97);
  });

  it('has the entropy of the classes as its baseline', () => {
    const train = linesOf('splice.txt').slice(0, 2401);
    const shares = ['n', 'ei', 'ie'].map((code) => train.filter((line) => line.startsWith(`${code} `)).length / 2401);
    expect(splice.baseline({}).value).toBeCloseTo(-shares.reduce((sum, p) => sum + p * Math.log(p), 0), 12);
  });
});

describe('digits', () => {
  it('are the same pictures row by row and pixel by pixel', () => {
    const rows = digitRows.sample({}, 4, 'train', 0, 20);
    const pixels = digitPixels.sample({}, 4, 'train', 0, 20);
    expect(rows.inputs.shape).toEqual([20, 8, 8]);
    expect(pixels.inputs.shape).toEqual([20, 64, 1]);
    expect(pixels.inputs.data).toEqual(rows.inputs.data);
    expect(pixels.targets).toEqual(rows.targets);
    expect(Math.max(...rows.inputs.data)).toBe(1);
  });

  it('never trains on a picture that is held out', () => {
    const count = digitRows.heldOutCount?.({}) ?? 0;
    expect(count).toBe(299);
    const pictures = (stream: 'train' | 'heldOut', n: number): string[] => {
      const { inputs } = digitRows.sample({}, 4, stream, 0, n);
      return Array.from({ length: n }, (_, b) => inputs.data.subarray(b * 64, (b + 1) * 64).join());
    };
    const heldOut = new Set(pictures('heldOut', count));
    expect(heldOut.size).toBe(count);
    for (const picture of pictures('train', 1500)) expect(heldOut.has(picture)).toBe(false);
  });
});

describe.each<readonly [string, Task, string, number]>([
  ['weather', weather, 'series-weather.txt', 1],
  ['births', births, 'series-births.txt', 7],
  ['load', load, 'series-load.txt', 48],
  ['sunspots', sunspots, 'series-sunspots.txt', 1],
])('forecast %s', (_, task, file, season) => {
  const values = linesOf(file).map(Number);
  const border = Math.floor(values.length * 0.8);
  const train = values.slice(0, border);
  const mean = train.reduce((sum, value) => sum + value, 0) / border;
  const deviation = Math.sqrt(train.reduce((sum, value) => sum + (value - mean) ** 2, 0) / border);

  it('asks at every step for the value a horizon on, of the same part', () => {
    const options = parseOptions(task, { length: 20, horizon: 3 });
    const count = task.heldOutCount?.(options) ?? 0;
    expect(count).toBe(values.length - border - 22);
    const { inputs, targets } = task.sample(options, 1, 'heldOut', count - 1, 2);
    const at = (row: number, t: number): number => inputs.data[row * 20 + t] * deviation + mean;
    // The last window ends at the end of the series; the next one is the first again.
    expect(targets.data[19] * deviation + mean).toBeCloseTo(values[values.length - 1], 2);
    expect(at(0, 19)).toBeCloseTo(values[values.length - 4], 2);
    expect(at(1, 0)).toBeCloseTo(values[border], 2);
    expect(targets.data[20] * deviation + mean).toBeCloseTo(values[border + 3], 2);
  });

  it('has the simple rule beside it, as counted here', () => {
    const options = parseOptions(task, {});
    const T = Number(options.length);
    let sum = 0;
    let count = 0;
    for (let start = border; start + T + 1 <= values.length; start++) {
      for (let t = 1; t <= T; t++) {
        const known = t >= season ? start + t - season : start + t - 1;
        sum += ((values[start + t] - values[known]) / deviation) ** 2;
        count++;
      }
    }
    expect(task.rival?.(options).metric).toBeCloseTo(sum / count, 9);
  });
});

describe('forecast stock', () => {
  const values = linesOf('series-stock.txt').map(Number);
  const options = parseOptions(stock, { length: 10, horizon: 2 });

  it('gives growth since the window began, of mean square 1 where it is asked for', () => {
    const { inputs, targets } = stock.sample(options, 1, 'heldOut', 5, 1);
    const growth = Array.from(inputs.data, (_, t) => Math.log(values[1488 + 5 + t] / values[1488 + 5]));
    const unit = growth[9] / inputs.data[9];
    growth.forEach((each, t) => {
      expect(inputs.data[t] * unit).toBeCloseTo(each, 6);
    });
    expect(targets.data[0]).toBe(inputs.data[2]);
    const asked = Float64Array.from(stock.sample(options, 1, 'train', 0, 20_000).targets.data);
    expect(asked.reduce((sum, value) => sum + value * value, 0) / asked.length).toBeCloseTo(stock.baseline(options).value, 1);
  });

  it('has the last value beside it, as counted here', () => {
    const count = stock.heldOutCount?.(options) ?? 0;
    const { inputs, targets } = stock.sample(options, 1, 'heldOut', 0, count);
    const sum = Float64Array.from(targets.data).reduce((total, target, k) => total + (target - inputs.data[k]) ** 2, 0);
    expect(stock.rival?.(options).metric).toBeCloseTo(sum / targets.data.length, 5);
  });
});
