/**
 * aⁿbⁿ: some letters a, then as many letters b, again and again, n from 1 to `largest`. When the letters b end must be counted.
 *
 * Gers and Schmidhuber, "LSTM recurrent networks learn simple context-free and context-sensitive languages", IEEE Transactions on Neural
 * Networks 12(6), 2001; here one string follows another without a sign between them.
 */
import type { Grammar } from './grammar';
import { createLanguageTask } from './language';
import { getNumber } from './options';

const A = 0;
const B = 1;

/** States: k > 0 after k letters a, -r with r letters b still to come, 0 between strings. All n are equally likely. */
function countingGrammar(largest: number): Grammar<number> {
  return {
    names: 'ab',
    start: 0,
    moves(state) {
      if (state < 0) return [{ symbol: B, probability: 1, next: state + 1 }];
      if (state === 0) return [{ symbol: A, probability: 1, next: 1 }];
      const stop = 1 / (largest - state + 1);
      const end = { symbol: B, probability: stop, next: 1 - state };
      return state === largest ? [end] : [{ symbol: A, probability: 1 - stop, next: state + 1 }, end];
    },
  };
}

export const anbn = createLanguageTask('anbn', { largest: { type: 'integer', default: 6, min: 1, max: 100 } }, (options) =>
  countingGrammar(getNumber(options, 'largest')),
);
