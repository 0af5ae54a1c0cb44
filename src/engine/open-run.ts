/** A run from outside made ready: parsed, its task found and loaded, its options complete, its network fit for the task. */
import { parseRun } from '../model/parse-run';
import type { Run } from '../model/run';
import { parseOptions } from '../tasks/options';
import { getTask } from '../tasks/table';
import type { ReadData, Task } from '../tasks/task';
import { checkModelFitsTask } from './fit-task';

export interface OpenedRun {
  /** Complete: every default filled in. */
  readonly run: Run;
  readonly task: Task;
}

/** @throws InputError naming the field, for a run that cannot work. */
export async function openRun(given: unknown, read: ReadData): Promise<OpenedRun> {
  const run = parseRun(given);
  const task = getTask(run.task.name);
  const options = parseOptions(task, run.task.options);
  checkModelFitsTask(run.model, task, options);
  await task.load?.(read);
  return { run: { ...run, task: { name: task.name, options } }, task };
}
