/**
 * More voices than there are: a word said faster or slower, softer, and by a larger or smaller speaker, as a network hears it in training so that it does
 * not know the few voices by heart. The frequencies of a speaker's sounds go with the length of the vocal tract, so these are shifted all alike
 * (Jaitly and Hinton, "Vocal tract length perturbation", 2013).
 */
import { melBands, soundRange } from '../core/sound/bands';
import { stretch } from './speech-means';
import { countSteps, type Word } from './speech';

/** How many times longer the shortest and the longest are. */
const LENGTHS = [0.8, 1.25];
/** Decibels that a word is softer at most. */
const SOFTEST = 12;
/** Bands that a sound is shifted by at most, up or down. */
const SHIFT = 1.5;

/** @param draw a number of [0, 1) for each of length, loudness and shift */
export function varyWord(word: Word, draw: (what: 0 | 1 | 2) => number): Word {
  const T = Math.max(2, Math.round(countSteps(word) * (LENGTHS[0] + (LENGTHS[1] - LENGTHS[0]) * draw(0))));
  const softer = (SOFTEST * draw(1)) / soundRange;
  const shift = SHIFT * (2 * draw(2) - 1);
  const drawnOut = stretch(word.frames, T);
  const frames = Float32Array.from(drawnOut, (_, k) => {
    const band = k % melBands;
    const at = Math.max(0, Math.min(melBands - 1, band - shift));
    const low = Math.floor(at);
    const [below, above] = [drawnOut[k - band + low], drawnOut[k - band + Math.min(melBands - 1, low + 1)]];
    return Math.max(0, below + (at - low) * (above - below) - softer);
  });
  return { ...word, frames };
}
