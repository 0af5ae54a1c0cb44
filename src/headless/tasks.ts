/** The commands `tasks` and `batch`: what there is to learn, and examples of it. */
import { InputError } from '../core/errors';
import { MAX_DATA } from '../core/safetensors';
import type { Batch } from '../model/feed';
import { parseOptions } from '../tasks/options';
import { getTask, tasks } from '../tasks/table';
import type { Task } from '../tasks/task';
import { FLAG, parseArguments, TEXT, TEXTS } from './arguments';
import { checkWritable, readData, writeTensors } from './files';

/** The most examples that one file may hold. */
const MAX_COUNT = 1_000_000;

/** All tasks at their defaults, or `--task NAME` at the options given. */
export async function listTasks(words: readonly string[]): Promise<string> {
  const given = parseArguments(words, { json: FLAG, task: TEXT, option: TEXTS });
  const name = given.optionalText('task');
  const listed = name === null ? tasks : [getTask(name)];
  const rows = [];
  for (const task of listed) rows.push(await describeTask(task, given.taskOptions()));
  if (given.flag('json')) return JSON.stringify(rows);
  return rows.map((row) => `${row.name}  guessing: ${row.baseline.name}, loss ${row.baseline.value.toPrecision(4)}`).join('\n');
}

async function describeTask(task: Task, given: Readonly<Record<string, string>>) {
  await task.load?.(readData);
  const options = parseOptions(task, given);
  return {
    name: task.name,
    input: task.input(options),
    output: task.output(options),
    metric: task.metric.name,
    baseline: task.baseline(options),
    options: task.options,
  };
}

/** The first examples of the training stream. */
export async function runBatch(words: readonly string[]): Promise<string> {
  const given = parseArguments(words, { task: TEXT, option: TEXTS, seed: TEXT, count: TEXT, out: TEXT });
  const task = getTask(given.text('task'));
  const options = parseOptions(task, given.taskOptions());
  const [seed, count, out] = [given.seed(), given.integer('count', 1, MAX_COUNT), given.text('out')];
  await checkWritable('out', out);
  await task.load?.(readData);
  const most = Math.floor(MAX_DATA / bytesOf(task.sample(options, seed, 'train', 0, 1)));
  if (count > most) throw new InputError('--count', `must be at most ${String(most)}, what a file of examples this long can hold`, count);
  await writeTensors('out', out, task.sample(options, seed, 'train', 0, count), 0);
  return '';
}

function bytesOf(batch: Batch): number {
  return Object.values({ ...batch }).reduce((sum, { data }) => sum + data.byteLength, 0);
}
