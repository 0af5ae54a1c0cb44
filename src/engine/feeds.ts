/** What each update of a run is fed: examples by their counter, the learning rate of the schedule, the run's truncation and dropout. */
import type { Feed } from '../model/executor';
import { type Batch, createFeed } from '../model/feed';
import type { Run } from '../model/run';
import type { ModelSpec } from '../model/spec';
import { learningRateAt, type TrainingSpec } from '../model/training';
import type { Task } from '../tasks/task';
import { sampleContinued } from './continued';
import { sliceRows } from './rows';

/** The feeds of updates n … n + count - 1, counted from 1. */
export type FeedsOf = (n: number, count: number) => readonly Feed[];

/** Feeds made before they are wanted, so that data are made while the engine computes and not while it waits. */
export interface FeedsAhead {
  /** The feeds of updates n … , at most `count` of them and at least one; made at once where none are ready. */
  take(n: number, count: number): readonly Feed[];
  /** Makes the feeds of updates n … n + count - 1 as one block, where none of them are ready. */
  prepare(n: number, count: number): void;
}

export function createFeedsAhead(feedsOf: FeedsOf): FeedsAhead {
  let ready: readonly Feed[] = [];
  const isReadyFrom = (n: number): boolean => ready.length > 0 && ready[0].update === n;
  return {
    take(n, count) {
      if (!isReadyFrom(n)) return feedsOf(n, count);
      const taken = ready.slice(0, count);
      ready = ready.slice(count);
      return taken;
    },
    prepare(n, count) {
      if (!isReadyFrom(n)) ready = feedsOf(n, count);
    },
  };
}

/**
 * Fresh examples for every update: row r of update n is example (n - 1)·batchSize + r, and the examples of one call are made as one block; or, where
 * states are carried, the next window of every row's stream.
 */
export function createTaskFeeds({ model, task: { options }, training, seed }: Run, task: Task): FeedsOf {
  const B = training.batchSize;
  const drawn: Drawn = { dropout: seed, forcing: readsItself({ model, training }) ? { seed, probability: training.teacherForcing } : null };
  if (training.carryState) {
    return (n, count) =>
      Array.from({ length: count }, (_, k) =>
        createUpdateFeed(model, sampleContinued(task, { options, seed, stream: 'train' }, n - 1 + k, B), training, n + k, drawn),
      );
  }
  return (n, count) => {
    const block = task.sample(options, seed, 'train', (n - 1) * B, count * B);
    return Array.from({ length: count }, (_, k) => createUpdateFeed(model, sliceRows(block, k * B, B), training, n + k, drawn));
  };
}

/** The same batch for every update, nothing dropped, every target told. */
export function createBatchFeeds(model: ModelSpec, batch: Batch, training: TrainingSpec): FeedsOf {
  return (n, count) => Array.from({ length: count }, (_, k) => createUpdateFeed(model, batch, training, n + k, { dropout: null, forcing: null }));
}

/** Whether the run's decoder reads its own answers at some steps; without a decoder there is nothing to force. */
function readsItself({ model, training }: Pick<Run, 'model' | 'training'>): boolean {
  return model.output.kind === 'decoder' && training.teacherForcing < 1;
}

type Drawn = Pick<Feed, 'dropout' | 'forcing'>;

function createUpdateFeed(model: ModelSpec, batch: Batch, training: TrainingSpec, n: number, drawn: Drawn): Feed {
  return createFeed(model, batch, { update: n, learningRate: learningRateAt(training, n), truncate: training.truncate ?? 0, ...drawn });
}
