/** A run from outside with its task's options filled in; whether the network fits the task is the worker's to say. */
import { parseRun } from '../model/parse-run';
import type { Run } from '../model/run';
import { parseOptions } from '../tasks/options';
import { getTask } from '../tasks/table';

/** @throws InputError naming the field that cannot be. */
export function completeRun(value: unknown): Run {
  const run = parseRun(value);
  const task = getTask(run.task.name);
  return { ...run, task: { name: task.name, options: parseOptions(task, run.task.options) } };
}
