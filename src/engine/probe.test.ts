import { describe, expect, it } from 'vitest';
import { uniform } from '../core/random';
import type { Executor } from '../model/executor';
import { type Batch, sizesOf } from '../model/feed';
import { initialiseParameters } from '../model/initialise';
import { type CellKind, type ModelSpec } from '../model/spec';
import { createReferenceEngine } from '../reference/engine';
import { createItemisePlan, itemise } from './itemise';
import { createProbePlan, gradients, probe } from './probe';
import { takeRows } from './rows';
import { writeParameters } from './weights';

const H = 3;

function createModel(cell: CellKind, kind: 'last' | 'every'): ModelSpec {
  return {
    input: { kind: 'values', size: 2 },
    encoder: { cell, hiddenSizes: [H], bidirectional: false, dropout: 0, residual: false, nonlinearity: 'tanh', resetAfter: true },
    output: { kind, size: 2, loss: 'mse', dropout: 0, hidden: [] },
  };
}

/** Three rows of lengths 4, 6 and 1, numbers from −1 to 1. */
function createBatch(kind: 'last' | 'every'): Batch {
  const [B, T] = [3, 6];
  const numbers = (stream: number, count: number): Float32Array => Float32Array.from({ length: count }, (_, k) => 2 * uniform(1, stream, k, 0) - 1);
  const targets = kind === 'every' ? [B, T, 2] : [B, 2];
  return {
    inputs: { shape: [B, T, 2], data: numbers(50, B * T * 2) },
    lengths: { shape: [B], data: Int32Array.of(4, 6, 1) },
    targets: {
      shape: targets,
      data: numbers(
        51,
        targets.reduce((product, size) => product * size, 1),
      ),
    },
  };
}

async function createProber(model: ModelSpec, batch: Batch): Promise<Executor> {
  const executor = await createReferenceEngine().createExecutor(createProbePlan(model, sizesOf(batch)));
  writeParameters(executor, initialiseParameters(model, { kind: 'pytorch' }, 3));
  return executor;
}

const sigmoidRange = (value: number): boolean => value > 0 && value < 1;

describe('probe', () => {
  it.each(['rnn', 'lstm', 'gru'] as const)('names every tensor of a %s and leaves padded steps 0', async (cell) => {
    const batch = createBatch('every');
    const found = await probe(await createProber(createModel(cell, 'every'), batch), batch);
    const gates = { rnn: [], lstm: ['input', 'forget', 'candidate', 'output'], gru: ['reset', 'update', 'candidate'] }[cell];
    const states = cell === 'lstm' ? ['cell.l0', 'cellGradient.l0'] : [];
    expect(Object.keys(found).sort()).toEqual(
      ['loss', 'outputs', 'hidden.l0', 'hiddenGradient.l0', ...states, ...gates.map((gate) => `gates.l0.${gate}`)].sort(),
    );
    const lengths = batch.lengths.data;
    for (const [name, { shape, data }] of Object.entries(found)) {
      if (name === 'loss') continue;
      const [B, T, width] = shape;
      expect([B, T], name).toEqual([3, 6]);
      for (let b = 0; b < B; b++) {
        const row = data.subarray(b * T * width, (b + 1) * T * width);
        expect(
          row.subarray(lengths[b] * width).every((value) => value === 0),
          `${name} past the length of row ${String(b)}`,
        ).toBe(true);
        expect(
          row.subarray(0, lengths[b] * width).some((value) => value !== 0),
          name,
        ).toBe(true);
      }
    }
  });

  it('gives states after their step: h_t of the lstm is its output gate times tanh c_t', async () => {
    const batch = createBatch('last');
    const found = await probe(await createProber(createModel('lstm', 'last'), batch), batch);
    const { data: hidden } = found['hidden.l0'];
    hidden.forEach((h, i) => {
      expect(h).toBeCloseTo(found['gates.l0.output'].data[i] * Math.tanh(found['cell.l0'].data[i]), 12);
    });
    expect([...found['gates.l0.forget'].data.filter((value) => value !== 0)].every(sigmoidRange)).toBe(true);
  });

  it('gives gates that make the next state: h_t of the gru is (1-z)n + z h_{t-1}', async () => {
    const batch = createBatch('last');
    const found = await probe(await createProber(createModel('gru', 'last'), batch), batch);
    const [z, n, h] = ['gates.l0.update', 'gates.l0.candidate', 'hidden.l0'].map((name) => found[name].data);
    for (let t = 1; t < 6; t++) {
      for (let u = 0; u < H; u++) {
        const now = (6 + t) * H + u; // the second row, which is not padded
        expect(h[now]).toBeCloseTo((1 - z[now]) * n[now] + z[now] * h[now - H], 12);
      }
    }
  });

  it('does not mix rows: a row alone has the same states, and its gradient but for the mean', async () => {
    const batch = createBatch('last');
    const prober = await createProber(createModel('gru', 'last'), batch);
    const all = await probe(prober, batch);
    const alone = await probe(prober, takeRows(batch, [1]));
    const row = (data: ArrayLike<number>): number[] => Array.from({ length: 6 * H }, (_, i) => data[6 * H + i]);
    row(all['hidden.l0'].data).forEach((value, i) => {
      expect(alone['hidden.l0'].data[i]).toBe(value);
    });
    row(all['hiddenGradient.l0'].data).forEach((value, i) => {
      expect(alone['hiddenGradient.l0'].data[i]).toBeCloseTo(3 * value, 12);
    });
  });
});

