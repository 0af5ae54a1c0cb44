/**
 * Temporal order: among letters that mean nothing, X or Y comes at two or three places far apart; the answer is which came, in their order.
 * That they came is not enough to know: the state must keep when.
 *
 * Hochreiter and Schmidhuber, "Long short-term memory", Neural Computation 9(8), 1997, experiments 6a (two marks, 4 classes) and 6b (three, 8).
 * The places are theirs as shares of the length; theirs is 100 to 110, ours is fixed.
 */
import { uniformInteger } from '../core/random';
import { reservedTokens } from '../model/spec';
import { getNumber } from './options';
import { scoreAccuracy } from './score';
import { randomStreamOf } from './streams';
import type { Task } from './task';

/** The first step, the last step, the letters that mean nothing, and those that count. */
const NAMES = 'EBabcdXY';
const idOf = (letter: string): number => reservedTokens.length + NAMES.indexOf(letter);
const START = idOf('E');
const END = idOf('B');
const NOTHING = idOf('a');
const NOTHINGS = 4;
const X = idOf('X');

/** Where each mark lies, as shares of the length, by the number of marks. */
const places: Readonly<Record<number, readonly (readonly [from: number, to: number])[]>> = {
  2: [
    [0.1, 0.2],
    [0.5, 0.6],
  ],
  3: [
    [0.1, 0.2],
    [0.33, 0.43],
    [0.66, 0.76],
  ],
};

export const temporalOrder: Task = {
  name: 'temporalOrder',
  options: {
    length: { type: 'integer', default: 50, min: 10, max: 1000 },
    marks: { type: 'integer', default: 2, min: 2, max: 3 },
  },
  input: () => ({ kind: 'tokens', vocabSize: reservedTokens.length + NAMES.length, embeddingSize: 8 }),
  output: (options) => ({ kind: 'last', size: 2 ** getNumber(options, 'marks'), loss: 'crossEntropy', dropout: 0, hidden: [] }),
  metric: { name: 'accuracy', better: 'higher' },
  baseline: (options) => ({ name: 'every order equally likely', value: getNumber(options, 'marks') * Math.LN2 }),

  symbols(options) {
    const marks = getNumber(options, 'marks');
    const nameOf = (k: number): string => Array.from({ length: marks }, (_, m) => ((k >> (marks - 1 - m)) & 1 ? 'Y' : 'X')).join('');
    return { inputs: [...reservedTokens, ...Array.from(NAMES)], outputs: Array.from({ length: 2 ** marks }, (_, k) => nameOf(k)) };
  },

  sample(options, seed, stream, first, count) {
    const T = getNumber(options, 'length');
    const marks = places[getNumber(options, 'marks')];
    const random = randomStreamOf[stream];
    const inputs = new Int32Array(count * T);
    const targets = new Int32Array(count);
    for (let b = 0; b < count; b++) {
      const draw = (j: number, among: number): number => uniformInteger(seed, random, first + b, j, among);
      for (let t = 0; t < T; t++) inputs[b * T + t] = NOTHING + draw(t, NOTHINGS);
      inputs[b * T] = START;
      inputs[(b + 1) * T - 1] = END;
      marks.forEach(([from, to], m) => {
        const at = Math.floor(from * T);
        const which = draw(T + 2 * m, 2);
        inputs[b * T + at + draw(T + 2 * m + 1, Math.max(1, Math.floor(to * T) - at))] = X + which;
        targets[b] = 2 * targets[b] + which;
      });
    }
    return { inputs: { shape: [count, T], data: inputs }, targets: { shape: [count], data: targets } };
  },

  score: (outputs, batch) => scoreAccuracy(outputs, batch.targets.data, outputs.length / batch.targets.data.length),
};
