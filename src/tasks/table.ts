/** The one table of tasks: controls, permalinks and the headless program all read it. */
import { InputError } from '../core/errors';
import { adding } from './adding';
import { copy } from './copy';
import { dates } from './dates';
import { recall } from './recall';
import { reverse } from './reverse';
import { sort } from './sort';
import type { Task } from './task';
import { text } from './text';

export const tasks: readonly Task[] = [adding, recall, copy, text, reverse, sort, dates];

/** @throws InputError with the names that there are. */
export function getTask(name: string): Task {
  const task = tasks.find((each) => each.name === name);
  if (!task) throw new InputError('task.name', `must be one of ${tasks.map((each) => each.name).join(', ')}`, name);
  return task;
}
