/**
 * Dates: a day written in one of many forms is read character by character and written as ISO 8601 writes it. The parts stand in other
 * places in every form, so a decoder that looks back can be seen looking for them. Every tenth day is held out and never trained on.
 */
import { uniformInteger } from '../core/random';
import { reservedTokens } from '../model/spec';
import { type CivilDate, dateForms, writeIso } from './date-forms';
import { attendingDecoder } from './letters';
import { scoreSymbolErrors } from './measures';
import { getNumber } from './options';
import { scoreExact } from './score';
import { randomStreamOf } from './streams';
import type { Stream, Task } from './task';

const EOS = reservedTokens.indexOf('EOS');
const FIRST_YEAR = 1950;
/** Days from 1950-01-01 to 2049-12-31. */
const DAYS = 36525;
/** Day n is held out where n is a multiple of this. */
const HELD_OUT_EVERY = 10;
const HELD_OUT_DAYS = Math.ceil(DAYS / HELD_OUT_EVERY);
const DAYS_OF: Readonly<Record<Stream, number>> = { train: DAYS - HELD_OUT_DAYS, heldOut: HELD_OUT_DAYS };
const ISO_CHARACTERS = '0123456789-';
/** The ISO form and EOS. */
const U = 'YYYY-MM-DD'.length + 1;

/** The date of day n, 0 = 1950-01-01. */
function dateOfDay(n: number): CivilDate {
  const date = new Date(Date.UTC(FIRST_YEAR, 0, 1 + n));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Day number k of those of a stream. */
function dayOfStream(stream: Stream, k: number): number {
  if (stream === 'heldOut') return HELD_OUT_EVERY * k;
  const between = HELD_OUT_EVERY - 1;
  return HELD_OUT_EVERY * Math.floor(k / between) + 1 + (k % between);
}

/** Every character of every form, in order of its code point; made from a year's days, which hold all months, days and digits. */
const characters = [...new Set(Array.from({ length: 365 }, (_, n) => dateForms.flatMap((form) => Array.from(form(dateOfDay(n))))).flat())].sort();
const sourceIds = new Map(characters.map((character, k) => [character, reservedTokens.length + k]));

/** Characters of the longest date that the first `count` forms write. */
const longest = dateForms.map((form) => Math.max(...Array.from({ length: 365 }, (_, n) => form(dateOfDay(n)).length)));

function toSource(text: string): number[] {
  return Array.from(text, (character) => {
    const id = sourceIds.get(character);
    if (id === undefined) throw new Error(`task dates: every character must be in the vocabulary, got ${JSON.stringify(character)}`);
    return id;
  });
}

function toTarget(text: string): number[] {
  return [...Array.from(text, (character) => reservedTokens.length + ISO_CHARACTERS.indexOf(character)), EOS];
}

export const dates: Task = {
  name: 'dates',
  options: { forms: { type: 'integer', default: dateForms.length, min: 1, max: dateForms.length } },
  input: () => ({ kind: 'tokens', vocabSize: reservedTokens.length + characters.length, embeddingSize: 16 }),
  output: () => attendingDecoder(reservedTokens.length + ISO_CHARACTERS.length),
  metric: { name: 'exact', better: 'higher' },
  /** The entropy of a day, spread over what is written. */
  baseline: () => ({ name: 'every day equally likely', value: Math.log(DAYS) / U }),
  symbols: () => ({ inputs: [...reservedTokens, ...characters], outputs: [...reservedTokens, ...Array.from(ISO_CHARACTERS)] }),

  sample(options, seed, stream, first, count) {
    const forms = getNumber(options, 'forms');
    const T = Math.max(...longest.slice(0, forms));
    const inputs = new Int32Array(count * T); // PAD past a date's end
    const lengths = new Int32Array(count);
    const targets = new Int32Array(count * U);
    for (let b = 0; b < count; b++) {
      const draw = (j: number, n: number): number => uniformInteger(seed, randomStreamOf[stream], first + b, j, n);
      const date = dateOfDay(dayOfStream(stream, draw(0, DAYS_OF[stream])));
      const source = toSource(dateForms[draw(1, forms)](date));
      inputs.set(source, b * T);
      lengths[b] = source.length;
      targets.set(toTarget(writeIso(date)), b * U);
    }
    return {
      inputs: { shape: [count, T], data: inputs },
      lengths: { shape: [count], data: lengths },
      targets: { shape: [count, U], data: targets },
    };
  },

  score: scoreExact,
  measure: (outputs, batch) => ({ symbolErrorRate: scoreSymbolErrors(outputs, batch) }),
};
