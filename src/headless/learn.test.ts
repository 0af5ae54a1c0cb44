import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runLearn } from './learn';
import type { LearnRow, MeasuredRow, TrainedRow } from './learn-plan';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learn-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The GRU of `npm run learn`, but with 16 units on 10 steps. */
const small = {
  name: 'small',
  run: {
    model: {
      input: { kind: 'values', size: 2 },
      encoder: { cell: 'gru', hiddenSizes: [16] },
      output: { kind: 'last', size: 1, loss: 'mse' },
    },
    task: { name: 'adding', options: { length: 10 } },
    training: { batchSize: 32, optimizer: { kind: 'adam', learningRate: 0.01 }, clip: { norm: 1 } },
  },
  seeds: [1, 2],
  below: 0.01,
  limit: 1000,
  every: 25,
};

async function run(plan: unknown, ...words: readonly string[]): Promise<LearnRow[]> {
  const path = join(folder, 'plan.json');
  await writeFile(path, JSON.stringify(plan));
  const rows: LearnRow[] = [];
  await runLearn(['--plan', path, '--engine', 'wasm', ...words], (line) => rows.push(JSON.parse(line) as LearnRow));
  return rows;
}

/** The rows of a plan that only trains. */
async function learn(plan: unknown, ...words: readonly string[]): Promise<TrainedRow[]> {
  const rows = await run(plan, ...words);
  return rows.map((row) => {
    if (row.kind !== 'trained') throw new Error(`a case that trains came to a row that is ${row.kind}`);
    return row;
  });
}

describe('learn', () => {
  it('learns to add two numbers far apart, on every seed', async () => {
    const rows = await learn([small]);
    expect(rows.map(({ seed }) => seed)).toEqual([1, 2]);
    for (const { updates, evalLoss } of rows) {
      expect(updates).toBeGreaterThan(0);
      expect(updates).toBeLessThanOrEqual(1000);
      expect(evalLoss).toBeLessThan(0.01);
    }
  });

  it('says null where the limit comes first', async () => {
    const [row] = await learn([{ ...small, seeds: [1], limit: 10, every: 4 }]);
    expect(row.updates).toBeNull();
    expect(row.evalLoss).toBeGreaterThan(0.01);
  });

  it('goes on until the metric is reached', async () => {
    const [row] = await learn([{ ...small, seeds: [1], below: undefined, reach: 0.02 }]);
    expect(row).toMatchObject({ below: null, reach: 0.02, metric: { name: 'mse' } });
    expect(row.updates).toBeGreaterThan(0);
    expect(row.metric.value).toBeLessThanOrEqual(0.02);
  });

  it('asks a metric that should be high to be at least the bound', async () => {
    const run = {
      model: {
        input: { kind: 'tokens', vocabSize: 5, embeddingSize: 8 },
        encoder: { cell: 'gru', hiddenSizes: [12] },
        output: { kind: 'decoder', vocabSize: 5, embeddingSize: 8, attention: { score: 'dot', query: 'current' } },
      },
      task: { name: 'reverse', options: { length: 2, symbols: 2 } },
      training: { batchSize: 16, optimizer: { kind: 'adam', learningRate: 0.02 } },
    };
    const [row] = await learn([{ name: 'two letters', run, seeds: [1], reach: 0.95, limit: 400, every: 20 }]);
    expect(row.updates).toBeGreaterThan(0);
    expect(row.metric.name).toBe('exact');
    const [{ name, value }] = row.metrics ?? [];
    expect(name).toBe('symbolErrorRate');
    // Of two letters a wrong answer has one wrong, or both.
    expect(value).toBeGreaterThanOrEqual((1 - (row.metric.value ?? 0)) / 2);
    expect(value).toBeLessThanOrEqual(1 - (row.metric.value ?? 0));
    expect(row.metric.value).toBeGreaterThanOrEqual(0.95);
  });

  it('goes to the limit where there is no bound', async () => {
    const [row] = await learn([{ ...small, seeds: [1], below: undefined, limit: 3, every: 2 }]);
    expect(row).toMatchObject({ below: null, reach: null, updates: null });
    expect(Number.isFinite(row.evalLoss)).toBe(true);
  });

  it('notes the largest gradient, and where numbers cease to be finite', async () => {
    const wild = { ...small.run.training, optimizer: { kind: 'sgd', learningRate: 1e30 }, clip: null };
    const [still, broken] = await learn([
      { ...small, seeds: [1], below: undefined, limit: 2 },
      { ...small, seeds: [1], run: { ...small.run, training: wild }, mustReach: false },
    ]);
    expect(still.nonFinite).toBeNull();
    expect(still.largestGradNorm).toBeGreaterThan(0);
    expect(broken).toMatchObject({ updates: null, evalLoss: null, metric: { name: 'mse', value: null }, mustReach: false });
    expect(broken.nonFinite?.update).toBeGreaterThan(0);
    expect(broken.nonFinite?.pass).not.toBe('');
  });

  it('runs one case of a plan by its name', async () => {
    const plan = [
      { ...small, limit: 1 },
      { ...small, name: 'other', seeds: [5], limit: 1 },
    ];
    expect(await learn(plan, '--only', 'other')).toMatchObject([{ name: 'other', seed: 5 }]);
    await expect(learn(plan, '--only', 'none')).rejects.toThrow('"small", "other"');
  });

  it('measures how much of the gradient reaches the first step', async () => {
    const of = (cell: string, training: object) => ({
      name: cell,
      run: { ...small.run, model: { ...small.run.model, encoder: { cell, hiddenSizes: [16] } }, training },
      seeds: [1],
      measure: 'gradientRatio',
    });
    const [held, lost, lstm] = (await run([
      // An identity that reads next to nothing hands the gradient on as it is.
      { ...of('rnn', { initialisation: { kind: 'identity' } }) },
      { ...of('rnn', { initialisation: { spectralRadius: 0.1 } }) },
      { ...of('lstm', { initialisation: { forgetBias: 50 } }) },
    ])) as MeasuredRow[];
    expect(held).toMatchObject({ kind: 'measured', measure: 'gradientRatio', steps: 10, cellRatio: null });
    expect(held.hiddenRatio).toBeCloseTo(1, 3);
    expect(lost.hiddenRatio).toBeLessThan(1e-6);
    expect(lstm.cellRatio).toBeGreaterThan(0.5);
  });

  it('refuses a plan with a wrong field by its name', async () => {
    await expect(learn([{ ...small, every: 0 }])).rejects.toThrow('every');
    await expect(learn([{ ...small, run: { ...small.run, task: { name: 'juggling' } } }])).rejects.toThrow('task.name');
  });
});
