/**
 * Copy memory: ten symbols are shown, blanks follow, and after a sign the ten must be given back in their order. It asks a network to keep
 * many things at once over many steps that do not matter.
 *
 * Hochreiter and Schmidhuber 1997 in the form of Arjovsky, Shah and Bengio, "Unitary evolution recurrent neural networks", ICML 2016.
 */
import { uniformInteger } from '../core/random';
import { reservedTokens } from '../model/spec';
import { getNumber } from './options';
import { scoreAccuracy } from './score';
import { randomStreamOf } from './streams';
import type { Task } from './task';

/** Symbols in a sequence, and how many different ones there are. */
const COUNT = 10;
const LETTERS = 'ABCDEFGH';
/** Token ids after the reserved ones. */
const BLANK = reservedTokens.length;
const SIGN = BLANK + 1;
const FIRST_SYMBOL = BLANK + 2;
/** Classes: the blank, then the symbols. */
const CLASSES = 1 + LETTERS.length;

/** Steps of a sequence: the symbols, lag - 1 blanks, the sign, and the answers. */
function lengthOf(lag: number): number {
  return lag + 2 * COUNT;
}

export const copy: Task = {
  name: 'copy',
  options: { lag: { type: 'integer', default: 20, min: 1, max: 980 } },
  input: () => ({ kind: 'tokens', vocabSize: FIRST_SYMBOL + LETTERS.length, embeddingSize: 8 }),
  output: () => ({ kind: 'every', size: CLASSES, loss: 'crossEntropy', dropout: 0, hidden: [] }),
  /** Of the symbols alone: blanks are easy. */
  metric: { name: 'accuracy', better: 'higher' },
  /** Blanks are certain, each symbol is a guess. */
  baseline: (options) => ({
    name: 'every symbol equally likely',
    value: (COUNT * Math.log(LETTERS.length)) / lengthOf(getNumber(options, 'lag')),
  }),
  symbols: () => ({ inputs: [...reservedTokens, '·', '?', ...Array.from(LETTERS)], outputs: ['·', ...Array.from(LETTERS)] }),

  sample(options, seed, stream, first, count) {
    const T = lengthOf(getNumber(options, 'lag'));
    const inputs = new Int32Array(count * T).fill(BLANK);
    const targets = new Int32Array(count * T);
    for (let b = 0; b < count; b++) {
      for (let k = 0; k < COUNT; k++) {
        const symbol = uniformInteger(seed, randomStreamOf[stream], first + b, k, LETTERS.length);
        inputs[b * T + k] = FIRST_SYMBOL + symbol;
        targets[(b + 1) * T - COUNT + k] = 1 + symbol;
      }
      inputs[(b + 1) * T - COUNT - 1] = SIGN;
    }
    return { inputs: { shape: [count, T], data: inputs }, targets: { shape: [count, T], data: targets } };
  },

  score(outputs, batch) {
    const [B, T] = batch.targets.shape;
    let sum = 0;
    for (let b = 0; b < B; b++) {
      const [from, to] = [(b + 1) * T - COUNT, (b + 1) * T];
      sum += scoreAccuracy(outputs.subarray(from * CLASSES, to * CLASSES), batch.targets.data.subarray(from, to), CLASSES).sum;
    }
    return { sum, count: B * COUNT };
  },
};
