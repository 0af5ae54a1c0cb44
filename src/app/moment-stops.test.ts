import { describe, expect, it } from 'vitest';
import { momentAt, stopOf, stopsOf } from './moment-stops';

const moments = [0, 1, 2, 5, 10];

describe('stops of training', () => {
  it('are the moments before now, and now', () => {
    expect(stopsOf({ moments, update: 12, finite: true })).toEqual([0, 1, 2, 5, 10, 12]);
    expect(stopsOf({ moments, update: 10, finite: true })).toEqual(moments);
    expect(stopsOf({ moments: [], update: 0, finite: true })).toEqual([0]);
  });

  it('are found again from the moment in the picture', () => {
    expect(stopOf({ moments, update: 12, moment: 2, finite: true })).toBe(2);
    expect(stopOf({ moments, update: 12, moment: null, finite: true })).toBe(5);
    expect(stopOf({ moments: [0, 5, 10], update: 12, moment: 2, finite: true })).toBe(1);
  });

  it('name their moment, the last one none', () => {
    const at = { moments, update: 12, finite: true };
    expect(stopsOf(at).map((_, stop) => momentAt(at, stop))).toEqual([0, 1, 2, 5, 10, null]);
    expect([-1, 9].map((stop) => momentAt(at, stop))).toEqual([0, null]);
  });

  it('end before now, where the present numbers are not finite', () => {
    const at = { moments, update: 12, finite: false };
    expect(stopsOf(at)).toEqual(moments);
    expect([0, 4, 5, 9].map((stop) => momentAt(at, stop))).toEqual([0, 10, 10, 10]);
    expect(stopOf({ ...at, moment: 10 })).toBe(4);
  });
});
