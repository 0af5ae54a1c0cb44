import { describe, expect, it } from 'vitest';
import { decadesOf, gradientScale, logFraction, placeOf, powerOfTen } from './log-scale';

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
