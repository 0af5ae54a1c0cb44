import { describe, expect, it } from 'vitest';
import { createDivergingMap, createRamp, createRootMap, mix, parseColour, writeColour } from './colour';

const [black, grey, white] = [parseColour('#000000'), parseColour('#808080'), parseColour('#ffffff')];

it('reads and writes colours', () => {
  expect(parseColour('#c4501b')).toEqual([196, 80, 27]);
  expect(writeColour([196, 80, 27])).toBe('rgb(196 80 27)');
});

it('mixes along a line and no further', () => {
  expect(mix(black, white, 0.5)).toEqual([128, 128, 128]);
  expect(mix(black, white, 2)).toEqual(white);
  expect(mix(black, white, -1)).toEqual(black);
});

describe('the diverging map', () => {
  const map = createDivergingMap(2, black, grey, white);
  it('has 0 in the middle and equal strength on both sides', () => {
    expect(map.colour(0)).toEqual(grey);
    expect(map.colour(-2)).toEqual(black);
    expect(map.colour(2)).toEqual(white);
    expect(map.colour(-1)).toEqual([64, 64, 64]);
  });
  it('ends at its range and has no colour for NaN', () => {
    expect([map.low, map.high]).toEqual([-2, 2]);
    expect(map.colour(-50)).toEqual(black);
    expect(map.colour(Number.NaN)).toBeNull();
  });
});

it('grows by the square root, alike on both sides', () => {
  const map = createRootMap(8, black, grey, white);
  expect([map.low, map.high, map.colour(0)?.[0], map.colour(8)?.[0], map.colour(-8)?.[0]]).toEqual([-8, 8, 128, 255, 0]);
  expect(map.colour(2)?.[0]).toBe(192);
  expect(map.colour(-2)?.[0]).toBe(64);
});

it('runs a ramp from paper to a hue', () => {
  const map = createRamp(0, 1, black, white);
  expect([0, 0.5, 1, 3].map((value) => map.colour(value)?.[0])).toEqual([0, 128, 255, 255]);
});
