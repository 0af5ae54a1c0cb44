/** Measures contenders against each other: in turn, round after round, so that whatever else the machine does falls on all alike. */

/** @typedef {{ milliseconds: number, losses: number[] }} Burst */
/** @typedef {{ dispatches: number, submits: number, bytesRead: number }} Counts */
/**
 * One library at one case. `kill` ends it while it hangs, and may take the others' preparation with it; `isReady` says whether it has.
 * @typedef {{ name: string, isReady: () => boolean, prepare: () => Promise<string>, burst: (count: number) => Promise<Burst>,
 *   count: () => Promise<Counts | null>, stop: () => Promise<void>, kill: () => Promise<void> }} Contender
 */
/** @typedef {{ name: string, adapter: string, firstStep: number, times: number[], losses: number[], counts: Counts | null, failed: string | null }} Result */

const LIMITS = {
  /** Rounds of a comparison. */
  rounds: 20,
  /** Each library's share of the clock. */
  milliseconds: 20_000,
  /** A library whose first step, preparation included, needs longer is listed as such. */
  firstStep: 120_000,
  /** A burst lasts at least this long, since a page's clock is coarse. */
  burst: 50,
};
/** Steps after the first that are not counted, as long as they take no longer than this. */
const WARM_STEPS = 9;
const WARM_MILLISECONDS = 1000;

class Hangs extends Error {}

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {number} milliseconds
 * @returns {Promise<T>}
 */
function within(promise, milliseconds) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const limit = new Promise((/** @type {(value: never) => void} */ _, reject) => {
    timer = setTimeout(() => {
      reject(new Hangs(`not done within ${String(Math.round(milliseconds / 1000))} s`));
    }, milliseconds);
  });
  return Promise.race([promise, limit]).finally(() => {
    clearTimeout(timer);
  });
}

/**
 * @param {readonly Contender[]} contenders
 * @param {Partial<typeof LIMITS>} given
 * @returns {Promise<Result[]>}
 */
export async function compare(contenders, given = {}) {
  const limits = { ...LIMITS, ...given };
  /** @type {Map<Contender, Result & { steps: number, spent: number }>} */
  const results = new Map();
  for (const contender of contenders) {
    const { name } = contender;
    results.set(contender, { name, adapter: '', firstStep: NaN, times: [], losses: [], counts: null, failed: null, steps: 1, spent: 0 });
  }

  /** Runs `work`; what hangs or fails is out of the comparison. @param {Contender} contender @param {() => Promise<void>} work */
  async function attempt(contender, work) {
    const result = results.get(contender);
    if (!result || result.failed !== null) return;
    try {
      await work();
    } catch (error) {
      result.failed = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      await contender.kill();
    }
  }

  /** First step and warm-up, again where the browser was started anew. @param {Contender} contender */
  const prepare = (contender) =>
    attempt(contender, async () => {
      const result = results.get(contender);
      if (!result || contender.isReady()) return;
      const begun = performance.now();
      const first = async () => {
        result.adapter = await contender.prepare();
        return contender.burst(1);
      };
      const { losses } = await within(first(), limits.firstStep);
      result.firstStep = performance.now() - begun;
      result.losses = [...losses];
      const step = await warmUp(contender, result);
      result.steps = Math.max(1, Math.ceil(limits.burst / step));
    });

  /** @param {Contender} contender @param {Result} result */
  async function warmUp(contender, result) {
    const probe = await within(contender.burst(1), limits.firstStep);
    const count = Math.min(WARM_STEPS, Math.floor(WARM_MILLISECONDS / probe.milliseconds));
    const rest = count < 2 ? probe : await within(contender.burst(count), limits.firstStep);
    result.losses.push(...probe.losses, ...(rest === probe ? [] : rest.losses));
    return rest.milliseconds;
  }

  for (const contender of contenders) await prepare(contender);
  for (let round = 0; round < limits.rounds; round++) {
    for (const contender of contenders) {
      const result = results.get(contender);
      if (!result || result.failed !== null || result.spent >= limits.milliseconds) continue;
      await prepare(contender);
      await attempt(contender, async () => {
        const burst = await within(contender.burst(result.steps), limits.firstStep);
        result.times[round] = burst.milliseconds;
        result.spent += burst.milliseconds * result.steps;
        if (result.losses.length < 20) result.losses.push(...burst.losses);
      });
    }
  }
  for (const contender of contenders) {
    await attempt(contender, async () => {
      const result = results.get(contender);
      if (result && contender.isReady()) result.counts = await within(contender.count(), limits.firstStep);
    });
    await contender.stop();
  }
  return [...results.values()];
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}

/** Median over the rounds that both ran in of (its time / the other's in the same round). @param {Result} result @param {Result | undefined} other */
export function ratioTo(result, other) {
  return median(result.times.map((time, round) => time / (other?.times[round] ?? NaN)));
}

/** The largest relative difference of the first losses, at most 20, that both have: whether both did the same work. @param {Result} result @param {Result} other */
export function lossDifference(result, other) {
  const both = Math.min(20, result.losses.length, other.losses.length);
  const differences = other.losses.slice(0, both).map((loss, k) => Math.abs((result.losses[k] ?? NaN) - loss) / Math.abs(loss));
  return differences.length === 0 ? NaN : Math.max(...differences);
}
