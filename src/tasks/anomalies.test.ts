import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Numbers } from '../core/tensor';
import { anomalies } from './anomalies';
import { parseOptions } from './options';

const text = readFileSync('public/data/anomalies.txt', 'utf8');
const options = parseOptions(anomalies, {});
const blocks = text.split(/^mote \d\n/m);
/** Humidity, temperature and label of one sensor. */
function rowsOf(mote: number): number[][] {
  const lines = blocks[mote].trimEnd().split('\n');
  return lines.map((line) => {
    const [humidity, temperature, label] = line.split(' ');
    return [Number(humidity), Number(temperature), label === '!' ? 1 : 0];
  });
}

const sumOf = (values: Numbers): number => Array.from(values).reduce((sum, value) => sum + value, 0);

beforeAll(async () => {
  await anomalies.load?.((name) => Promise.resolve(readFileSync(`public/data/${name}`, 'utf8')));
});

describe('anomalies', () => {
  it('asks for every held-out reading once, windows with the event first', () => {
    const count = anomalies.heldOutCount?.(options) ?? 0;
    expect(count).toBe(Math.floor(5041 / 60) + Math.floor(4417 / 60));
    const { targets } = anomalies.sample(options, 1, 'heldOut', 0, count);
    const windows = Array.from({ length: count }, (_, n) => Array.from(targets.data.subarray(n * 60, (n + 1) * 60)));
    const labels = rowsOf(4).map((row) => row[2]);
    const from = Math.floor(labels.indexOf(1) / 60) * 60;
    expect(windows.filter((window) => window.includes(1)).flat()).toEqual(
      labels.slice(from, labels.lastIndexOf(1) + 1 + 59 - (labels.lastIndexOf(1) % 60)),
    );
    expect(windows[0]).toContain(1);
    expect(sumOf(targets.data)).toBe(32);
  });

  it('reads in standard deviations of the two sensors that train', () => {
    const known = [...rowsOf(1), ...rowsOf(3)];
    const humid = known.map((row) => row[0]);
    const mean = humid.reduce((sum, value) => sum + value, 0) / humid.length;
    const deviation = Math.sqrt(humid.reduce((sum, value) => sum + (value - mean) ** 2, 0) / humid.length);
    const { inputs } = anomalies.sample(options, 1, 'heldOut', 0, 1);
    rowsOf(4)
      .slice(39 * 60, 40 * 60)
      .forEach(([humidity], t) => {
        expect(inputs.data[2 * t]).toBeCloseTo((humidity - mean) / deviation, 5);
      });
  });

  it('trains on windows of one sensor each, the event among them about as often as it is', () => {
    const { targets } = anomalies.sample(options, 1, 'train', 0, 4000);
    const share = sumOf(targets.data) / targets.data.length;
    expect(share).toBeGreaterThan(0.009);
    expect(share).toBeLessThan(0.016);
  });

  it('has the cost of a constant answer as its baseline', () => {
    const known = 117 / (4417 + 5039);
    const asked = 32 / (5041 + 4417);
    expect(anomalies.baseline(options).value).toBeCloseTo(-asked * Math.log(known) - (1 - asked) * Math.log(1 - known), 10);
  });

  it('counts F1: what was found, missed and wrongly called', () => {
    const { inputs, targets } = anomalies.sample(options, 1, 'heldOut', 0, 1);
    const positives = sumOf(targets.data);
    expect(positives).toBeGreaterThan(10);
    const batch = { inputs, targets };
    const answer = (value: number) => new Float32Array(60).fill(value);
    expect(anomalies.score(answer(-1), batch)).toEqual({ sum: 0, count: positives });
    expect(anomalies.score(answer(1), batch)).toEqual({ sum: 2 * positives, count: positives + 60 });
    expect(
      anomalies.score(
        Float32Array.from(targets.data, (value) => value - 0.5),
        batch,
      ),
    ).toEqual({ sum: 2 * positives, count: 2 * positives });
  });

  it('has a threshold beside it that finds some and not all', () => {
    const rule = anomalies.rival?.(options).metric ?? 0;
    expect(rule).toBeGreaterThan(0.2);
    expect(rule).toBeLessThan(0.95);
  });
});
