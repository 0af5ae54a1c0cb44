/** What each update of a run is fed: examples by their counter, the learning rate of the schedule, the run's truncation and dropout. */
import type { Feed } from '../model/executor';
import { type Batch, createFeed } from '../model/feed';
import type { Run } from '../model/run';
import type { ModelSpec } from '../model/spec';
import { learningRateAt, type TrainingSpec } from '../model/training';
import type { Task } from '../tasks/task';
import { sliceRows } from './rows';

/** The feeds of updates n … n + count - 1, counted from 1. */
export type FeedsOf = (n: number, count: number) => readonly Feed[];

/** Fresh examples for every update: row r of update n is example (n - 1)·batchSize + r. The examples of one call are made as one block. */
export function createTaskFeeds({ model, task: { options }, training, seed }: Run, task: Task): FeedsOf {
  const B = training.batchSize;
  return (n, count) => {
    const block = task.sample(options, seed, 'train', (n - 1) * B, count * B);
    return Array.from({ length: count }, (_, k) => createUpdateFeed(model, sliceRows(block, k * B, B), training, n + k, seed));
  };
}

/** The same batch for every update, nothing dropped. */
export function createBatchFeeds(model: ModelSpec, batch: Batch, training: TrainingSpec): FeedsOf {
  return (n, count) => Array.from({ length: count }, (_, k) => createUpdateFeed(model, batch, training, n + k, null));
}

function createUpdateFeed(model: ModelSpec, batch: Batch, training: TrainingSpec, n: number, dropout: number | null): Feed {
  return createFeed(model, batch, { update: n, learningRate: learningRateAt(training, n), truncate: training.truncate ?? 0, dropout });
}
