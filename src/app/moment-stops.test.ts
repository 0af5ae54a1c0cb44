import { describe, expect, it } from 'vitest';
import { momentAt, stopOf, stopsOf } from './moment-stops';

const moments = [0, 1, 2, 5, 10];

describe('stops of training', () => {
  it('are the moments before now, and now', () => {
    expect(stopsOf({ moments, update: 12 })).toEqual([0, 1, 2, 5, 10, 12]);
    expect(stopsOf({ moments, update: 10 })).toEqual(moments);
    expect(stopsOf({ moments: [], update: 0 })).toEqual([0]);
  });

  it('are found again from the moment in the picture', () => {
    expect(stopOf({ moments, update: 12, moment: 2 })).toBe(2);
    expect(stopOf({ moments, update: 12, moment: null })).toBe(5);
    expect(stopOf({ moments: [0, 5, 10], update: 12, moment: 2 })).toBe(1);
  });

  it('name their moment, the last one none', () => {
    const stops = stopsOf({ moments, update: 12 });
    expect(stops.map((_, stop) => momentAt(stops, stop))).toEqual([0, 1, 2, 5, 10, null]);
    expect([-1, 9].map((stop) => momentAt(stops, stop))).toEqual([0, null]);
  });
});
