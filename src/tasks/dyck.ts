/**
 * Dyck: brackets that open and close one another. With one kind the depth must be counted; with two, the kind of every open bracket must be
 * kept in its order, which takes a stack.
 *
 * Dyck-k with a bounded depth, as in Hewitt and others, "RNNs can generate bounded hierarchical languages with optimal memory", EMNLP 2020.
 */
import type { Grammar, Move } from './grammar';
import { createLanguageTask } from './language';
import { getNumber } from './options';
import type { Task } from './task';

/** Opening and closing brackets, one kind after the other. */
const BRACKETS = '()[]';

/** A state is the kinds of the open brackets, the outermost first. Where both are possible, opening and closing are equally likely. */
function dyckGrammar(kinds: number, depth: number): Grammar<string> {
  return {
    names: BRACKETS.slice(0, 2 * kinds),
    start: '',
    moves(state) {
      const canOpen = state.length < depth;
      const canClose = state.length > 0;
      const share = canOpen && canClose ? 0.5 : 1;
      const opening = Array.from({ length: canOpen ? kinds : 0 }, (_, kind): Move<string> => {
        return { symbol: 2 * kind, probability: share / kinds, next: `${state}${String(kind)}` };
      });
      if (!canClose) return opening;
      return [...opening, { symbol: 2 * Number(state[state.length - 1]) + 1, probability: share, next: state.slice(0, -1) }];
    },
  };
}

function createDyckTask(kinds: 1 | 2, deepest: number): Task {
  const depth = { type: 'integer', default: 4, min: 1, max: deepest } as const;
  return createLanguageTask(`dyck${String(kinds)}`, { depth }, (options) => dyckGrammar(kinds, getNumber(options, 'depth')));
}

export const dyck1 = createDyckTask(1, 50);
/** Its states are counted one by one for the baseline, 2^(depth+1) of them. */
export const dyck2 = createDyckTask(2, 8);
