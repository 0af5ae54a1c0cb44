import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LearnRow, runLearn } from './learn';

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

async function learn(plan: unknown, engine = 'wasm'): Promise<LearnRow[]> {
  const path = join(folder, 'plan.json');
  await writeFile(path, JSON.stringify(plan));
  const rows: LearnRow[] = [];
  await runLearn(['--plan', path, '--engine', engine], (line) => rows.push(JSON.parse(line) as LearnRow));
  return rows;
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
    expect(row.metric.value).toBeGreaterThanOrEqual(0.95);
  });

  it('goes to the limit where there is no bound', async () => {
    const [row] = await learn([{ ...small, seeds: [1], below: undefined, limit: 3, every: 2 }]);
    expect(row).toMatchObject({ below: null, reach: null, updates: null });
    expect(Number.isFinite(row.evalLoss)).toBe(true);
  });

  it('refuses a plan with a wrong field by its name', async () => {
    await expect(learn([{ ...small, every: 0 }])).rejects.toThrow('every');
    await expect(learn([{ ...small, run: { ...small.run, task: { name: 'juggling' } } }])).rejects.toThrow('task.name');
  });
});
