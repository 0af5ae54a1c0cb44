/** The weights that a run has been through: a ring of bounded memory, dense near the present and thinner the further back. */
import { bytesOf, type TrainingState } from './weights';

export interface Checkpoints {
  /** Oldest first. */
  readonly states: readonly TrainingState[];
  readonly latest: TrainingState;
  /** Makes it the latest; what came after its update is void. */
  add(state: TrainingState): void;
  /** Forgets everything but the first. */
  reset(): void;
}

/** @param first where the run began; it is never forgotten. @param budget bytes; the first and the latest are kept even above it. */
export function createCheckpoints(first: TrainingState, budget = 64 * 1024 * 1024): Checkpoints {
  let states = [first];
  return {
    get states() {
      return states;
    },
    get latest() {
      return states[states.length - 1];
    },
    add(state) {
      states = [...states.filter(({ update }) => update < state.update), state];
      while (states.length > 2 && states.reduce((sum, kept) => sum + bytesOf(kept), 0) > budget) states.splice(leastMissed(states), 1);
    },
    reset() {
      states = [first];
    },
  };
}

/** The place of the state whose absence leaves the smallest gap, measured against how long ago it was. */
function leastMissed(states: readonly TrainingState[]): number {
  const now = states[states.length - 1].update;
  let best = 1;
  let smallest = Infinity;
  for (let i = 1; i < states.length - 1; i++) {
    const gap = (states[i + 1].update - states[i - 1].update) / (now - states[i].update + 1);
    if (gap < smallest) [best, smallest] = [i, gap];
  }
  return best;
}
