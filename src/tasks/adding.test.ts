import { describe, expect, it } from 'vitest';
import { adding } from './adding';
import { parseOptions } from './options';

const options = parseOptions(adding, { length: 9 });

describe('adding', () => {
  it('marks one value in each half and asks for their sum', () => {
    const count = 300;
    const { inputs, targets } = adding.sample(options, 1, 'train', 0, count);
    const seen = new Set<number>();
    for (let b = 0; b < count; b++) {
      const steps = Array.from({ length: 9 }, (_, t) => ({ t, value: inputs.data[(b * 9 + t) * 2], mark: inputs.data[(b * 9 + t) * 2 + 1] }));
      const marked = steps.filter(({ mark }) => mark === 1);
      expect(steps.filter(({ mark }) => mark === 0)).toHaveLength(7);
      expect(marked).toHaveLength(2);
      expect(marked[0].t).toBeLessThan(4);
      expect(marked[1].t).toBeGreaterThanOrEqual(4);
      expect(targets.data[b]).toBe(Math.fround(marked[0].value + marked[1].value));
      for (const { t } of marked) seen.add(t);
      for (const { value } of steps) expect(value).toBeGreaterThanOrEqual(0);
      for (const { value } of steps) expect(value).toBeLessThan(1);
    }
    expect(seen.size).toBe(9);
  });

  it('has the error of always answering 1 as its baseline', () => {
    const count = 50_000;
    const batch = adding.sample(parseOptions(adding, { length: 2 }), 3, 'heldOut', 0, count);
    const { sum } = adding.score(new Float32Array(count).fill(1), batch);
    expect(adding.baseline(options).value).toBe(1 / 6);
    expect(sum / count).toBeCloseTo(1 / 6, 2);
  });

  it('scores squared errors', () => {
    const batch = { ...adding.sample(options, 1, 'train', 0, 2), targets: { shape: [2, 1], data: Float32Array.of(1, 0.5) } };
    expect(adding.score(Float32Array.of(1.5, 0.5), batch)).toEqual({ sum: 0.25, count: 2 });
  });
});
