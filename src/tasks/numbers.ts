/**
 * Numbers: a number in English words is read letter by letter and written in German, where the unit comes before the ten. Order changes between
 * the languages, so a decoder that looks back can be seen going the other way. Every tenth number is held out.
 */
import { reservedTokens } from '../model/spec';
import { measureEntropy } from './entropy';
import { attendingDecoder } from './letters';
import { scoreSymbolErrors } from './measures';
import { writeEnglish, writeGerman } from './number-words';
import { getNumber } from './options';
import { scoreExact } from './score';
import { rowOf } from './streams';
import type { Options, Stream, Task } from './task';

const EOS = reservedTokens.indexOf('EOS');
const HELD_OUT_EVERY = 10;
/** Which of every ten is held out: not the one that ends in 0, whose words are the shortest. */
const HELD_OUT = 7;
const MOST = 9999;

/** The letters of all numbers up to 9,999, all of which come in the first thousand and one. */
function lettersOf(write: (n: number) => string): readonly string[] {
  return [...new Set(Array.from({ length: 1001 }, (_, n) => Array.from(write(n))).flat())].sort();
}

const english = lettersOf(writeEnglish);
const german = lettersOf(writeGerman);
const SOURCE_SIZE = reservedTokens.length + english.length;
const TARGET_SIZE = reservedTokens.length + german.length;

/** The numbers of a stream up to the largest: the last digit is spread, so that every digit comes at every place in both. */
function isHeldOut(n: number): boolean {
  return (n + Math.floor(n / 10) + Math.floor(n / 100) + Math.floor(n / 1000)) % HELD_OUT_EVERY === HELD_OUT;
}

/** By the largest number, once asked for. */
const parts = new Map<number, Readonly<Record<Stream, readonly number[]>>>();

function numbersOf(options: Options): Readonly<Record<Stream, readonly number[]>> {
  const largest = getNumber(options, 'largest');
  const known = parts.get(largest);
  if (known) return known;
  const all = Array.from({ length: largest + 1 }, (_, n) => n);
  const made = { train: all.filter((n) => !isHeldOut(n)), heldOut: all.filter(isHeldOut) };
  parts.set(largest, made);
  return made;
}

/** Letters of the longest number up to the largest. */
function longestOf(write: (n: number) => string, options: Options): number {
  const { train, heldOut } = numbersOf(options);
  return [...train, ...heldOut].reduce((longest, n) => Math.max(longest, write(n).length), 0);
}

export const numbers: Task = {
  name: 'numbers',
  options: { largest: { type: 'integer', default: 999, min: 99, max: MOST } },
  input: () => ({ kind: 'tokens', vocabSize: SOURCE_SIZE, embeddingSize: 16 }),
  output: () => attendingDecoder(TARGET_SIZE),
  metric: { name: 'exact', better: 'higher' },
  baseline: (options) => ({ name: 'letter frequencies', value: measureEntropy(countLetters(numbersOf(options).train)) }),
  heldOutCount: (options) => numbersOf(options).heldOut.length,
  symbols: () => ({ inputs: [...reservedTokens, ...english], outputs: [...reservedTokens, ...german] }),

  sample(options, seed, stream, first, count) {
    const given = numbersOf(options)[stream];
    const T = longestOf(writeEnglish, options);
    const U = longestOf(writeGerman, options) + 1;
    const inputs = new Int32Array(count * T);
    const lengths = new Int32Array(count);
    const targets = new Int32Array(count * U);
    const targetLengths = new Int32Array(count);
    for (let b = 0; b < count; b++) {
      const n = given[rowOf(seed, stream, first + b, given.length)];
      const source = toIds(writeEnglish(n), english);
      const target = [...toIds(writeGerman(n), german), EOS];
      inputs.set(source, b * T);
      targets.set(target, b * U);
      lengths[b] = source.length;
      targetLengths[b] = target.length;
    }
    return {
      inputs: { shape: [count, T], data: inputs },
      lengths: { shape: [count], data: lengths },
      targets: { shape: [count, U], data: targets },
      targetLengths: { shape: [count], data: targetLengths },
    };
  },

  score: scoreExact,
  measure: (outputs, batch) => ({ symbolErrorRate: scoreSymbolErrors(outputs, batch) }),
};

function toIds(text: string, letters: readonly string[]): number[] {
  return Array.from(text, (letter) => reservedTokens.length + letters.indexOf(letter));
}

/** How often each letter, and the end, is written. */
function countLetters(given: readonly number[]): Iterable<number> {
  const counts = new Map<string, number>([['', given.length]]);
  for (const letter of given.flatMap((n) => Array.from(writeGerman(n)))) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return counts.values();
}
