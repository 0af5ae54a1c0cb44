import { describe, expect, it } from 'vitest';
import { type LaneSeries, layoutRaceChart } from './race-chart-layout';

const flat = (value: number, spread = 0): LaneSeries => ({
  updates: [0, 50, 100],
  median: [value, value, value],
  low: [value - spread, value - spread, value - spread],
  high: [value + spread, value + spread, value + spread],
});

const layout = (series: readonly LaneSeries[], change: object = {}) =>
  layoutRaceChart({ series, lines: [2], scale: 'linear', range: [0, 4], width: 100, height: 80, ...change });

describe('layoutRaceChart', () => {
  it('draws medians where their values lie, and bands only where seeds differ', () => {
    const [one, two] = layout([flat(1), flat(3, 0.5)]).lanes;
    expect(one.path).toBe('M0,60L50,60L100,60');
    expect(one.band).toBe('');
    expect(two.path).toBe('M0,20L50,20L100,20');
    expect(two.band).toBe('M0,10L50,10L100,10L100,30L50,30L0,30Z');
    expect(layout([flat(1)]).lines).toEqual([40]);
  });

  it('lets no two names touch, and keeps them in the plot', () => {
    const places = layout([flat(0.1), flat(0.1), flat(0.1), flat(3.99)]).lanes.map(({ labelY }) => labelY);
    const sorted = places.toSorted((a, b) => a - b);
    for (let k = 1; k < sorted.length; k++) expect(sorted[k] - sorted[k - 1]).toBeGreaterThanOrEqual(13);
    expect(sorted[3]).toBeLessThanOrEqual(80);
  });

  it('leaves out what cannot be drawn, and stands empty before anything was measured', () => {
    const broken: LaneSeries = { updates: [0, 10], median: [1, Number.NaN], low: [1, Number.NaN], high: [1, Number.NaN] };
    expect(layout([broken]).lanes[0].path).toBe('M0,60Z');
    const empty = layout([{ updates: [], median: [], low: [], high: [] }], { range: null });
    expect(empty.lanes[0]).toMatchObject({ path: '', band: '', last: null });
    expect(empty.lines[0]).toBe(0);
    expect(empty.yTicks.map(({ value }) => value)).toEqual([0, 1, 2]);
  });

  it('shows decades on the logarithmic scale', () => {
    expect(layout([flat(0.05)], { scale: 'log', range: null }).yTicks.map(({ value }) => value)).toEqual([0.01, 0.1, 1, 10]);
  });
});
