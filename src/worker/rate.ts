/** When something that costs engine time is due again: within its share of the time, never too often to see, never too seldom to follow. */

export interface RateRule {
  /** The part of all time that it may take. */
  readonly share: number;
  /** Milliseconds between two at the least, and at the most (kept even where that takes more than the share). */
  readonly shortest: number;
  readonly longest: number;
}

export interface Rate {
  readonly due: boolean;
  /** Runs the work, measures it, and puts the next one off accordingly. */
  measure<T>(work: () => Promise<T>): Promise<T>;
  /** Due at once. */
  hasten(): void;
}

export function createRate({ share, shortest, longest }: RateRule, clock: () => number): Rate {
  let next = -Infinity;
  return {
    get due() {
      return clock() >= next;
    },
    async measure(work) {
      const begun = clock();
      const result = await work();
      const cost = clock() - begun;
      next = begun + cost + Math.min(Math.max(cost / share, shortest), longest);
      return result;
    },
    hasten() {
      next = -Infinity;
    },
  };
}
