/**
 * Marked recall: random letters are read, one of them in capitals; at the end it is asked which letter that was. Unlike a lone symbol among
 * blanks, it must be kept while other letters, which must not be kept, go on coming.
 *
 * The two-sequence problems with noise of Hochreiter and Schmidhuber, "Long short-term memory", Neural Computation 9(8), 1997, experiment 3,
 * ask for the same; the mark and its place are ours.
 */
import { uniformInteger } from '../core/random';
import { reservedTokens } from '../model/spec';
import { getNumber } from './options';
import { scoreAccuracy } from './score';
import { randomStreamOf } from './streams';
import type { Task } from './task';

const QUERY = reservedTokens.length;
const FIRST_LETTER = QUERY + 1;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

export const markedRecall: Task = {
  name: 'markedRecall',
  options: {
    /** Letters before the query: a sequence has length + 1 steps. */
    length: { type: 'integer', default: 20, min: 2, max: 999 },
    symbols: { type: 'integer', default: 4, min: 2, max: LETTERS.length },
  },
  input: (options) => ({ kind: 'tokens', vocabSize: FIRST_LETTER + 2 * getNumber(options, 'symbols'), embeddingSize: 8 }),
  output: (options) => ({ kind: 'last', size: getNumber(options, 'symbols'), loss: 'crossEntropy', dropout: 0, hidden: [] }),
  metric: { name: 'accuracy', better: 'higher' },
  baseline: (options) => ({ name: 'every letter equally likely', value: Math.log(getNumber(options, 'symbols')) }),

  symbols(options) {
    const letters = Array.from(LETTERS.slice(0, getNumber(options, 'symbols')));
    return { inputs: [...reservedTokens, '?', ...letters, ...letters.map((letter) => letter.toUpperCase())], outputs: letters };
  },

  sample(options, seed, stream, first, count) {
    const letters = getNumber(options, 'length');
    const symbols = getNumber(options, 'symbols');
    const random = randomStreamOf[stream];
    const T = letters + 1;
    const inputs = new Int32Array(count * T).fill(QUERY);
    const targets = new Int32Array(count);
    for (let b = 0; b < count; b++) {
      for (let t = 0; t < letters; t++) inputs[b * T + t] = FIRST_LETTER + uniformInteger(seed, random, first + b, t, symbols);
      const marked = b * T + uniformInteger(seed, random, first + b, letters, Math.floor(letters / 2)); // in the first half
      targets[b] = inputs[marked] - FIRST_LETTER;
      inputs[marked] += symbols;
    }
    return { inputs: { shape: [count, T], data: inputs }, targets: { shape: [count], data: targets } };
  },

  score: (outputs, batch) => scoreAccuracy(outputs, batch.targets.data, outputs.length / batch.targets.data.length),
};
