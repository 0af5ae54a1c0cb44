/** When a decoder hears its teacher: whole numbers only, so that every engine draws the same. */
import { hash, RandomStream } from '../core/random';
import type { Feed } from './executor';

/** One for each 24-bit number that a draw can be: below it, the teacher is always heard. */
const ALL = 0x1000000;

export interface ForcingWords {
  /** The word that an update's draws are made from: key = hash(seed, RandomStream.teacherForcing, update, 0). */
  readonly forcingKey: number;
  /** The teacher is heard where a draw, uniform in [0, 2²⁴), lies below this: P = probability. */
  readonly forcingBelow: number;
}

/** What the draws of a feed need. */
export function forcingWords({ forcing, update }: Pick<Feed, 'forcing' | 'update'>): ForcingWords {
  if (forcing === null) return { forcingKey: 0, forcingBelow: ALL };
  return {
    forcingKey: hash(forcing.seed, RandomStream.teacherForcing, update, 0),
    forcingBelow: Math.ceil(forcing.probability * ALL),
  };
}

/** Whether row b reads the teacher's token at target step u. */
export function isForced({ forcingKey, forcingBelow }: ForcingWords, u: number, b: number): boolean {
  return u === 0 || hash(forcingKey, RandomStream.teacherForcing, u, b) >>> 8 < forcingBelow;
}
