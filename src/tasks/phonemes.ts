/**
 * Phonemes: an English word is read letter by letter, and how it is spoken is written phoneme by phoneme, in ARPAbet and without stress. Letters and
 * phonemes do not pair one to one, so a decoder must find where to look. 20,000 words, the last tenth held out.
 *
 * Carnegie Mellon University's Pronouncing Dictionary. Read with attention as in Toshniwal and Livescu, "Jointly learning to align and convert
 * graphemes to phonemes with neural attention models", SLT 2016.
 */
import { reservedTokens } from '../model/spec';
import { readDataFile } from './data-files';
import { measureEntropy } from './entropy';
import { attendingDecoder } from './letters';
import { getNumber } from './options';
import { scoreExact } from './score';
import { rowOf } from './streams';
import type { Options, Stream, Task } from './task';

const EOS = reservedTokens.indexOf('EOS');
const HELD_OUT_SHARE = 0.1;
const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz');
const PHONEMES = 'AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH'.split(' ');
/** What a data file writes for each phoneme. */
const CODES = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm';
/** Letters, and phonemes, of the longest words. */
const LONGEST = 10;

interface Word {
  readonly letters: string;
  readonly spoken: string;
}

function createPhonemesTask(): Task {
  let parts: Readonly<Record<Stream, readonly Word[]>> | null = null;
  const getParts = (): Readonly<Record<Stream, readonly Word[]>> => {
    if (!parts) throw new Error('task phonemes: load must have resolved before its examples are asked for');
    return parts;
  };
  /** By the longest word, once asked for. */
  const chosen = new Map<number, Readonly<Record<Stream, readonly Word[]>>>();
  const getWords = (options: Options, stream: Stream): readonly Word[] => {
    const longest = getNumber(options, 'length');
    const known = chosen.get(longest);
    if (known) return known[stream];
    const fits = ({ letters }: Word): boolean => letters.length <= longest;
    const { train, heldOut } = getParts();
    const made = { train: train.filter(fits), heldOut: heldOut.filter(fits) };
    chosen.set(longest, made);
    return made[stream];
  };
  return {
    name: 'phonemes',
    /** Words of more letters are left out. */
    options: { length: { type: 'integer', default: LONGEST, min: 3, max: LONGEST } },
    async load(read) {
      parts ??= splitWords(await readDataFile(read, 'phonemes.txt'));
    },
    input: () => ({ kind: 'tokens', vocabSize: reservedTokens.length + LETTERS.length, embeddingSize: 24 }),
    output: () => attendingDecoder(reservedTokens.length + PHONEMES.length),
    metric: { name: 'exact', better: 'higher' },
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
  };
}

export const phonemes = createPhonemesTask();

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
