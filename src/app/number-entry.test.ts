/** Numbers as people type them. */
import { expect, it } from 'vitest';
import { readNumber, stepByKey, stepNumber } from './number-entry';

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

const share = { type: 'number', min: 0, max: 1 } as const;
const belowOne = { ...share, open: 'max' } as const;
const positive = { type: 'number', min: 0, max: 1e6, open: 'min' } as const;
const signed = { type: 'number', min: -100, max: 100 } as const;

it.each([
  // Whole numbers by one, a page by ten, and no further than the rule.
  [size, 12, 1, 13],
  [size, 12, 10, 22],
  [size, 5, -10, 1],
  [size, 60, 10, 64],
  // Rates by their first digit, a page by a factor of ten.
  [rate, 0.005, 1, 0.006],
  [rate, 0.009, 1, 0.01],
  [rate, 0.01, 1, 0.02],
  [rate, 0.01, -1, 0.009],
  [rate, 0.0123, 1, 0.0223],
  [rate, 0.005, 10, 0.05],
  [rate, 0.005, -10, 0.0005],
  [rate, 9, 1, 10],
  [rate, 10, 1, 10],
  [rate, 0, 1, 0.0001],
  [rate, 0, -1, 0],
  [rate, 1e-8, -1, 9e-9],
  [positive, 1, -1, 0.9],
  [positive, 1e-9, -10, 1e-10],
  // Shares by a hundredth, closer to a bound that they cannot reach by less.
  [share, 0.5, 1, 0.51],
  [share, 0.95, 10, 1],
  [share, 0.005, -1, 0],
  [belowOne, 0.9, 1, 0.91],
  [belowOne, 0.99, 1, 0.991],
  [belowOne, 0.999, 1, 0.9991],
  [belowOne, 0.999, -1, 0.998],
  [belowOne, 0.5, -10, 0.4],
  [belowOne, 0.95, 10, 0.95],
  // Numbers of either sign by a tenth.
  [signed, 0.2, -1, 0.1],
  [signed, 0.1, -1, 0],
  [signed, 0, -10, -1],
  [signed, -100, -1, -100],
] as const)('within %j, %j steps by %j to %j', (rule, value, by, next) => {
  expect(stepNumber(value, rule, by)).toBe(next);
});

it.each([
  ['ArrowUp', 13],
  ['ArrowDown', 11],
  ['PageUp', 22],
  ['PageDown', 2],
  ['Enter', null],
  ['ArrowLeft', null],
  ['toString', null],
])('at %s goes from 12 to %j, and keeps the key to itself where it does', (key, next) => {
  let prevented = false;
  const event = { key, preventDefault: () => (prevented = true) };
  expect(stepByKey(event, 12, size)).toBe(next);
  expect(prevented).toBe(next !== null);
});
