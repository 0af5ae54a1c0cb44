/**
 * Digit strings: two or more digits, spoken by one voice in a row, are read as loudness, and a decoder writes them, looking back at what was heard.
 * Voices that are asked about are never heard in training.
 */
import { uniformInteger } from '../core/random';
import { melBands } from '../core/sound/bands';
import { reservedTokens } from '../model/spec';
import type { Examples } from './later-task';
import { scoreSymbolErrors } from './measures';
import { getNumber } from './options';
import { scoreExact } from './score';
import { addNoise, countSteps, loadVoices, longestOf, type Word } from './speech';
import { digitNames } from './speech-names';
import { randomStreamOf } from './streams';
import type { Options, ReadData, Stream } from './task';

const EOS = reservedTokens.indexOf('EOS');
const FEWEST = 2;
/** Most quiet steps between two digits. */
const QUIET = 4;

/** Of each voice in each accent its ten words. */
type Talker = readonly Word[];
let parts: Readonly<Record<Stream, readonly Talker[]>> | null = null;
const getParts = (): Readonly<Record<Stream, readonly Talker[]>> => {
  if (!parts) throw new Error('task digitStrings: load must have resolved before its examples are asked for');
  return parts;
};

function talkersOf(words: readonly Word[]): readonly Talker[] {
  const names = [...new Set(words.map(({ voice, accent }) => `${voice} ${accent}`))];
  return names.map((name) => words.filter(({ voice, accent }) => `${voice} ${accent}` === name).sort((a, b) => a.digit - b.digit));
}

/** Steps that the longest string could have. */
function stepsOf(options: Options): number {
  const { train, heldOut } = getParts();
  return getNumber(options, 'digits') * (longestOf([...train, ...heldOut].flat()) + QUIET) - QUIET;
}

const examples: Examples = {
  /** Digits and how many there are, each equally likely; the mean over all that is written, the end too. */
  baseline(options) {
    const most = getNumber(options, 'digits');
    const mean = (FEWEST + most) / 2;
    return { name: 'any digits', value: (mean * Math.log(digitNames.length) + Math.log(most - FEWEST + 1)) / (mean + 1) };
  },

  sample(options, seed, stream, first, count) {
    const talkers = getParts()[stream];
    const random = randomStreamOf[stream];
    const most = getNumber(options, 'digits');
    const [T, U] = [stepsOf(options), most + 1];
    const inputs = new Float32Array(count * T * melBands);
    const lengths = new Int32Array(count);
    const targets = new Int32Array(count * U);
    const targetLengths = new Int32Array(count);
    for (let b = 0; b < count; b++) {
      const draw = (j: number, below: number): number => uniformInteger(seed, random, first + b, j, below);
      const talker = talkers[draw(0, talkers.length)];
      const digits = FEWEST + draw(1, most - FEWEST + 1);
      let t = 0;
      for (let n = 0; n < digits; n++) {
        const digit = draw(2 + 2 * n, digitNames.length);
        if (n > 0) t += draw(3 + 2 * n, QUIET + 1);
        inputs.set(talker[digit].frames, (b * T + t) * melBands);
        targets[b * U + n] = reservedTokens.length + digit;
        t += countSteps(talker[digit]);
      }
      targets[b * U + digits] = EOS;
      lengths[b] = t;
      targetLengths[b] = digits + 1;
      addNoise(inputs.subarray(b * T * melBands, (b * T + t) * melBands), getNumber(options, 'noise'), seed, stream, first + b);
    }
    return {
      inputs: { shape: [count, T, melBands], data: inputs },
      lengths: { shape: [count], data: lengths },
      targets: { shape: [count, U], data: targets },
      targetLengths: { shape: [count], data: targetLengths },
    };
  },

  score: scoreExact,
  measure: (outputs, batch) => ({ wordErrorRate: scoreSymbolErrors(outputs, batch) }),
};

/** @throws InputError naming a file of speech that is not the one that the project ships */
export async function loadDigitStrings(read: ReadData): Promise<Examples> {
  if (parts) return examples;
  const { train, heldOut } = await loadVoices(read);
  parts = { train: talkersOf(train), heldOut: talkersOf(heldOut) };
  return examples;
}
