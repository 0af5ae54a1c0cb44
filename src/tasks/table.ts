/** The one table of tasks: controls, permalinks and the headless program all read it. */
import { InputError } from '../core/errors';
import { adding } from './adding';
import { anomalies } from './anomalies';
import { anbn } from './anbn';
import { copy } from './copy';
import { dates } from './dates';
import { digitPixels, digitRows } from './digits';
import { dyck1, dyck2 } from './dyck';
import { entities } from './entities';
import { births, load, stock, sunspots, weather } from './forecasts';
import { genes } from './genes';
import { markedRecall } from './marked-recall';
import { names } from './names';
import { numbers } from './numbers';
import { parity } from './parity';
import { phonemes } from './phonemes';
import { proteins } from './proteins';
import { reber } from './reber';
import { recall } from './recall';
import { reverse } from './reverse';
import { sentiment } from './sentiment';
import { sort } from './sort';
import { splice } from './splice';
import { digitStrings, keyword, speak, spokenDigits } from './speech-tasks';
import type { Task } from './task';
import { temporalOrder } from './temporal-order';
import { text } from './text';

/** Every task, kind by kind, as they are offered. */
export const taskGroups = {
  memory: [adding, recall, markedRecall, copy, temporalOrder, parity],
  grammar: [dyck1, dyck2, anbn, reber],
  rewriting: [reverse, sort, dates, numbers, phonemes],
  reading: [text, sentiment, splice, proteins, digitRows, digitPixels, names, entities],
  speech: [spokenDigits, keyword, digitStrings, speak],
  forecasting: [weather, births, load, sunspots, stock, genes, anomalies],
} as const satisfies Readonly<Record<string, readonly Task[]>>;

export type TaskGroup = keyof typeof taskGroups;

export const tasks: readonly Task[] = Object.values(taskGroups).flat();

/** @throws InputError with the names that there are. */
export function getTask(name: string): Task {
  const task = tasks.find((each) => each.name === name);
  if (!task) throw new InputError('task.name', `must be one of ${tasks.map((each) => each.name).join(', ')}`, name);
  return task;
}
