import { describe, expect, it } from 'vitest';
import { layoutGradient } from './gradient-layout';
import { gradientScale } from './log-scale';
import { layoutTimeAxis } from './time-axis';

const axis = layoutTimeAxis(6, 240);
const series = (norms: readonly number[]) => [{ key: 'hidden', kind: 'hidden' as const, label: 'dL/dh', norms: Float64Array.from(norms) }];

describe('layoutGradient', () => {
  it('draws equal factors as equal heights', () => {
    const { lines } = layoutGradient(series([1e-8, 1e-6, 1e-4, 1e-2, 1, 100]), axis, 100, gradientScale, 6);
    const heights = [...lines[0].path.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y));
    expect(heights).toEqual([100, 80, 60, 40, 20, 0]);
    expect(lines[0].clamped).toEqual([]);
  });

  it('marks and counts what lies beyond the axis, zeros apart', () => {
    const marks = layoutGradient(series([0, 1e-12, 1e-3, 1e3, Number.NaN, 1]), axis, 100, gradientScale, 6);
    expect([marks.below, marks.above, marks.zero]).toEqual([1, 1, 1]);
    expect(marks.lines[0].clamped.map(({ t, place }) => [t, place])).toEqual([
      [0, 'zero'],
      [1, 'below'],
      [3, 'above'],
      [4, 'notFinite'],
    ]);
    expect(marks.lines[0].path).not.toContain('NaN');
  });

  it('counts a step once whatever lines are beyond there, and lines beside it not at all', () => {
    const norms = new Float64Array(6);
    const all = (['hidden', 'cell', 'compared', 'other'] as const).map((kind) => ({ key: kind, kind, label: kind, norms }));
    expect(layoutGradient(all, axis, 100, gradientScale, 6).zero).toBe(6);
    expect(layoutGradient(all.slice(2), axis, 100, gradientScale, 6).zero).toBe(0);
  });

  it('ends where the sequence ends, and where a shorter compared one does', () => {
    const [line] = layoutGradient(series([1, 1, 1, 1, 1, 1]), axis, 100, gradientScale, 3).lines;
    expect(line.path.match(/[ML]/g)).toHaveLength(3);
    const [short] = layoutGradient(series([1, 1]), axis, 100, gradientScale, 6).lines;
    expect(short.path.match(/[ML]/g)).toHaveLength(2);
  });

  it('keeps labels apart from each other and inside the plot', () => {
    const wide = layoutTimeAxis(24, 680);
    const flat = (kind: 'hidden' | 'cell', norm: number) => ({ key: kind, kind, label: `dL/d${kind}`, norms: new Float64Array(24).fill(norm) });
    const { lines } = layoutGradient([flat('hidden', 1e-4), flat('cell', 1.2e-4)], wide, 120, gradientScale, 24);
    const [a, b] = lines;
    expect(Math.abs(a.labelX - b.labelX) > 60 || Math.abs(a.labelY - b.labelY) >= 12).toBe(true);
    for (const { labelX, labelY } of lines) {
      expect(labelX).toBeGreaterThan(0);
      expect(labelX).toBeLessThan(680);
      expect(labelY).toBeGreaterThan(0);
      expect(labelY).toBeLessThanOrEqual(120);
    }
  });

  it('keeps the labels of eight layers and directions apart, on a phone too', () => {
    const narrow = layoutTimeAxis(21, 346);
    const norms = (k: number) => Float64Array.from({ length: 21 }, (_, t) => 10 ** (-1 - k - (t % (k + 2)) / 4));
    const many = Array.from({ length: 8 }, (_, k) => ({
      key: String(k),
      kind: k === 0 ? ('hidden' as const) : ('other' as const),
      label: 'L0 →',
      norms: norms(k),
    }));
    const { lines } = layoutGradient(many, narrow, 120, gradientScale, 21);
    for (const [k, a] of lines.entries()) {
      for (const b of lines.slice(k + 1)) expect(Math.abs(a.labelX - b.labelX) >= 30 || Math.abs(a.labelY - b.labelY) >= 10).toBe(true);
    }
  });

  it('names the ends of the axis', () => {
    const named = layoutGradient([], axis, 120, gradientScale, 6).decades.filter((decade) => decade.named);
    expect(named[0].exponent).toBe(2);
    expect(named[named.length - 1].exponent).toBe(-8);
  });
});
