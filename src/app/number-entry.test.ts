/** Numbers as people type them. */
import { expect, it } from 'vitest';
import { readNumber } from './number-entry';

const rate = { type: 'number', min: 0, max: 10 } as const;
const size = { type: 'integer', min: 1, max: 64 } as const;

it.each([
  ['0.01', 0.01],
  ['0,01', 0.01],
  ['1e-3', 0.001],
  [' 5 ', 5],
  ['.5', 0.5],
  ['−1', null],
  ['11', null],
  ['', null],
  ['1,000.5', null],
  ['0x10', null],
  ['NaN', null],
  ['Infinity', null],
  ['1e400', null],
])('reads %j as %j', (text, value) => {
  expect(readNumber(text, rate)).toBe(value);
});

it.each([
  ['12', 12],
  ['12.0', 12],
  ['12.5', null],
  ['0', null],
])('reads %j as the whole number %j', (text, value) => {
  expect(readNumber(text, size)).toBe(value);
});

it.each([
  [{ type: 'number', min: 0, max: 1, open: 'min' }, '0', null],
  [{ type: 'number', min: 0, max: 1, open: 'min' }, '1', 1],
  [{ type: 'number', min: 0, max: 1, open: 'max' }, '1', null],
  [{ type: 'number', min: 0, max: 1, open: 'max' }, '0', 0],
] as const)('refuses the bound that %j leaves out: %j is %j', (range, text, value) => {
  expect(readNumber(text, range)).toBe(value);
});
