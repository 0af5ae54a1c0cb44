/**
 * Trains on an executor: feeds by their counter, several updates a submit, at most two submits in flight, losses in order.
 * Nothing that it computes depends on the clock; the clock only decides how many updates share a submit.
 */
import type { Executor, Report } from '../model/executor';
import { decodingOf } from '../model/feed';
import type { Segment } from '../model/plan';
import { type Checkpoints, createCheckpoints } from './checkpoints';
import { createFeedsAhead, type FeedsOf } from './feeds';
import { createPace } from './pace';
import { isFiniteArray, readState, type TrainingState, writeState } from './weights';

const train = (decode: Segment): readonly Segment[] => ['encode', decode, 'loss', 'backward', 'update', 'keep'];
const MAX_IN_FLIGHT = 2;

export interface TrainerOptions {
  /** Of a training plan; the trainer writes to it, its creator disposes it. */
  readonly executor: Executor;
  readonly feedsOf: FeedsOf;
  /** Where the run begins and where `reset` returns to. */
  readonly initial: TrainingState;
  /** Milliseconds, for pacing only. */
  readonly clock: () => number;
}

export interface Trainer {
  /** Updates done and reported. */
  readonly update: number;
  readonly updatesPerSecond: number;
  /** The update whose numbers were not finite first, or null. Nothing trains until `load` or `reset`. */
  readonly failed: number | null;
  /** The norm of the last update's gradient before clipping; null before the first one and wherever weights were replaced. */
  readonly lastGradNorm: number | null;
  readonly checkpoints: Checkpoints;
  /** Keeps the engine busy towards update number `until`, and resolves with the oldest submit's finite reports; none where `until` is reached. */
  advance(until: number): Promise<readonly Report[]>;
  /** Waits for everything in flight; its finite reports. Whoever reads the weights settles first. */
  settle(): Promise<readonly Report[]>;
  /** Settled: the present state, kept among the checkpoints if its weights are finite. */
  keep(): Promise<TrainingState>;
  /** Settled: goes on from this state. */
  load(state: TrainingState): void;
  /** Settled: back to the initial state. */
  reset(): void;
}

interface Submit {
  readonly updates: number;
  readonly begun: number;
  readonly reports: Promise<readonly Report[]>;
}

export function createTrainer({ executor, feedsOf, initial, clock }: TrainerOptions): Trainer {
  const checkpoints = createCheckpoints(initial);
  const ahead = createFeedsAhead(feedsOf);
  let pace = createPace();
  const inFlight: Submit[] = [];
  let done = initial.update;
  let failed: number | null = null;
  let lastGradNorm: number | null = null;
  let lastEnd = -Infinity;
  let isFirst = true;

  writeState(executor, initial);

  /** The next update that no submit holds, and how many from there on the next submit should take. */
  function planNext(until: number): { readonly n: number; readonly count: number } {
    const last = inFlight.reduce((sum, { updates }) => sum + updates, done);
    return { n: last + 1, count: Math.min(pace.updates, until - last) };
  }

  /** Keeps two submits in flight and the data of the next one ready. */
  function fill(until: number): void {
    while (inFlight.length < MAX_IN_FLIGHT) {
      const { n, count } = planNext(until);
      if (count <= 0) return;
      const feeds = ahead.take(n, count);
      const begun = clock();
      const reports = executor.enqueue(feeds, train(decodingOf(feeds[0])));
      reports.catch(() => undefined); // awaited in its turn; until then a lost device must not count as unhandled
      inFlight.push({ updates: feeds.length, begun, reports });
    }
    const { n, count } = planNext(until);
    if (count > 0) ahead.prepare(n, count);
  }

  async function takeOldest(): Promise<readonly Report[]> {
    const oldest = inFlight[0];
    const reports = await oldest.reports.finally(() => inFlight.shift());
    const end = clock();
    // The first submit tells nothing of the next ones: the engine may have compiled what it runs.
    if (!isFirst) pace.note(oldest.updates, end - Math.max(oldest.begun, lastEnd));
    isFirst = false;
    lastEnd = end;
    if (failed !== null) return [];
    const bad = reports.find(({ finite }) => !finite);
    const good = bad ? reports.slice(0, reports.indexOf(bad)) : reports;
    done += good.length;
    lastGradNorm = good.at(-1)?.gradNorm ?? lastGradNorm;
    if (bad) failed = bad.update;
    return good;
  }

  async function settle(): Promise<readonly Report[]> {
    const all: Report[] = [];
    while (inFlight.length > 0) all.push(...(await takeOldest()));
    return all;
  }

  function load(state: TrainingState): void {
    writeState(executor, state);
    done = state.update;
    failed = null;
    lastGradNorm = null;
  }

  return {
    get update() {
      return done;
    },
    get updatesPerSecond() {
      return pace.updatesPerSecond;
    },
    get failed() {
      return failed;
    },
    get lastGradNorm() {
      return lastGradNorm;
    },
    checkpoints,
    async advance(until) {
      if (failed !== null) return settle();
      fill(until);
      return inFlight.length > 0 ? takeOldest() : [];
    },
    settle,
    async keep() {
      const state = await readState(executor, done);
      if (isFiniteArray(state.parameters)) checkpoints.add(state);
      return state;
    },
    load(state) {
      load(state);
      checkpoints.add(state);
    },
    reset() {
      load(initial);
      checkpoints.reset();
      pace = createPace();
    },
  };
}
