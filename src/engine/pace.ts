/** How many updates go into one submit: as many as the engine does in about 12 ms, found by measuring, and one where it is slower. */

/** The middle of the 8 to 16 ms that a submit should take. */
const TARGET_MS = 12;
const MAX_UPDATES = 512;
/** Weight of the newest measurement. */
const SMOOTHING = 0.5;

export interface Pace {
  /** Updates to put into the next submit, at least 1. */
  readonly updates: number;
  /** Updates a second as measured, 0 before the first measurement. */
  readonly updatesPerSecond: number;
  /** A submit of `updates` took `milliseconds`. */
  note(updates: number, milliseconds: number): void;
}

export function createPace(): Pace {
  let updates = 1;
  let perUpdate = 0;
  return {
    get updates() {
      return updates;
    },
    get updatesPerSecond() {
      return perUpdate > 0 ? 1000 / perUpdate : 0;
    },
    note(count, milliseconds) {
      const measured = Math.max(milliseconds, 1e-3) / count;
      perUpdate = perUpdate === 0 ? measured : perUpdate + SMOOTHING * (measured - perUpdate);
      // At most double, so that one wrong measurement cannot make a submit of a second.
      updates = Math.max(1, Math.min(Math.floor(TARGET_MS / perUpdate), 2 * updates, MAX_UPDATES));
    },
  };
}
