/**
 * Embedded Reber: strings of a small grammar, each wrapped in one of two letters that must come again after it, so that one letter is kept
 * while another whole string is read.
 *
 * The grammar of Reber 1967, embedded as in Hochreiter and Schmidhuber, "Long short-term memory", Neural Computation 9(8), 1997, experiment 1;
 * one string after another as in Gers, Schmidhuber and Cummins, "Learning to forget", Neural Computation 12(10), 2000.
 */
import type { Grammar, Move } from './grammar';
import { createLanguageTask } from './language';

const NAMES = 'BTPSXVE';

/** The inner grammar: from each node, the letters that may be written and the nodes that they lead to. */
const inner: Readonly<Record<string, readonly (readonly [letter: string, node: string])[]>> = {
  begin: [['B', '0']],
  '0': [
    ['T', '1'],
    ['P', '2'],
  ],
  '1': [
    ['S', '1'],
    ['X', '3'],
  ],
  '2': [
    ['T', '2'],
    ['V', '4'],
  ],
  '3': [
    ['X', '2'],
    ['S', '5'],
  ],
  '4': [
    ['P', '3'],
    ['V', '5'],
  ],
  '5': [['E', 'end']],
};

/** States: `start`, `choose`, `T…` or `P…` with the inner node after the letter to be kept, and `close`. */
function movesFrom(state: string): readonly (readonly [letter: string, next: string])[] {
  if (state === 'start') return [['B', 'choose']];
  if (state === 'choose') return ['T', 'P'].map((kept) => [kept, `${kept}begin`] as const);
  if (state === 'close') return [['E', 'start']];
  const [kept, node] = [state[0], state.slice(1)];
  return node === 'end' ? [[kept, 'close']] : inner[node].map(([letter, next]) => [letter, `${kept}${next}`] as const);
}

const grammar: Grammar<string> = {
  names: NAMES,
  start: 'start',
  /** All that may come are equally likely. */
  moves(state) {
    const found = movesFrom(state);
    return found.map(([letter, next]): Move<string> => ({ symbol: NAMES.indexOf(letter), probability: 1 / found.length, next }));
  },
};

export const reber = createLanguageTask('reber', {}, () => grammar);
