/** The examples of the task `phonemes`: words of the dictionary, and how they are spoken. */
import { reservedTokens } from '../model/spec';
import { measureEntropy } from './entropy';
import type { TaskExamples } from './loaded-task';
import { getNumber } from './options';
import { LETTERS, LONGEST, PHONEMES } from './phoneme-alphabets';
import { scoreSymbolErrors } from './measures';
import { scoreExact } from './score';
import { rowOf } from './streams';
import type { Options, Stream } from './task';

const EOS = reservedTokens.indexOf('EOS');
const HELD_OUT_SHARE = 0.1;
/** What a data file writes for each phoneme. */
const CODES = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm';

interface Word {
  readonly letters: string;
  readonly spoken: string;
}

/** @param text the data file */
export function openPhonemeExamples(text: string): TaskExamples {
  const parts = splitWords(text);
  /** By the longest word, once asked for. */
  const chosen = new Map<number, Readonly<Record<Stream, readonly Word[]>>>();
  const getWords = (options: Options, stream: Stream): readonly Word[] => {
    const longest = getNumber(options, 'length');
    const known = chosen.get(longest);
    if (known) return known[stream];
    const fits = ({ letters }: Word): boolean => letters.length <= longest;
    const { train, heldOut } = parts;
    const made = { train: train.filter(fits), heldOut: heldOut.filter(fits) };
    chosen.set(longest, made);
    return made[stream];
  };
  return {
    baseline: (options) => ({ name: 'phoneme frequencies', value: measureEntropy(countPhonemes(getWords(options, 'train'))) }),
    heldOutCount: (options) => getWords(options, 'heldOut').length,
    symbols: () => ({ inputs: [...reservedTokens, ...LETTERS], outputs: [...reservedTokens, ...PHONEMES] }),

    sample(options, seed, stream, first, count) {
      const words = getWords(options, stream);
      const T = getNumber(options, 'length');
      const U = LONGEST + 1;
      const inputs = new Int32Array(count * T);
      const lengths = new Int32Array(count);
      const targets = new Int32Array(count * U);
      const targetLengths = new Int32Array(count);
      for (let b = 0; b < count; b++) {
        const { letters, spoken } = words[rowOf(seed, stream, first + b, words.length)];
        inputs.set(
          Array.from(letters, (letter) => reservedTokens.length + LETTERS.indexOf(letter)),
          b * T,
        );
        targets.set([...Array.from(spoken, (code) => reservedTokens.length + CODES.indexOf(code)), EOS], b * U);
        lengths[b] = letters.length;
        targetLengths[b] = spoken.length + 1;
      }
      return {
        inputs: { shape: [count, T], data: inputs },
        lengths: { shape: [count], data: lengths },
        targets: { shape: [count, U], data: targets },
        targetLengths: { shape: [count], data: targetLengths },
      };
    },

    score: scoreExact,
    measure: (outputs, batch) => ({ phonemeErrorRate: scoreSymbolErrors(outputs, batch) }),
  };
}

function splitWords(text: string): Readonly<Record<Stream, readonly Word[]>> {
  const words = text
    .trimEnd()
    .split('\n')
    .map((line): Word => {
      const [letters, spoken] = line.split(' ');
      return { letters, spoken };
    });
  const border = Math.round(words.length * (1 - HELD_OUT_SHARE));
  return { train: words.slice(0, border), heldOut: words.slice(border) };
}

/** How often each phoneme, and the end, is written. */
function countPhonemes(words: readonly Word[]): Iterable<number> {
  const counts = new Map<string, number>([['', words.length]]);
  for (const { spoken } of words) for (const code of spoken) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts.values();
}
