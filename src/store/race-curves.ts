/** The training losses of a race's lanes, every seed of a lane over the same updates, thinned by averaging neighbours once there are many. */

/** One lane's losses so far. */
export interface LaneCurve {
  /** The last update that a point stands for. */
  readonly updates: readonly number[];
  /** Of each seed, the mean loss of those updates. */
  readonly losses: readonly (readonly number[])[];
}

export interface GrowingCurve {
  view(): LaneCurve;
  /** `losses[seed][k]` belongs to update `from + k`; every seed has as many. */
  add(from: number, losses: readonly ArrayLike<number>[]): void;
}

/** @param capacity points before it is thinned */
export function createCurve(seeds: number, capacity = 4096): GrowingCurve {
  let stride = 1;
  let updates: number[] = [];
  let points: number[][] = Array.from({ length: seeds }, () => []);
  let sums = new Float64Array(seeds);
  let count = 0;

  function thin(): void {
    const pairs = Array.from({ length: updates.length >> 1 }, (_, i) => 2 * i);
    updates = pairs.map((i) => updates[i + 1]);
    points = points.map((ofSeed) => pairs.map((i) => (ofSeed[i] + ofSeed[i + 1]) / 2));
    stride *= 2;
  }

  return {
    view: () => ({ updates, losses: points }),
    add(from, losses) {
      for (let k = 0; k < (losses.at(0)?.length ?? 0); k++) {
        for (let seed = 0; seed < seeds; seed++) sums[seed] += losses[seed][k];
        count += 1;
        if (count < stride) continue;
        updates.push(from + k);
        points.forEach((ofSeed, seed) => ofSeed.push(sums[seed] / count));
        sums = new Float64Array(seeds);
        count = 0;
        if (updates.length >= capacity) thin();
      }
    },
  };
}

/** The middle of some seeds' values and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Of an even number of values the median is the mean of the two in the middle. @param values at least one */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return { median, low: sorted[0], high: sorted[sorted.length - 1] };
}
