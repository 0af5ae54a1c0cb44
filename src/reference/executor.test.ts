/** What the executor promises about plans, feeds, reports and its flag, whatever the numbers are. */
import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors';
import type { Executor, Feed } from '../model/executor';
import { createFeed } from '../model/feed';
import { createPlan, gradientOf, type PlanOptions } from '../model/plan';
import type { ModelSpec } from '../model/spec';
import { createReferenceEngine } from './engine';
import { cellVariants, createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from './example';

const FORWARD_BACKWARD = ['encode', 'decode', 'loss', 'backward'] as const;
const UPDATE = [...FORWARD_BACKWARD, 'update'] as const;
const capacity = { B: 4, T: 6, U: 0 };

async function createExecutor(model: ModelSpec, options: Partial<PlanOptions> = {}): Promise<Executor> {
  const executor = await createReferenceEngine().createExecutor(createPlan(model, { capacity, ...options }));
  writeWeights(executor, createExampleWeights(executor.plan.parameters, 2));
  return executor;
}

async function readAll(executor: Executor, names: (parameter: string) => string): Promise<number[][]> {
  const all = await Promise.all(executor.plan.parameters.list.map(({ name }) => executor.read(names(name))));
  return all.map((data) => [...data]);
}

const gradientsOf = (executor: Executor): Promise<number[][]> => readAll(executor, gradientOf);
const parametersOf = (executor: Executor): Promise<number[][]> => readAll(executor, (name) => name);

const model = createExampleModel();
const feedOf = (B: number, T: number, rest: Partial<Feed> = {}): Feed => ({
  ...createFeed(model, createExampleBatch(model, B, T, 6), { learningRate: 0.1 }),
  ...rest,
});

describe('plans', () => {
  it.each(Object.keys(cellVariants))('%s: recording changes no gradient', async (variant) => {
    for (const head of ['last', 'every'] as const) {
      const each = createExampleModel({ variant, head });
      const feed = createFeed(each, createExampleBatch(each, 3, 5, 4, [5, 2, 1]));
      const [silent, recording] = [await createExecutor(each), await createExecutor(each, { record: true })];
      const [report] = await silent.enqueue([feed], FORWARD_BACKWARD);
      expect(await recording.enqueue([feed], FORWARD_BACKWARD)).toEqual([report]);
      expect(await gradientsOf(recording)).toEqual(await gradientsOf(silent));
    }
  });

  it.each(Object.keys(cellVariants))('%s: a batch leaves nothing behind for the next, smaller one', async (variant) => {
    for (const head of ['last', 'every'] as const) {
      const each = createExampleModel({ variant, head, input: { kind: 'tokens', vocabSize: 5, embeddingSize: 2 } });
      const small = createFeed(each, createExampleBatch(each, 2, 3, 4, [3, 2]));
      const [fresh, used] = [await createExecutor(each, { record: true }), await createExecutor(each, { record: true })];
      await used.enqueue([createFeed(each, createExampleBatch(each, 4, 6, 9))], FORWARD_BACKWARD);
      expect(await used.enqueue([small], FORWARD_BACKWARD)).toEqual(await fresh.enqueue([small], FORWARD_BACKWARD));
      expect(await gradientsOf(used)).toEqual(await gradientsOf(fresh));
      expect(await used.read('dhidden.l0')).toEqual(await fresh.read('dhidden.l0'));
    }
  });

  it('gives a row the same outputs and gradients whatever padding follows it', async () => {
    const short = createExampleBatch(model, 1, 3, 4);
    const long = createExampleBatch(model, 1, 6, 4, [3]);
    long.inputs.data.set(short.inputs.data);
    long.targets.data.set(short.targets.data);
    const [a, b] = [await createExecutor(model), await createExecutor(model)];
    const reports = [await a.enqueue([createFeed(model, short)], FORWARD_BACKWARD), await b.enqueue([createFeed(model, long)], FORWARD_BACKWARD)];
    expect(reports[0]).toEqual(reports[1]);
    expect(await gradientsOf(a)).toEqual(await gradientsOf(b));
    const outputs = await b.read('outputs');
    expect([...outputs.slice(0, 9)]).toEqual([...(await a.read('outputs'))]);
    expect([...outputs.slice(9)]).toEqual(Array.from({ length: 9 }, () => 0));
  });

  it('multiplies each row of the loss by its weight', async () => {
    const weights = Float32Array.from({ length: 6 }, (_value, k) => k);
    const plain = feedOf(2, 3);
    const executor = await createExecutor(model, { weighted: true });
    await executor.enqueue([{ ...plain, inputs: { ...plain.inputs, weights: weights.map(() => 1) } }], FORWARD_BACKWARD);
    const rowLoss = await executor.read('rowLoss');
    const doutputs = await executor.read('doutputs');
    const [report] = await executor.enqueue([{ ...plain, inputs: { ...plain.inputs, weights } }], FORWARD_BACKWARD);
    expect(await executor.read('rowLoss')).toEqual(rowLoss.map((value, m) => value * weights[m]));
    (await executor.read('doutputs')).forEach((value, k) => {
      expect(value).toBeCloseTo(doutputs[k] * weights[Math.floor(k / 3)], 14);
    });
    const weighted = Array.from(rowLoss, (value, m) => value * weights[m]);
    const total = weighted.reduce((sum, value) => sum + value);
    expect(report.loss).toBeCloseTo(total, 14);
  });
});

describe('reports', () => {
  it('come one a feed, in order, with the norm of all gradients', async () => {
    const executor = await createExecutor(model);
    const reports = await executor.enqueue([feedOf(2, 3, { update: 1 }), feedOf(4, 6, { update: 2 })], UPDATE);
    expect(reports.map(({ update, finite }) => [update, finite])).toEqual([
      [1, true],
      [2, true],
    ]);
    const all = (await gradientsOf(executor)).flat();
    expect(reports[1].gradNorm).toBeCloseTo(Math.hypot(...all), 12);
  });

  it('say NaN for what did not run', async () => {
    const executor = await createExecutor(model);
    await executor.enqueue([feedOf(2, 3)], UPDATE);
    const [report] = await executor.enqueue([feedOf(2, 3)], ['encode', 'decode']);
    expect(report).toEqual({ update: 1, loss: NaN, gradNorm: NaN, finite: true });
  });

  it('are the same again from the same weights', async () => {
    const run = async (): Promise<unknown> => (await createExecutor(model)).enqueue([feedOf(4, 6), feedOf(3, 5, { update: 2 })], UPDATE);
    expect(await run()).toEqual(await run());
  });
});

describe('the non-finite flag', () => {
  it('stays up, and updates leave everything alone, until a parameter is written', async () => {
    const executor = await createExecutor(model);
    await executor.enqueue([feedOf(2, 3)], UPDATE);
    const before = await parametersOf(executor);
    const moments = [await executor.read('optimizer.moment1'), await executor.read('optimizer.moment2')];
    const bad = feedOf(2, 3, { update: 2 });
    bad.inputs.inputs[0] = NaN;
    const reports = await executor.enqueue([bad, feedOf(2, 3, { update: 3 })], UPDATE);
    expect(reports.map(({ finite }) => finite)).toEqual([false, false]);
    expect(reports[1].loss).toBeGreaterThan(0);
    expect(await parametersOf(executor)).toEqual(before);
    expect([await executor.read('optimizer.moment1'), await executor.read('optimizer.moment2')]).toEqual(moments);
    executor.write('optimizer.moment1', moments[0]);
    expect((await executor.enqueue([feedOf(2, 3)], UPDATE))[0].finite).toBe(false);
    executor.write('head.output.bias', await executor.read('head.output.bias'));
    expect((await executor.enqueue([feedOf(2, 3)], UPDATE))[0].finite).toBe(true);
    expect(await parametersOf(executor)).not.toEqual(before);
  });

  it('rises for a loss that is not finite though all gradients are', async () => {
    const mse = createExampleModel({ loss: 'mse', head: 'last', outputSize: 1 });
    const executor = await createExecutor(mse);
    const feed = { ...createFeed(mse, createExampleBatch(mse, 2, 3, 1)), lossScale: 1 };
    executor.write('head.output.bias', Float64Array.of(1e200));
    const [report] = await executor.enqueue([feed], FORWARD_BACKWARD);
    expect(report.loss).toBe(Infinity);
    executor.plan.parameters.list.forEach(({ name, size }) => {
      executor.write(gradientOf(name), new Float64Array(size));
    });
    await executor.run(feed, executor.plan.segments.update);
    expect(await executor.read('head.output.bias')).toEqual(Float64Array.of(1e200));
    expect((await executor.enqueue([feed], ['encode']))[0].finite).toBe(false);
  });
});

describe('borders', () => {
  it('refuses feeds that do not fit, and changes nothing', async () => {
    const executor = await createExecutor(model);
    const good = feedOf(2, 3);
    await executor.enqueue([good], FORWARD_BACKWARD);
    const outputs = await executor.read('outputs');
    await expect(executor.enqueue([feedOf(5, 3)], FORWARD_BACKWARD)).rejects.toThrow('feed.sizes.B: at most 4, got 5');
    const { lengths: _lengths, ...rest } = good.inputs;
    await expect(executor.enqueue([{ ...good, inputs: rest }], FORWARD_BACKWARD)).rejects.toThrow('feed.inputs.lengths: 2 numbers, got nothing');
    expect(await executor.read('outputs')).toEqual(outputs);
  });

  it('refuses unknown tensors and wrong sizes', async () => {
    const executor = await createExecutor(model);
    await expect(executor.read('nothing')).rejects.toThrow(InputError);
    expect(() => {
      executor.write('head.output.bias', new Float64Array(4));
    }).toThrow('write head.output.bias: 3 numbers, got 4');
  });

  it('reads copies, at the sizes of the last feed', async () => {
    const executor = await createExecutor(model);
    await executor.run(feedOf(2, 3), executor.plan.segments.encode);
    const hidden = await executor.read('hidden.l0');
    expect(hidden.length).toBe(4 * 2 * 4);
    const kept = hidden.slice();
    hidden.fill(9);
    expect(await executor.read('hidden.l0')).toEqual(kept);
  });

  it('computes nothing once disposed', async () => {
    const executor = await createExecutor(model);
    executor.dispose();
    await expect(executor.read('outputs')).rejects.toThrow('disposed');
    await expect(executor.enqueue([feedOf(2, 3)], UPDATE)).rejects.toThrow('disposed');
  });
});
