/** A run from outside made ready: parsed, its task found, its options complete, its network fit for the task. */
import { parseRun } from '../model/parse-run';
import type { Run } from '../model/run';
import type { Task } from '../tasks/task';
import { getTask, parseOptions } from '../tasks/table';
import { checkModelFitsTask } from './fit-task';

export interface OpenedRun {
  readonly run: Run;
  readonly task: Task;
}

/** @throws InputError naming the field, for a run that cannot work. */
export function openRun(given: unknown): OpenedRun {
  const run = parseRun(given);
  const task = getTask(run.task.name);
  const options = parseOptions(task, run.task.options);
  checkModelFitsTask(run.model, task, options);
  return { run: { ...run, task: { name: task.name, options } }, task };
}
