/** What the tasks share that turn one sequence of random letters into another: their options, vocabulary and examples. */
import { uniformInteger } from '../core/random';
import type { DecoderSpec } from '../model/spec';
import { reservedTokens } from '../model/spec';
import { scoreSymbolErrors } from './measures';
import { getNumber } from './options';
import { scoreExact } from './score';
import { randomStreamOf } from './streams';
import type { Task } from './task';

const EOS = reservedTokens.indexOf('EOS');
const FIRST_LETTER = reservedTokens.length;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A decoder that looks back as Luong's does, with dot scores. */
export function attendingDecoder(vocabSize: number): DecoderSpec {
  return { kind: 'decoder', vocabSize, embeddingSize: 16, attention: { score: 'dot', query: 'current', inputFeeding: false } };
}

/** @param change what is asked for: the letters' token ids in another order; it may change its argument. */
export function createLetterTask(name: string, change: (letters: Int32Array) => Int32Array, baseline: Task['baseline']): Task {
  return {
    name,
    options: {
      length: { type: 'integer', default: 10, min: 1, max: 100 },
      symbols: { type: 'integer', default: 8, min: 2, max: LETTERS.length },
    },
    input: (options) => ({ kind: 'tokens', vocabSize: FIRST_LETTER + getNumber(options, 'symbols'), embeddingSize: 16 }),
    output: (options) => attendingDecoder(FIRST_LETTER + getNumber(options, 'symbols')),
    metric: { name: 'exact', better: 'higher' },
    baseline,

    symbols(options) {
      const names = [...reservedTokens, ...Array.from(LETTERS.slice(0, getNumber(options, 'symbols')))];
      return { inputs: names, outputs: names };
    },

    sample(options, seed, stream, first, count) {
      const T = getNumber(options, 'length');
      const symbols = getNumber(options, 'symbols');
      const random = randomStreamOf[stream];
      const inputs = new Int32Array(count * T);
      const targets = new Int32Array(count * (T + 1)).fill(EOS);
      for (let b = 0; b < count; b++) {
        const letters = inputs.subarray(b * T, (b + 1) * T);
        for (let t = 0; t < T; t++) letters[t] = FIRST_LETTER + uniformInteger(seed, random, first + b, t, symbols);
        targets.set(change(letters.slice()), b * (T + 1));
      }
      return { inputs: { shape: [count, T], data: inputs }, targets: { shape: [count, T + 1], data: targets } };
    },

    score: scoreExact,
    measure: (outputs, batch) => ({ symbolErrorRate: scoreSymbolErrors(outputs, batch) }),
  };
}
