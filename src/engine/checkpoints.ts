/**
 * The weights that a run has been through: a ring of bounded memory, dense near the beginning and near the present and thinner in between, and the
 * updates at which one is worth keeping however fast training goes.
 */
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

export interface CheckpointLimits {
  /** Bytes; the first and the latest are kept even above it. */
  readonly budget?: number;
  /** States, two or more. */
  readonly most?: number;
}

/** @param first where the run began; it is never forgotten. */
export function createCheckpoints(first: TrainingState, { budget = 64 * 1024 * 1024, most = 240 }: CheckpointLimits = {}): Checkpoints {
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
      const isTooMuch = (): boolean => states.length > most || states.reduce((sum, kept) => sum + bytesOf(kept), 0) > budget;
      while (states.length > 2 && isTooMuch()) states.splice(leastMissed(states), 1);
    },
    reset() {
      states = [first];
    },
  };
}

/** The first of the updates 1, 2, 5, 10, 20, 50, … after this one: what is learned early is learned in few updates. */
export function nextMark(update: number): number {
  const decade = 10 ** Math.floor(Math.log10(Math.max(1, update)));
  return [1, 2, 5, 10].map((digit) => digit * decade).find((mark) => mark > update) ?? 10 * decade;
}

/** The place of the state whose absence leaves the smallest gap, measured against how far it is from the beginning or the present, whichever is nearer. */
function leastMissed(states: readonly TrainingState[]): number {
  const now = states[states.length - 1].update;
  let best = 1;
  let smallest = Infinity;
  for (let i = 1; i < states.length - 1; i++) {
    const { update } = states[i];
    const gap = (states[i + 1].update - states[i - 1].update) / (Math.min(update, now - update) + 1);
    if (gap < smallest) [best, smallest] = [i, gap];
  }
  return best;
}
