/**
 * What the tasks share that read a formal language symbol by symbol and say after each which symbols may come next. Strings follow one another
 * without an end, so a sequence is any length; the first string begins at the first step.
 *
 * The way of asking is that of Gers and Schmidhuber, "LSTM recurrent networks learn simple context-free and context-sensitive languages",
 * IEEE Transactions on Neural Networks 12(6), 2001: all symbols that may follow, none of those that may not.
 */
import { uniform } from '../core/random';
import { reservedTokens } from '../model/spec';
import { type Grammar, measureMemoryless, type Move } from './grammar';
import { getNumber } from './options';
import { scoreSets } from './score';
import { randomStreamOf } from './streams';
import type { OptionRule, Options, Task } from './task';

const FIRST_SYMBOL = reservedTokens.length;

/** @param options beside `length`. A State must be equal to itself wherever it is met: a string or a number. */
export function createLanguageTask<State extends string | number>(
  name: string,
  options: Readonly<Record<string, OptionRule>>,
  grammarOf: (options: Options) => Grammar<State>,
): Task {
  return {
    name,
    options: { length: { type: 'integer', default: 30, min: 2, max: 1000 }, ...options },
    input: (given) => ({ kind: 'tokens', vocabSize: FIRST_SYMBOL + grammarOf(given).names.length, embeddingSize: 8 }),
    output: (given) => ({ kind: 'every', size: grammarOf(given).names.length, loss: 'bce', dropout: 0, hidden: [] }),
    /** Of the steps: every symbol that may follow, and no other. */
    metric: { name: 'accuracy', better: 'higher' },
    baseline: (given) => ({ name: 'the present symbol alone', value: measureMemoryless(grammarOf(given), getNumber(given, 'length')) }),

    symbols(given) {
      const names = Array.from(grammarOf(given).names);
      return { inputs: [...reservedTokens, ...names], outputs: names };
    },

    sample(given, seed, stream, first, count) {
      const T = getNumber(given, 'length');
      const { names, start, moves } = grammarOf(given);
      const V = names.length;
      const inputs = new Int32Array(count * T);
      const targets = new Float32Array(count * T * V);
      for (let b = 0; b < count; b++) {
        let state = start;
        for (let t = 0; t < T; t++) {
          const move = pick(moves(state), uniform(seed, randomStreamOf[stream], first + b, t));
          state = move.next;
          inputs[b * T + t] = FIRST_SYMBOL + move.symbol;
          for (const { symbol } of moves(state)) targets[(b * T + t) * V + symbol] = 1;
        }
      }
      return { inputs: { shape: [count, T], data: inputs }, targets: { shape: [count, T, V], data: targets } };
    },

    score: (outputs, batch) => scoreSets(outputs, batch.targets.data, batch.targets.shape[2]),
  };
}

/** The move whose share of [0, 1) holds `chance`. */
function pick<State>(moves: readonly Move<State>[], chance: number): Move<State> {
  let left = chance;
  for (const move of moves) {
    left -= move.probability;
    if (left < 0) return move;
  }
  return moves[moves.length - 1];
}
