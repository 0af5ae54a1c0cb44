import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnCentre, columnLeft, isVisible, layoutTimeAxis, NARROWEST_COLUMN, revealStep, stepAt, windowFirst } from './time-axis';

const anyAxis = fc
  .record({ T: fc.integer({ min: 1, max: 500 }), width: fc.integer({ min: 60, max: 1400 }), first: fc.integer({ min: -50, max: 600 }) })
  .map(({ T, width, first }) => layoutTimeAxis(T, width, first));

describe('layoutTimeAxis', () => {
  it('is the same object for the same steps, so that nothing is drawn anew', () => {
    expect(layoutTimeAxis(40, 700, 2)).toBe(layoutTimeAxis(40, 700, 2));
    expect(layoutTimeAxis(40, 700, 2)).not.toBe(layoutTimeAxis(40, 701, 2));
  });

  it('keeps every column at least the narrowest, within the plot and within the sequence', () => {
    fc.assert(
      fc.property(anyAxis, (axis) => {
        expect(axis.column).toBeGreaterThanOrEqual(NARROWEST_COLUMN);
        expect(axis.width).toBeCloseTo(axis.column * axis.count);
        expect(axis.first).toBeGreaterThanOrEqual(0);
        expect(axis.first + axis.count).toBeLessThanOrEqual(axis.T);
        expect(axis.windowed).toBe(axis.count < axis.T);
      }),
    );
  });

  it('finds the step again under the middle and under both edges of its column', () => {
    fc.assert(
      fc.property(anyAxis, fc.integer({ min: 0, max: 499 }), (axis, k) => {
        const t = axis.first + (k % axis.count);
        expect(stepAt(axis, columnCentre(axis, t))).toBe(t);
        expect(stepAt(axis, columnLeft(axis, t) + 1e-6)).toBe(t);
        expect(stepAt(axis, columnLeft(axis, t) + axis.column - 1e-6)).toBe(t);
      }),
    );
  });

  it('holds a place outside the plot at the nearest column', () => {
    const axis = layoutTimeAxis(500, 600, 100);
    expect(stepAt(axis, -30)).toBe(100);
    expect(stepAt(axis, 9999)).toBe(axis.first + axis.count - 1);
  });

  it('shows one step, in a column that is not as wide as the plot', () => {
    const axis = layoutTimeAxis(1, 700);
    expect(axis).toMatchObject({ count: 1, windowed: false, ticks: [0] });
    expect(axis.width).toBeLessThan(100);
  });

  it('numbers every step where there is room, and round ones where there is not', () => {
    expect(layoutTimeAxis(20, 680).ticks).toHaveLength(20);
    const ticks = layoutTimeAxis(500, 680, 200).ticks;
    expect(ticks.every((t) => t % 10 === 0)).toBe(true);
    expect(ticks[0]).toBeGreaterThanOrEqual(200);
  });

  it('never lets two numbers touch', () => {
    fc.assert(
      fc.property(anyAxis, (axis) => {
        axis.ticks.slice(1).forEach((t, k) => {
          expect((t - axis.ticks[k]) * axis.column).toBeGreaterThan(7 * String(t).length);
        });
      }),
    );
  });
});

describe('revealStep', () => {
  it('leaves the window where it is while the step is in sight', () => {
    const axis = layoutTimeAxis(500, 600, 100);
    expect(revealStep(axis, 100)).toBe(100);
    expect(revealStep(axis, 199)).toBe(100);
  });

  it('brings any step into sight', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 499 }), fc.integer({ min: 0, max: 400 }), (t, first) => {
        const axis = layoutTimeAxis(500, 600, first);
        expect(isVisible(layoutTimeAxis(500, 600, revealStep(axis, t)), t)).toBe(true);
      }),
    );
  });
});

describe('windowFirst', () => {
  it('stays within the sequence', () => {
    expect(windowFirst(500, 100, -3)).toBe(0);
    expect(windowFirst(500, 100, 450)).toBe(400);
    expect(windowFirst(50, 50, 7)).toBe(0);
  });
});