describe('gradients', () => {
  it('gives each parameter its gradient in its shape, with the loss and outputs of the probe', async () => {
    const batch = createBatch('every');
    const model = createModel('lstm', 'every');
    const prober = await createProber(model, batch);
    const found = await gradients(prober, batch);
    for (const { name, shape } of prober.plan.parameters.list) expect(found[`gradient.${name}`].shape).toEqual(shape);
    const probed = await probe(prober, batch);
    for (const name of ['loss', 'outputs', 'hiddenGradient.l0']) expect(found[name]).toEqual(probed[name]);
  });

  it('refuses a plan that does not record', async () => {
    const batch = createBatch('last');
    const prober = await createProber(createModel('rnn', 'last'), batch);
    const blind = { ...prober, plan: { ...prober.plan, options: { ...prober.plan.options, record: false } } };
    await expect(gradients(blind, batch)).rejects.toThrow('must record');
  });
});

describe('itemise', () => {
  it.each(['rnn', 'lstm', 'gru'] as const)('sums to the whole dL/dh_t of a %s, and nothing flows to later steps', async (cell) => {
    const batch = createBatch('every');
    const model = createModel(cell, 'every');
    const prober = await createProber(model, batch);
    const whole = (await probe(prober, batch))['hiddenGradient.l0'].data;
    const executor = await createReferenceEngine().createExecutor(createItemisePlan(model, { T: 6, U: 0 }));
    writeParameters(executor, initialiseParameters(model, { kind: 'pytorch' }, 3));
    const { shape, data } = (await itemise(executor, batch))['itemised.l0'];
    expect(shape).toEqual([3, 6, 6, H]);
    const sum = new Float64Array(whole.length);
    for (let b = 0; b < 3; b++) {
      for (let k = 0; k < 6; k++) {
        for (let t = 0; t < 6; t++) {
          for (let u = 0; u < H; u++) {
            const value = data[((b * 6 + k) * 6 + t) * H + u];
            if (t > k) expect(value).toBe(0);
            sum[(b * 6 + t) * H + u] += value;
          }
        }
      }
    }
    whole.forEach((value, i) => {
      expect(sum[i]).toBeCloseTo(value, 12);
    });
  });

  it('takes only the steps asked for, and one for a network that answers once', async () => {
    const every = createModel('gru', 'every');
    const executor = await createReferenceEngine().createExecutor(createItemisePlan(every, { T: 6, U: 0 }));
    writeParameters(executor, initialiseParameters(every, { kind: 'pytorch' }, 3));
    const all = (await itemise(executor, createBatch('every')))['itemised.l0'];
    const some = (await itemise(executor, createBatch('every'), [2, 5]))['itemised.l0'];
    expect(some.shape).toEqual([3, 2, 6, H]);
    expect([...some.data.subarray(0, 6 * H)]).toEqual([...all.data.subarray(2 * 6 * H, 3 * 6 * H)]);
    const last = createModel('gru', 'last');
    const lastExecutor = await createReferenceEngine().createExecutor(createItemisePlan(last, { T: 6, U: 0 }));
    writeParameters(lastExecutor, initialiseParameters(last, { kind: 'pytorch' }, 3));
    const once = (await itemise(lastExecutor, createBatch('last')))['itemised.l0'];
    const whole = (await probe(await createProber(last, createBatch('last')), createBatch('last')))['hiddenGradient.l0'];
    expect(once.shape).toEqual([3, 1, 6, H]);
    once.data.forEach((value, i) => {
      expect(value).toBeCloseTo(whole.data[i], 14);
    });
  });
});
