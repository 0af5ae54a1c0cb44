/**
 * Trains a run on an executor: batches by their counter, several updates a submit, at most two submits in flight, losses in order.
 * Nothing that it computes depends on the clock; the clock only decides how many updates share a submit.
 */
import type { Executor, Feed, Report } from '../model/executor';
import { createFeed } from '../model/feed';
import type { Segment } from '../model/plan';
import type { Run } from '../model/run';
import { learningRateAt } from '../model/training';
import type { Task } from '../tasks/task';
import { type Checkpoints, createCheckpoints } from './checkpoints';
import { createPace } from './pace';
import { sliceRows } from './rows';
import { isFiniteArray, readState, type TrainingState, writeState } from './weights';

const TRAIN: readonly Segment[] = ['encode', 'decode', 'loss', 'backward', 'update'];
const MAX_IN_FLIGHT = 2;

export interface TrainerOptions {
  readonly run: Run;
  readonly task: Task;
  /** Of a plan of `createTrainingPlan`; the trainer writes to it, its creator disposes it. */
  readonly executor: Executor;
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
  /** The feed of update n = 1, 2, …: the same each time it is asked for. */
  feedOf(n: number): Feed;
}

interface Submit {
  readonly updates: number;
  readonly begun: number;
  readonly reports: Promise<readonly Report[]>;
}

export function createTrainer({ run, task, executor, initial, clock }: TrainerOptions): Trainer {
  const { model, training, seed } = run;
  const checkpoints = createCheckpoints(initial);
  let pace = createPace();
  const inFlight: Submit[] = [];
  let done = initial.update;
  let failed: number | null = null;
  let lastEnd = -Infinity;

  writeState(executor, initial);

  /** The feeds of updates n … n + count - 1; their examples are made as one block. */
  function feedsOf(n: number, count: number): Feed[] {
    const B = training.batchSize;
    const block = task.sample(run.task.options, seed, 'train', (n - 1) * B, count * B);
    return Array.from({ length: count }, (_, k) =>
      createFeed(model, sliceRows(block, k * B, B), {
        update: n + k,
        learningRate: learningRateAt(training, n + k),
        truncate: training.truncate ?? 0,
      }),
    );
  }

  function submit(until: number): void {
    const next = inFlight.reduce((sum, { updates }) => sum + updates, done);
    const updates = Math.min(pace.updates, until - next);
    if (updates <= 0) return;
    const feeds = feedsOf(next + 1, updates);
    const begun = clock();
    const reports = executor.enqueue(feeds, TRAIN);
    reports.catch(() => undefined); // awaited in its turn; until then a lost device must not count as unhandled
    inFlight.push({ updates, begun, reports });
  }

  async function takeOldest(): Promise<readonly Report[]> {
    const oldest = inFlight[0];
    const reports = await oldest.reports.finally(() => inFlight.shift());
    const end = clock();
    pace.note(oldest.updates, end - Math.max(oldest.begun, lastEnd));
    lastEnd = end;
    if (failed !== null) return [];
    const bad = reports.find(({ finite }) => !finite);
    const good = bad ? reports.slice(0, reports.indexOf(bad)) : reports;
    done += good.length;
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
    checkpoints,
    async advance(until) {
      if (failed !== null) return settle();
      while (inFlight.length < MAX_IN_FLIGHT) {
        const before = inFlight.length;
        submit(until);
        if (inFlight.length === before) break;
      }
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
    feedOf: (n) => feedsOf(n, 1)[0],
  };
}
