/** Masks keep as many numbers as they should, and depend on nothing but their words. */
import { describe, expect, it } from 'vitest';
import { RandomStream, uniform } from '../core/random';
import { dropoutKey, dropoutThreshold, isKept } from './dropout';

const ROWS = 100;
const COLUMNS = 100;

function keptOf(key: number, rate: number): readonly boolean[] {
  const threshold = dropoutThreshold(rate);
  return Array.from({ length: ROWS * COLUMNS }, (_, k) => isKept(key, Math.floor(k / COLUMNS), k % COLUMNS, threshold));
}

describe('dropout', () => {
  it.each([0.1, 0.3, 0.5, 0.9])('keeps 1 - %d of the numbers, and those whose uniform number is not below it', (rate) => {
    const key = dropoutKey(5, 1, 1);
    const kept = keptOf(key, rate);
    const share = kept.filter((keep) => keep).length / kept.length;
    expect(Math.abs(share - (1 - rate))).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / kept.length));
    expect(kept).toEqual(kept.map((_, k) => uniform(key, RandomStream.dropout, Math.floor(k / COLUMNS), k % COLUMNS) >= rate));
  });

  it('draws another mask for another seed, update or place', () => {
    const masks = [dropoutKey(5, 1, 1), dropoutKey(6, 1, 1), dropoutKey(5, 2, 1), dropoutKey(5, 1, 2)].map((key) => keptOf(key, 0.5));
    for (const [k, mask] of masks.entries()) {
      for (const other of masks.slice(k + 1)) {
        const agreeing = mask.filter((keep, m) => keep === other[m]).length / mask.length;
        expect(Math.abs(agreeing - 0.5)).toBeLessThan(0.03);
      }
    }
  });
});
