import { describe, expect, it } from 'vitest';
import { byLargest, decadesOf, gradientScale, logFraction, placeOf, powerOfTen, scaleOf } from './log-scale';

describe('the gradient scale', () => {
  it('runs evenly over its decades', () => {
    const { low, high } = gradientScale;
    expect(logFraction(gradientScale, 10 ** low)).toBeCloseTo(0);
    expect(logFraction(gradientScale, 10 ** high)).toBeCloseTo(1);
    expect(logFraction(gradientScale, 10 ** ((low + high) / 2))).toBeCloseTo(0.5);
    expect(decadesOf(gradientScale)).toEqual([2, 1, 0, -1, -2, -3, -4, -5, -6, -7, -8]);
  });

  it.each([
    [1e-3, 'inside'],
    [1e-9, 'below'],
    [1e-45, 'below'],
    [1e3, 'above'],
    [0, 'zero'],
    [Number.NaN, 'notFinite'],
    [Number.POSITIVE_INFINITY, 'notFinite'],
  ] as const)('says that %s is %s', (magnitude, place) => {
    expect(placeOf(gradientScale, magnitude)).toBe(place);
  });

  it('holds at its ends what lies beyond them', () => {
    expect([1e-30, 0].map((magnitude) => logFraction(gradientScale, magnitude))).toEqual([0, 0]);
    expect([1e9, Number.NaN].map((magnitude) => logFraction(gradientScale, magnitude))).toEqual([1, 1]);
  });
});

it('writes powers of ten', () => {
  expect([2, 0, -8].map(powerOfTen)).toEqual([
    { base: '10', power: '2' },
    { base: '1', power: '' },
    { base: '10', power: '−8' },
  ]);
});

describe('the relative scale', () => {
  it('has every line end at its own largest, over as many decades', () => {
    expect([...byLargest(Float64Array.of(1e-9, 0, 2e-9))]).toEqual([0.5, 0, 1]);
    expect([...byLargest(Float64Array.of(0, 0))]).toEqual([0, 0]);
    expect([...byLargest(Float64Array.of(Infinity, 4))]).toEqual([Infinity, 1]);
    const [shared, relative] = [scaleOf(false), scaleOf(true)];
    expect(relative.high - relative.low).toBe(shared.high - shared.low);
    expect(relative.high).toBe(0);
  });
});
