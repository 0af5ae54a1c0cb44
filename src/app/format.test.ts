/** Four significant digits in every language. */
import { expect, it } from 'vitest';
import { createNumberFormat } from './format';

it.each([
  [0.96174, '0.9617', '0,9617'],
  [0, '0.000', '0,000'],
  [-12.34567, '-12.35', '-12,35'],
  [4.03051e-5, '4.031e-5', '4,031e-5'],
  [123456, '1.235e5', '1,235e5'],
  [Number.NaN, 'NaN', 'NaN'],
  [Number.NEGATIVE_INFINITY, '−∞', '−∞'],
])('writes %d', (value, english, german) => {
  expect(createNumberFormat('en').significant(value)).toBe(english);
  expect(createNumberFormat('de').significant(value)).toBe(german);
});
