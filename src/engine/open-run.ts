/** A run from outside made ready: parsed, its task found, its options complete, its network fit for the task. */
import type { Run } from '../model/run';
import type { Task } from '../tasks/task';

export interface OpenedRun {
  readonly run: Run;
  readonly task: Task;
}
