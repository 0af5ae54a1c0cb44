import { describe, expect, it } from 'vitest';
import { layoutLoss, type LossInput } from './loss-layout';

const size = { width: 200, height: 80, metricHeight: 20, metricRange: [0, 1] as const };
const none = { updates: [], values: [] };
const input: LossInput = {
  ...size,
  training: { updates: [1, 2, 3, 4], values: [1, 0.5, 0.25, 0.125] },
  heldOut: { updates: [4], values: [0.2] },
  metric: { updates: [4], values: [0.5] },
  baseline: 1,
  scale: 'linear',
};

/** The points of a path. */
function points(path: string): number[][] {
  return [...path.matchAll(/[ML]([\d.]+),([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe('layoutLoss', () => {
  it('puts training, held out and baseline on one axis that begins at 0', () => {
    const marks = layoutLoss(input);
    expect(points(marks.training)).toEqual([
      [50, 0],
      [100, 40],
      [150, 60],
      [200, 70],
    ]);
    expect(marks.last).toEqual({ x: 200, y: 64 });
    expect(marks.baselineY).toBe(0);
    expect(points(marks.metric)).toEqual([[200, 10]]);
  });

  it('draws equal factors as equal heights on the logarithmic scale', () => {
    const marks = layoutLoss({ ...input, scale: 'log', training: { updates: [1, 2, 3], values: [1, 0.1, 0.01] }, heldOut: none });
    expect(points(marks.training).map(([, y]) => y)).toEqual([0, 40, 80]);
    expect(marks.yTicks.map(({ value }) => Math.round(Math.log10(value)))).toEqual([-2, -1, 0]);
  });

  it('has an axis and the baseline before the first update', () => {
    const marks = layoutLoss({ ...input, training: none, heldOut: none, metric: none });
    expect([marks.training, marks.heldOut, marks.metric, marks.last]).toEqual(['', '', '', null]);
    expect(Number.isFinite(marks.baselineY)).toBe(true);
    const log = layoutLoss({ ...input, training: none, heldOut: none, metric: none, scale: 'log' });
    expect(Number.isFinite(log.baselineY)).toBe(true);
  });

  it('leaves out what is not finite, or has no logarithm, and counts it', () => {
    const training = { updates: [1, 2, 3], values: [1, Number.NaN, 0] };
    expect(layoutLoss({ ...input, training }).left).toBe(1);
    const log = layoutLoss({ ...input, training, scale: 'log' });
    expect(log.left).toBe(2);
    expect(points(log.training)).toHaveLength(1);
  });

  it('draws no more points than the plot has places for, at their means', () => {
    const N = 20_000;
    const training = {
      updates: Float64Array.from({ length: N }, (_, k) => k + 1),
      values: Float64Array.from({ length: N }, (_, k) => (k % 2 === 0 ? 0.4 : 0.6)),
    };
    const drawn = points(layoutLoss({ ...input, training, heldOut: none }).training);
    expect(drawn.length).toBeLessThanOrEqual(401);
    for (const [, y] of drawn.slice(0, -1)) expect(y).toBeCloseTo(40, 0);
  });

  it('does not let one spike flatten everything', () => {
    const values = Array.from({ length: 1000 }, (_, k) => (k === 500 ? 1e6 : 0.5));
    const { yTicks } = layoutLoss({ ...input, training: { updates: values.map((_, k) => k + 1), values }, heldOut: none });
    expect(Math.max(...yTicks.map(({ value }) => value))).toBe(1);
  });
});
