/**
 * Recall: a symbol is shown once, blanks follow, and `lag` steps later a query asks which symbol it was. It asks a network to write once,
 * keep, and read once, so that the gates can be seen doing each.
 *
 * There are only `symbols` different sequences; training and held-out examples differ in their order alone.
 */
import { uniformInteger } from '../core/random';
import { reservedTokens } from '../model/spec';
import { getNumber } from './options';
import { scoreAccuracy } from './score';
import { randomStreamOf } from './streams';
import type { Task } from './task';

/** Token ids after the reserved PAD, BOS and EOS. */
const BLANK = reservedTokens.length;
const QUERY = BLANK + 1;
const FIRST_SYMBOL = BLANK + 2;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export const recall: Task = {
  name: 'recall',
  options: {
    /** Steps from the symbol to the query: a sequence has lag + 1 steps. */
    lag: { type: 'integer', default: 20, min: 1, max: 999 },
    symbols: { type: 'integer', default: 8, min: 2, max: LETTERS.length },
  },
  input: (options) => ({ kind: 'tokens', vocabSize: FIRST_SYMBOL + getNumber(options, 'symbols'), embeddingSize: 8 }),
  output: (options) => ({ kind: 'last', size: getNumber(options, 'symbols'), loss: 'crossEntropy', dropout: 0, hidden: [] }),
  metric: { name: 'accuracy', better: 'higher' },
  baseline: (options) => ({ name: 'every symbol equally likely', value: Math.log(getNumber(options, 'symbols')) }),

  symbols(options) {
    const letters = Array.from(LETTERS.slice(0, getNumber(options, 'symbols')));
    return { inputs: [...reservedTokens, '·', '?', ...letters], outputs: letters };
  },

  sample(options, seed, stream, first, count) {
    const T = getNumber(options, 'lag') + 1;
    const symbols = getNumber(options, 'symbols');
    const inputs = new Int32Array(count * T).fill(BLANK);
    const targets = new Int32Array(count);
    for (let b = 0; b < count; b++) {
      targets[b] = uniformInteger(seed, randomStreamOf[stream], first + b, 0, symbols);
      inputs[b * T] = FIRST_SYMBOL + targets[b];
      inputs[b * T + T - 1] = QUERY;
    }
    return { inputs: { shape: [count, T], data: inputs }, targets: { shape: [count], data: targets } };
  },

  score: (outputs, batch) => scoreAccuracy(outputs, batch.targets.data, outputs.length / batch.targets.data.length),
};
