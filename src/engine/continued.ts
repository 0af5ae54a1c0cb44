/** Windows of a task's continuing stream: what a run that carries states from batch to batch trains and is evaluated on. */
import { InputError } from '../core/errors';
import type { Batch } from '../model/feed';
import type { Options, Stream, Task } from '../tasks/task';

export interface StreamChoice {
  readonly options: Options;
  readonly seed: number;
  readonly stream: Stream;
}

/** Window n, from 0, of rows 0 … count - 1. @throws InputError for a task whose examples do not continue one another. */
export function sampleContinued(task: Task, { options, seed, stream }: StreamChoice, n: number, count: number): Batch {
  checkContinues(task);
  return task.continued(options, seed, stream, n, count);
}

/** @throws InputError for a task whose examples do not continue one another. */
export function checkContinues(task: Task): asserts task is Task & Required<Pick<Task, 'continued'>> {
  if (task.continued) return;
  throw new InputError('training.carryState', `must be false for task ${task.name}: its examples do not continue one another`, true);
}
