/**
 * Speak: digits are shown, each at its first step and then only how far into it we are, and at every step the answer is how loud each band of pitch is
 * when one voice says them. It is speech synthesis in small: the state must keep which digit it is. Every third speed of speaking is held out.
 */
import { uniformInteger } from '../core/random';
import { melBands } from '../core/sound/bands';
import type { Examples } from './later-task';
import { getNumber } from './options';
import { scoreSquaredError } from './score';
import { meansOf, stretch } from './speech-means';
import { countSteps, loadWords, longestOf, type Word } from './speech';
import { digitNames } from './speech-names';
import { randomStreamOf } from './streams';
import type { Options, ReadData, Stream } from './task';

/** Of each speed its ten words. */
type Speed = readonly Word[];
let parts: Readonly<Record<Stream, readonly Speed[]>> | null = null;
const getSpeeds = (stream: Stream): readonly Speed[] => {
  if (!parts) throw new Error('task speak: load must have resolved before its examples are asked for');
  return parts[stream];
};

const WIDTH = digitNames.length + 1;
/** Goes with a number that no 2 and no 5 divides through all held-out strings, far ones after one another. */
const STRIDE = 7919;

/** The words of example i. */
function wordsOf(options: Options, seed: number, stream: Stream, i: number): readonly Word[] {
  const count = getNumber(options, 'digits');
  const speeds = getSpeeds(stream);
  if (stream === 'train') {
    const draw = (j: number, below: number): number => uniformInteger(seed, randomStreamOf.train, i, j, below);
    const speed = speeds[draw(0, speeds.length)];
    return Array.from({ length: count }, (_, n) => speed[draw(n + 1, digitNames.length)]);
  }
  const all = speeds.length * digitNames.length ** count;
  const row = ((i % all) * STRIDE) % all;
  const speed = speeds[Math.floor(row / digitNames.length ** count)];
  return Array.from({ length: count }, (_, n) => speed[Math.floor(row / digitNames.length ** n) % digitNames.length]);
}

let rival: number | null = null;

/** Mean squared error, over all steps of the held-out words, of the mean picture of their digit drawn out to their length. */
function measureRival(): number {
  const means = meansOf(getSpeeds('train').flat());
  let [sum, count] = [0, 0];
  for (const word of getSpeeds('heldOut').flat()) {
    const drawnOut = stretch(means[word.digit], countSteps(word));
    sum += scoreSquaredError(drawnOut, word.frames).sum;
    count += word.frames.length;
  }
  return sum / count;
}

/** Variance of the bands over all steps of training, each about its own mean. */
function measureVariance(): number {
  const words = getSpeeds('train').flat();
  const sums = new Float64Array(melBands);
  const squares = new Float64Array(melBands);
  let T = 0;
  for (const { frames } of words) {
    frames.forEach((value, k) => {
      sums[k % melBands] += value;
      squares[k % melBands] += value ** 2;
    });
    T += frames.length / melBands;
  }
  return squares.reduce((all, square, band) => all + square / T - (sums[band] / T) ** 2, 0) / melBands;
}

const examples: Examples = {
  baseline: () => ({ name: 'always the mean spectrum', value: measureVariance() }),
  rival: () => ({ name: 'the digit’s mean spectrogram', metric: (rival ??= measureRival()) }),
  heldOutCount: (options) => getSpeeds('heldOut').length * digitNames.length ** getNumber(options, 'digits'),

  sample(options, seed, stream, first, count) {
    const T = getNumber(options, 'digits') * longestOf([...getSpeeds('train'), ...getSpeeds('heldOut')].flat());
    const inputs = new Float32Array(count * T * WIDTH);
    const targets = new Float32Array(count * T * melBands);
    const lengths = new Int32Array(count);
    for (let b = 0; b < count; b++) {
      let t = b * T;
      for (const word of wordsOf(options, seed, stream, first + b)) {
        const steps = countSteps(word);
        inputs[t * WIDTH + word.digit] = 1;
        for (let k = 0; k < steps; k++) inputs[(t + k) * WIDTH + digitNames.length] = k / (steps - 1);
        targets.set(word.frames, t * melBands);
        t += steps;
      }
      lengths[b] = t - b * T;
    }
    return {
      inputs: { shape: [count, T, WIDTH], data: inputs },
      lengths: { shape: [count], data: lengths },
      targets: { shape: [count, T, melBands], data: targets },
    };
  },

  score(outputs, batch) {
    const { lengths, targets } = batch;
    const [B, T] = targets.shape;
    let [sum, count] = [0, 0];
    for (let b = 0; b < B; b++) {
      const [from, to] = [b * T * melBands, (b * T + lengths.data[b]) * melBands];
      sum += scoreSquaredError(outputs.subarray(from, to), targets.data.subarray(from, to)).sum;
      count += to - from;
    }
    return { sum, count };
  },
};

/** @throws InputError naming a file of speech that is not the one that the project ships */
export async function loadSpeak(read: ReadData): Promise<Examples> {
  if (parts) return examples;
  const words = await loadWords(read, 'speech-speaker.txt');
  const names = [...new Set(words.map(({ voice }) => voice))];
  const speeds = names.map((name) => words.filter(({ voice }) => voice === name).sort((a, b) => a.digit - b.digit));
  parts = { train: speeds.filter((_, k) => k % 3 !== 1), heldOut: speeds.filter((_, k) => k % 3 === 1) };
  return examples;
}
