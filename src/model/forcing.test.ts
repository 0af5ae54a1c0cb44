import { describe, expect, it } from 'vitest';
import { hash, RandomStream, uniform } from '../core/random';
import { forcingWords, isForced } from './forcing';

const COUNT = 4000;

/** How many of the first draws of step 1 the teacher wins. */
function countForced(probability: number, update = 3): number {
  const words = forcingWords({ forcing: { seed: 7, probability }, update });
  return Array.from({ length: COUNT }, (_, b) => isForced(words, 1, b)).filter(Boolean).length;
}

describe('teacher forcing', () => {
  it('is drawn as uniform(key) < probability, key = hash(seed, stream, update, 0)', () => {
    const words = forcingWords({ forcing: { seed: 7, probability: 0.3 }, update: 5 });
    const key = hash(7, RandomStream.teacherForcing, 5, 0);
    for (let b = 0; b < 50; b++) expect(isForced(words, 2, b)).toBe(uniform(key, RandomStream.teacherForcing, 2, b) < 0.3);
  });
  it('hears the teacher as often as it is told, always at 1 and where there is no forcing, never at 0', () => {
    expect(Math.abs(countForced(0.3) / COUNT - 0.3)).toBeLessThan(0.03);
    expect(countForced(1)).toBe(COUNT);
    expect(countForced(0)).toBe(0);
    const always = forcingWords({ forcing: null, update: 1 });
    expect(Array.from({ length: 100 }, (_, b) => isForced(always, 1, b))).not.toContain(false);
  });
  it('hears the teacher at the first step, whatever the draw', () => {
    const never = forcingWords({ forcing: { seed: 7, probability: 0 }, update: 1 });
    expect(isForced(never, 0, 0)).toBe(true);
    expect(isForced(never, 1, 0)).toBe(false);
  });
  it('draws anew for every update', () => {
    const draws = (update: number): readonly boolean[] => {
      const words = forcingWords({ forcing: { seed: 7, probability: 0.5 }, update });
      return Array.from({ length: 64 }, (_, b) => isForced(words, 1, b));
    };
    expect(draws(1)).not.toEqual(draws(2));
    expect(draws(1)).toEqual(draws(1));
  });
});
