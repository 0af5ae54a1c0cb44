/**
 * Synthetic speech as the speech tasks read it: words of the speech files, each a picture of its sound, put one after another with quiet between,
 * and noise over all of it. Who speaks in training is never heard where examples are held out.
 */
import { uniform } from '../core/random';
import { melBands, soundRange } from '../core/sound/bands';
import { type DataFile, readDataFile } from './data-files';
import { readFrames } from './speech-frames';
import { randomStreamOf } from './streams';
import type { ReadData, Stream } from './task';

export interface Word {
  readonly digit: number;
  readonly voice: string;
  readonly accent: string;
  /** [T, bands], 0 … 1: decibels above the quietest that is heard, as a share of the range. */
  readonly frames: Float32Array;
}

const files = new Map<DataFile, readonly Word[]>();

/** @throws InputError naming the file, where it is not the one that the project ships */
export async function loadWords(read: ReadData, file: DataFile): Promise<readonly Word[]> {
  const known = files.get(file);
  if (known) return known;
  const lines = (await readDataFile(read, file)).trimEnd().split('\n');
  const words = lines.map((line): Word => {
    const [digit, voice, accent, frames] = line.split(' ');
    return { digit: Number(digit), voice, accent, frames: readFrames(frames) };
  });
  files.set(file, words);
  return words;
}

/** Every word of the training voices and of those held out, once both are there. */
export async function loadVoices(read: ReadData): Promise<Readonly<Record<Stream, readonly Word[]>>> {
  return { train: await loadWords(read, 'speech-train.txt'), heldOut: await loadWords(read, 'speech-held-out.txt') };
}

export function countSteps({ frames }: Word): number {
  return frames.length / melBands;
}

/** Steps of the longest of the words. */
export function longestOf(words: readonly Word[]): number {
  return words.reduce((longest, word) => Math.max(longest, countSteps(word)), 0);
}

/**
 * Adds noise to `steps` steps of frames in place: in each band and step a power of its own, on the average that of the noise.
 * @param i which example of the stream it is, so that it has the same noise whenever it is asked for
 */
export function addNoise(frames: Float32Array, noise: number, seed: number, stream: Stream, i: number): void {
  if (noise === 0) return;
  for (let k = 0; k < frames.length; k++) {
    // A stretch of words of its own, past all that an example is otherwise made of.
    const power = -(noise ** 2) * Math.log(1 - uniform(seed, randomStreamOf[stream], i, NOISE + k));
    const own = frames[k] === 0 ? 0 : 10 ** (((frames[k] - 1) * soundRange) / 10);
    frames[k] = Math.max(0, Math.min(1, 1 + (10 * Math.log10(own + power)) / soundRange));
  }
}

const NOISE = 1 << 16;
