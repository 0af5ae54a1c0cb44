import { describe, expect, it } from 'vitest';
import { formatPercent, formatTick, formatValue, formatShort } from './format';

describe('formatValue', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1, '1.000'],
    [0.96171234, '0.9617'],
    [-0.25204, '−0.2520'],
    [0.0010004, '0.001000'],
    [12345.678, '1.235e4'],
    [1234.5678, '1235'],
    [4.0312e-5, '4.031e−5'],
    [-3e-12, '−3.000e−12'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('writes %s as %s', (value, text) => {
    expect(formatValue(value)).toBe(text);
  });
});

it("writes the language's decimal mark", () => {
  expect(formatValue(-4.0312e-5, ',')).toBe('−4,031e−5');
  expect(formatTick(0.5, ',')).toBe('0,5');
});

describe('formatTick', () => {
  it.each([
    [1, '1'],
    [-0.5, '−0.5'],
    [Math.sqrt(12), '3.46'],
    [2000, '2000'],
  ])('writes %s as %s', (value, text) => {
    expect(formatTick(value)).toBe(text);
  });
});

it('writes shares as percent, and nothing for what is not a number', () => {
  expect(formatPercent(1)).toBe('100.0\u202f%');
  expect(formatPercent(Number.NaN)).toBe('NaN');
});

it.each([
  [0, '0'],
  [0.8712, '0.87'],
  [-0.0123, '−0.012'],
  [9.999, '10.0'],
  [125.4, '125'],
  [1e30, '1e30'],
  [3.1e-5, '3e−5'],
  [Number.NaN, 'NaN'],
])('%d is %s in a small place', (value, text) => {
  expect(formatShort(value)).toBe(text);
});
