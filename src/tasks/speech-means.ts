/** Speech without a network: the mean picture of every digit, each word drawn out to the same length. */
import { melBands } from '../core/sound/bands';
import type { Word } from './speech';
import { digitNames } from './speech-names';

/** Steps that every word is drawn out to. */
const STEPS = 24;

/** A word's frames at `T` steps, in between along straight lines. */
export function stretch(frames: Float32Array, T: number): Float32Array {
  const last = frames.length / melBands - 1;
  return Float32Array.from({ length: T * melBands }, (_, k) => {
    const [t, band] = [Math.floor(k / melBands), k % melBands];
    const at = T === 1 ? 0 : (t * last) / (T - 1);
    const before = Math.min(last, Math.floor(at));
    const after = Math.min(last, before + 1);
    return frames[before * melBands + band] + (at - before) * (frames[after * melBands + band] - frames[before * melBands + band]);
  });
}

const means = new WeakMap<readonly Word[], readonly Float32Array[]>();

/** The mean picture of each digit, [24, bands]. */
export function meansOf(words: readonly Word[]): readonly Float32Array[] {
  const known = means.get(words);
  if (known) return known;
  const made = digitNames.map((_, digit) => {
    const own = words.filter((word) => word.digit === digit).map(({ frames }) => stretch(frames, STEPS));
    return Float32Array.from({ length: STEPS * melBands }, (__, k) => own.reduce((sum, frames) => sum + frames[k], 0) / own.length);
  });
  means.set(words, made);
  return made;
}

/** The digit whose mean picture differs least from these frames, by the sum of squares. */
export function nearestMean(frames: Float32Array, words: readonly Word[]): number {
  const drawnOut = stretch(frames, STEPS);
  const distances = meansOf(words).map((mean) => mean.reduce((sum, value, k) => sum + (value - drawnOut[k]) ** 2, 0));
  return distances.indexOf(Math.min(...distances));
}
