import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseBatch } from '../model/parse-batch';
import { parseModelSpec } from '../model/parse-spec';
import type { OutputSpec } from '../model/spec';
import { parseOptions } from './options';
import { getTask, taskGroups, tasks } from './table';
import type { Task } from './task';

/** Options that keep examples short, defaults for the rest. */
const short: Readonly<Record<string, object>> = {
  adding: { length: 7 },
  recall: { lag: 4, symbols: 3 },
  markedRecall: { length: 6, symbols: 3 },
  copy: { lag: 4 },
  temporalOrder: { length: 12, marks: 3 },
  parity: { length: 7 },
  dyck1: { length: 9, depth: 3 },
  dyck2: { length: 9, depth: 3 },
  anbn: { length: 9, largest: 3 },
  reber: { length: 20 },
  text: { length: 9 },
  sentiment: { length: 8, vocabulary: 50 },
  reverse: { length: 4, symbols: 5 },
  sort: { length: 4, symbols: 5 },
  numbers: { largest: 150 },
  digitRows: {},
  digitPixels: {},
  splice: {},
  names: {},
  proteins: { length: 12 },
  entities: {},
  phonemes: { length: 6 },
  spokenDigits: { lag: 3, noise: 0.1 },
  keyword: { length: 70, noise: 0.1 },
  digitStrings: { digits: 2 },
  speak: { digits: 2 },
  weather: { length: 9 },
  births: { length: 9 },
  load: { length: 9 },
  sunspots: { length: 9 },
  stock: { length: 9 },
  genes: { length: 9 },
  anomalies: { length: 12 },
  dates: { forms: 5 },
};

/** How many numbers the network answers with at a step. */
function widthOf(output: OutputSpec): number {
  return output.kind === 'decoder' ? output.vocabSize : output.size;
}

beforeAll(async () => {
  for (const task of tasks) await task.load?.((name) => readFile(`public/data/${name}`, 'utf8'));
});

function modelFor(task: Task, given: object) {
  const options = parseOptions(task, given);
  return parseModelSpec({ input: task.input(options), encoder: { cell: 'gru', hiddenSizes: [4] }, output: task.output(options) });
}

describe('taskGroups', () => {
  it('holds every task once', () => {
    expect(new Set(Object.values(taskGroups).flat())).toEqual(new Set(tasks));
    expect(new Set(tasks.map(({ name }) => name)).size).toBe(tasks.length);
  });
});

describe('getTask', () => {
  it('finds every task of the table by its name', () => {
    expect(tasks.map(({ name }) => getTask(name))).toEqual(tasks);
    expect(new Set(tasks.map(({ name }) => name)).size).toBe(tasks.length);
  });

  it('refuses others', () => {
    expect(() => getTask('copying')).toThrow(
      'task.name: must be one of adding, recall, markedRecall, copy, temporalOrder, parity, dyck1, dyck2, anbn, reber, ',
    );
  });
});

describe.each(tasks.map((task) => [task.name, task] as const))('task %s', (name, task) => {
  const given = short[name];
  const options = parseOptions(task, given);

  it('makes batches that its own network reads', () => {
    const batch = task.sample(options, 5, 'train', 0, 6);
    expect(parseBatch(batch, modelFor(task, given))).toEqual(batch);
  });

  it('makes example i whatever the batch it comes in', () => {
    const whole = task.sample(options, 5, 'train', 10, 6);
    expect(task.sample(options, 5, 'train', 10, 6)).toEqual(whole);
    for (const tensor of Object.keys(whole)) {
      const size = whole[tensor].data.length / 6;
      expect(task.sample(options, 5, 'train', 13, 1)[tensor].data).toEqual(whole[tensor].data.slice(3 * size, 4 * size));
    }
  });

  it('draws seeds and streams apart', () => {
    const train = task.sample(options, 5, 'train', 0, 40).inputs;
    expect(task.sample(options, 6, 'train', 0, 40).inputs).not.toEqual(train);
    expect(task.sample(options, 5, 'heldOut', 0, 40).inputs).not.toEqual(train);
    expect(task.sample(options, 5, 'train', 40, 40).inputs).not.toEqual(train);
  });

  it('names every input and output', () => {
    const { inputs, outputs } = task.symbols(options);
    const input = task.input(options);
    expect(inputs).toHaveLength(input.kind === 'tokens' ? input.vocabSize : input.size);
    expect(outputs).toHaveLength(widthOf(task.output(options)));
  });

  it('scores a batch as the sum of its parts', () => {
    const batch = task.sample(options, 5, 'heldOut', 0, 4);
    const size = widthOf(task.output(options));
    const rows = task.output(options).kind === 'last' ? 1 : batch.targets.shape[1];
    const outputs = Float32Array.from({ length: 4 * rows * size }, (_, k) => Math.sin(k));
    const whole = task.score(outputs, batch);
    const parts = [0, 1, 2, 3].map((b) =>
      task.score(outputs.slice(b * rows * size, (b + 1) * rows * size), task.sample(options, 5, 'heldOut', b, 1)),
    );
    expect(parts.reduce((sum, part) => sum + part.sum, 0)).toBeCloseTo(whole.sum, 10);
    expect(parts.reduce((sum, part) => sum + part.count, 0)).toBe(whole.count);
  });
});
