/**
 * The adding problem: a sequence of random values, two of them marked; the answer is the sum of the marked two. It asks a network to keep
 * a number over many steps that do not matter.
 *
 * Hochreiter and Schmidhuber, "Long short-term memory", Neural Computation 9(8), 1997, experiment 4, in the form that is usual since:
 * values in [0, 1], one mark in each half of the sequence, fixed length.
 */
import { uniform, uniformInteger } from '../core/random';
import { getNumber } from './options';
import { scoreSquaredError } from './score';
import { randomStreamOf } from './streams';
import type { Task } from './task';

/** Input channels. */
const VALUE = 0;
const MARK = 1;
const CHANNELS = 2;

export const adding: Task = {
  name: 'adding',
  options: { length: { type: 'integer', default: 50, min: 2, max: 1000 } },
  input: () => ({ kind: 'values', size: CHANNELS }),
  output: () => ({ kind: 'last', size: 1, loss: 'mse', dropout: 0, hidden: [] }),
  metric: { name: 'mse', better: 'lower' },
  /** The variance of the sum of two independent values of variance 1/12. */
  baseline: () => ({ name: 'always 1', value: 1 / 6 }),
  symbols: () => ({ inputs: ['value', 'mark'], outputs: ['sum'] }),

  sample(options, seed, stream, first, count) {
    const T = getNumber(options, 'length');
    const half = Math.floor(T / 2);
    const random = randomStreamOf[stream];
    const inputs = new Float32Array(count * T * CHANNELS);
    const targets = new Float32Array(count);
    for (let b = 0; b < count; b++) {
      const example = first + b;
      const row = b * T * CHANNELS;
      for (let t = 0; t < T; t++) inputs[row + t * CHANNELS + VALUE] = uniform(seed, random, example, t);
      const marked = [uniformInteger(seed, random, example, T, half), half + uniformInteger(seed, random, example, T + 1, T - half)];
      for (const t of marked) {
        inputs[row + t * CHANNELS + MARK] = 1;
        targets[b] += inputs[row + t * CHANNELS + VALUE];
      }
    }
    return { inputs: { shape: [count, T, CHANNELS], data: inputs }, targets: { shape: [count, 1], data: targets } };
  },

  score: (outputs, batch) => scoreSquaredError(outputs, batch.targets.data),
};
