/**
 * Parity: bits are read, and after each the answer is whether the ones so far are odd in number. One bit of memory is enough, but every one
 * that is read must change it, and no other step may.
 *
 * Minsky and Papert, "Perceptrons", 1969; as a task for recurrent networks in Hochreiter and Schmidhuber, "Long short-term memory", Neural
 * Computation 9(8), 1997, section 5, where random weights are found to solve it.
 */
import { uniformInteger } from '../core/random';
import { getNumber } from './options';
import { scoreSets } from './score';
import { randomStreamOf } from './streams';
import type { Task } from './task';

export const parity: Task = {
  name: 'parity',
  options: { length: { type: 'integer', default: 20, min: 1, max: 1000 } },
  input: () => ({ kind: 'values', size: 1 }),
  output: () => ({ kind: 'every', size: 1, loss: 'bce', dropout: 0, hidden: [] }),
  metric: { name: 'accuracy', better: 'higher' },
  /** At the first step the bit is the answer; from then on an unknown bit leaves both answers equally likely. Steps are not told apart. */
  baseline: (options) => ({ name: 'the present bit alone', value: measureMemoryless(getNumber(options, 'length')) }),
  symbols: () => ({ inputs: ['bit'], outputs: ['odd'] }),

  sample(options, seed, stream, first, count) {
    const T = getNumber(options, 'length');
    const inputs = new Float32Array(count * T);
    const targets = new Float32Array(count * T);
    for (let b = 0; b < count; b++) {
      for (let t = 0; t < T; t++) {
        const bit = uniformInteger(seed, randomStreamOf[stream], first + b, t, 2);
        inputs[b * T + t] = bit;
        targets[b * T + t] = t === 0 ? bit : (targets[b * T + t - 1] + bit) % 2;
      }
    }
    return { inputs: { shape: [count, T, 1], data: inputs }, targets: { shape: [count, T, 1], data: targets } };
  },

  score: (outputs, batch) => scoreSets(outputs, batch.targets.data, 1),
};

/** Entropy in nats of the answer, the present bit known: it is the bit's with probability 1/2 + 1/(2T). */
function measureMemoryless(T: number): number {
  const p = 0.5 + 0.5 / T;
  return p === 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p);
}
