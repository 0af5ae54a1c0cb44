import { describe, expect, it } from 'vitest';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as lstmRecall } from './gallery/fixtures/lstm-recall';
import { readScan } from './series';
import { memoryOf, orderBySimilarity, orderUnits } from './unit-order';

const wave = (phase: number, sign = 1): Float64Array => Float64Array.from({ length: 32 }, (_, t) => sign * Math.sin(t / 3 + phase));
const normed = (course: Float64Array): Float64Array => {
  const mean = course.reduce((a, b) => a + b, 0) / course.length;
  const apart = course.map((value) => value - mean);
  return apart.map((value) => value / Math.hypot(...apart));
};

describe('orderBySimilarity', () => {
  it('puts courses that run alike beside each other', () => {
    const courses = [wave(0), wave(0, -1), wave(0.1), wave(0.1, -1), wave(1.6), wave(0.2)].map(normed);
    const order = orderBySimilarity(courses);
    expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    const at = (unit: number): number => order.indexOf(unit);
    expect(Math.max(at(0), at(2), at(5)) - Math.min(at(0), at(2), at(5))).toBe(2);
    expect(Math.abs(at(1) - at(3))).toBe(1);
  });

  it('is the same each time, and bears one course or none', () => {
    expect(orderBySimilarity([])).toEqual([]);
    expect(orderBySimilarity([normed(wave(0))])).toEqual([0]);
    const still = Array.from({ length: 3 }, () => new Float64Array(5));
    expect(orderBySimilarity(still)).toEqual(orderBySimilarity(still));
  });

  it('orders 256 units in a moment', () => {
    const courses = Array.from({ length: 256 }, (_, k) => normed(wave(k * 2.399)));
    expect(new Set(orderBySimilarity(courses)).size).toBe(256);
  });
});

it('remembers longer what changes more slowly, and for ever what does not', () => {
  const slow = Float64Array.from({ length: 64 }, (_, t) => Math.sin(t / 20));
  const fast = Float64Array.from({ length: 64 }, (_, t) => (t % 2 === 0 ? 1 : -1));
  expect(memoryOf(slow)).toBeGreaterThan(memoryOf(wave(0)));
  expect(memoryOf(fast)).toBeLessThan(1);
  expect(memoryOf(new Float64Array(9).fill(3))).toBe(9);
  expect(memoryOf(Float64Array.of(1))).toBe(1);
});

it.each(['index', 'similarity', 'memory'] as const)('by %s every unit of a network stands once', (kind) => {
  const scan = readScan(readSnapshot(lstmRecall.snapshots[1]));
  expect([...orderUnits(kind, scan)].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, unit) => unit));
});
