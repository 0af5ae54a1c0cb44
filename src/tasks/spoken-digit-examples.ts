/**
 * Spoken digits: a word of synthetic speech is read as the loudness of twenty bands of pitch, fifty steps a second, and named at the end, or some quiet
 * steps later. Voices that are asked about are never heard in training.
 */
import { melBands } from '../core/sound/bands';
import { measureEntropy } from './entropy';
import type { Examples } from './later-task';
import { getNumber } from './options';
import { scoreAccuracy } from './score';
import { nearestMean } from './speech-means';
import { addNoise, countSteps, loadVoices, longestOf, type Word } from './speech';
import { digitNames } from './speech-names';
import { rowOf } from './streams';
import type { ReadData, Stream } from './task';

let parts: Readonly<Record<Stream, readonly Word[]>> | null = null;
const getParts = (): Readonly<Record<Stream, readonly Word[]>> => {
  if (!parts) throw new Error('task spokenDigits: load must have resolved before its examples are asked for');
  return parts;
};

/** What the rule reaches, by the noise, once it was asked for. */
const rivals = new Map<number, number>();

function measureRival(noise: number): number {
  const { train, heldOut } = getParts();
  const right = heldOut.filter(({ digit, frames: clean }, i) => {
    const frames = clean.slice();
    addNoise(frames, noise, 0, 'heldOut', i);
    return nearestMean(frames, train) === digit;
  });
  return right.length / heldOut.length;
}

const examples: Examples = {
  baseline() {
    const { train } = getParts();
    return { name: 'class frequencies', value: measureEntropy(digitNames.map((_, digit) => train.filter((word) => word.digit === digit).length)) };
  },
  /** The rule is told where a word begins and ends, and its means are of words without noise. */
  rival(options) {
    const noise = getNumber(options, 'noise');
    const metric = rivals.get(noise) ?? measureRival(noise);
    rivals.set(noise, metric);
    return { name: 'nearest mean spectrogram', metric };
  },
  heldOutCount: () => getParts().heldOut.length,

  sample(options, seed, stream, first, count) {
    const { train, heldOut } = getParts();
    const words = stream === 'train' ? train : heldOut;
    const lag = getNumber(options, 'lag');
    const T = Math.max(longestOf(train), longestOf(heldOut)) + lag;
    const inputs = new Float32Array(count * T * melBands);
    const lengths = new Int32Array(count);
    const targets = new Int32Array(count);
    for (let b = 0; b < count; b++) {
      const word = words[rowOf(seed, stream, first + b, words.length)];
      const from = b * T * melBands;
      lengths[b] = countSteps(word) + lag;
      targets[b] = word.digit;
      inputs.set(word.frames, from);
      addNoise(inputs.subarray(from, from + lengths[b] * melBands), getNumber(options, 'noise'), seed, stream, first + b);
    }
    return {
      inputs: { shape: [count, T, melBands], data: inputs },
      lengths: { shape: [count], data: lengths },
      targets: { shape: [count], data: targets },
    };
  },

  score: (outputs, batch) => scoreAccuracy(outputs, batch.targets.data, digitNames.length),
};

/** @throws InputError naming a file of speech that is not the one that the project ships */
export async function loadSpokenDigits(read: ReadData): Promise<Examples> {
  parts ??= await loadVoices(read);
  return examples;
}
