/** Whole models against the reference, and what an executor promises: repetition, recording, smaller batches, the flag, refusal, the end. */
import { loadKernels } from 'virtual:wasm-kernels';
import { beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../core/errors';
import type { Numbers } from '../core/tensor';
import type { Engine, Executor, Report } from '../model/executor';
import { createFeed, type Batch } from '../model/feed';
import { createPlan, gradientOf, type Plan, type PlanOptions, type Segment } from '../model/plan';
import type { ModelSpec } from '../model/spec';
import { type ClipSpec, defaultTraining, type OptimizerSpec } from '../model/training';
import { createReferenceEngine } from '../reference/engine';
import { cellVariants, createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from '../reference/example';
import { compileKernels, createKernels } from './kernels';
import { loadWasmEngine } from './load';
import { createMachine } from './machine';

let wasm: Engine;
const reference = createReferenceEngine();
beforeAll(async () => {
  wasm = await loadWasmEngine();
});

const PASS: readonly Segment[] = ['encode', 'decode', 'loss', 'backward'];
const TRAIN: readonly Segment[] = [...PASS, 'update'];

interface PassResult {
  readonly reports: readonly Report[];
  readonly gradients: Readonly<Record<string, Numbers>>;
}

async function createReady(engine: Engine, plan: Plan): Promise<Executor> {
  const executor = await engine.createExecutor(plan);
  writeWeights(executor, createExampleWeights(plan.parameters, 5));
  return executor;
}

async function readAll(executor: Executor, nameOf: (parameter: string) => string): Promise<Readonly<Record<string, Numbers>>> {
  const result: Record<string, Numbers> = {};
  for (const { name } of executor.plan.parameters.list) result[nameOf(name)] = await executor.read(nameOf(name));
  return result;
}

async function runPass(
  engine: Engine,
  model: ModelSpec,
  batch: Batch,
  capacity: { B: number; T: number },
  options: Partial<PlanOptions> = {},
): Promise<PassResult> {
  const executor = await createReady(engine, createPlan(model, { capacity: { ...capacity, U: 0 }, ...options }));
  const reports = await executor.enqueue([createFeed(model, batch)], PASS);
  const gradients = { ...(await readAll(executor, gradientOf)), outputs: await executor.read('outputs') };
  executor.dispose();
  return { reports, gradients };
}

function largestOf(numbers: Numbers): number {
  return Math.max(0, ...Array.from(numbers, Math.abs));
}

/** The measure for one pass: |a-b| ≤ 1e-4·max|b| + 1e-6·(the model's largest gradient). */
function expectSamePass(actual: PassResult, expected: PassResult, label: string): void {
  const largest = Math.max(...Object.values(expected.gradients).map(largestOf));
  for (const [name, numbers] of Object.entries(expected.gradients)) {
    const difference = largestOf(Float64Array.from(numbers, (value, k) => actual.gradients[name][k] - value));
    expect(difference, `${label} ${name}`).toBeLessThanOrEqual(1e-4 * largestOf(numbers) + 1e-6 * largest);
  }
  expect(Math.abs(actual.reports[0].loss - expected.reports[0].loss), `${label} loss`).toBeLessThanOrEqual(1e-4 * expected.reports[0].loss);
}

describe.each(Object.keys(cellVariants))('%s', (variant) => {
  it.each(['last', 'every'] as const)('agrees with the reference under head %s, for each loss, input and kind of batch', async (head) => {
    for (const loss of ['mse', 'bce', 'crossEntropy'] as const) {
      for (const input of [{ kind: 'values', size: 3 } as const, { kind: 'tokens', vocabSize: 7, embeddingSize: 5 } as const]) {
        for (const lengths of [undefined, [6, 1, 4, 5, 2]]) {
          const model = createExampleModel({ variant, head, loss, input, hiddenSize: 9 });
          const batch = createExampleBatch(model, 5, 6, 3, lengths);
          const [actual, expected] = await Promise.all([wasm, reference].map((engine) => runPass(engine, model, batch, { B: 5, T: 6 })));
          expectSamePass(actual, expected, [loss, input.kind, lengths ? 'ragged' : 'full'].join(' '));
        }
      }
    }
  });

  it('gives the same bits again, with recording and without, and at any capacity', async () => {
    for (const head of ['last', 'every'] as const) {
      const model = createExampleModel({ variant, head, hiddenSize: 13 });
      const batch = createExampleBatch(model, 7, 5, 3, [5, 4, 3, 2, 1, 5, 5]);
      const first = await runPass(wasm, model, batch, { B: 7, T: 5 });
      expect(await runPass(wasm, model, batch, { B: 7, T: 5 })).toEqual(first);
      expect(await runPass(wasm, model, batch, { B: 7, T: 5 }, { record: true })).toEqual(first);
      expect(await runPass(wasm, model, batch, { B: 16, T: 31 })).toEqual(first);
    }
  });
});

describe('training', () => {
  const { optimizer } = defaultTraining;
  const cases: readonly (readonly [OptimizerSpec, ClipSpec])[] = [
    [{ ...optimizer, kind: 'sgd', learningRate: 0.05, weightDecay: 0.01 }, null],
    [{ ...optimizer, kind: 'sgd', learningRate: 0.05, momentum: 0.9 }, { norm: 0.05 }],
    [{ ...optimizer, kind: 'rmsprop', learningRate: 0.002 }, { value: 0.01 }],
    [{ ...optimizer, kind: 'rmsprop', learningRate: 0.002, momentum: 0.5, weightDecay: 0.01 }, { norm: 100 }],
    [{ ...optimizer, kind: 'adam', learningRate: 0.01, weightDecay: 0.02 }, { norm: 0.1 }],
    [{ ...optimizer, kind: 'adamw', learningRate: 0.01, weightDecay: 0.1 }, null],
  ];
  it.each(cases)('stays with the reference for ten updates: %j, clip %j', async (optimizer, clip) => {
    const model = createExampleModel({ loss: 'mse', hiddenSize: 6 });
    const batch = createExampleBatch(model, 4, 5, 9, [5, 3, 5, 2]);
    const feeds = Array.from({ length: 10 }, (_value, k) => createFeed(model, batch, { update: k + 1, learningRate: optimizer.learningRate }));
    const results = [wasm, reference].map(async (engine) => {
      const executor = await createReady(engine, createPlan(model, { capacity: { B: 4, T: 5, U: 0 }, optimizer, clip }));
      return { reports: await executor.enqueue(feeds, TRAIN), parameters: await readAll(executor, (name) => name) };
    });
    const [actual, expected] = await Promise.all(results);
    expected.reports.forEach(({ update, loss, gradNorm, finite }, k) => {
      const report = actual.reports[k];
      expect([report.update, report.finite]).toEqual([update, finite]);
      expect(Math.abs(report.loss - loss)).toBeLessThanOrEqual(1e-4 * loss);
      expect(Math.abs(report.gradNorm - gradNorm)).toBeLessThanOrEqual(1e-4 * gradNorm);
    });
    for (const [name, numbers] of Object.entries(expected.parameters)) {
      const difference = largestOf(Float64Array.from(numbers, (value, k) => actual.parameters[name][k] - value));
      expect(difference, name).toBeLessThanOrEqual(2e-5 * Math.max(1, largestOf(numbers)));
    }
  });

  it('truncates as the reference does', async () => {
    const model = createExampleModel({ hiddenSize: 5 });
    const batch = createExampleBatch(model, 3, 7, 2, [7, 5, 4]);
    const [actual, expected] = await Promise.all(
      [wasm, reference].map(async (engine): Promise<PassResult> => {
        const executor = await createReady(engine, createPlan(model, { capacity: { B: 3, T: 7, U: 0 } }));
        const reports = await executor.enqueue([createFeed(model, batch, { truncate: 3 })], PASS);
        return { reports, gradients: await readAll(executor, gradientOf) };
      }),
    );
    expectSamePass(actual, expected, 'truncated');
  });

  it('takes batches of changing size', async () => {
    const model = createExampleModel({ head: 'last' });
    const executor = await createReady(wasm, createPlan(model, { capacity: { B: 6, T: 9, U: 0 } }));
    for (const [B, T] of [
      [6, 9],
      [2, 4],
      [5, 9],
      [2, 4],
    ]) {
      const batch = createExampleBatch(model, B, T, B * T);
      await executor.enqueue([createFeed(model, batch)], PASS);
      const fresh = await runPass(wasm, model, batch, { B, T });
      expect({ ...(await readAll(executor, gradientOf)), outputs: await executor.read('outputs') }).toEqual(fresh.gradients);
    }
  });
});

describe('an executor', () => {
  const model = createExampleModel({ loss: 'mse' });
  const plan = createPlan(model, { capacity: { B: 2, T: 3, U: 0 } });
  const batch = createExampleBatch(model, 2, 3, 1);

  it('raises a flag that stays, and leaves parameters and moments untouched from then on', async () => {
    const executor = await createReady(wasm, plan);
    const feed = createFeed(model, batch, { learningRate: 0.1 });
    const poisoned = createFeed(
      model,
      { ...batch, inputs: { shape: batch.inputs.shape, data: Float32Array.from(batch.inputs.data, () => NaN) } },
      { learningRate: 0.1 },
    );
    const before = await executor.enqueue([feed], TRAIN);
    const names = [...plan.tensors.values()].filter(({ role }) => role === 'parameter' || role === 'optimizer').map(({ name }) => name);
    const readNames = () => Promise.all(names.map((name) => executor.read(name)));
    const kept = await readNames();
    const after = await executor.enqueue([poisoned, feed], TRAIN);
    expect([...before, ...after].map(({ finite }) => finite)).toEqual([true, false, false]);
    expect(after[0].loss).toBeNaN();
    expect(Number.isFinite(after[1].loss)).toBe(true);
    expect(await readNames()).toEqual(kept);
    writeWeights(executor, createExampleWeights(plan.parameters, 5));
    expect((await executor.enqueue([feed], TRAIN))[0]).toMatchObject({ finite: true });
  });

  it('refuses feeds, tensors and numbers that do not fit, and goes on', async () => {
    const executor = await createReady(wasm, plan);
    const large = createExampleBatch(model, 3, 3, 1);
    await expect(executor.enqueue([createFeed(model, large)], PASS)).rejects.toThrow('feed.sizes.B: at most 2, got 3');
    await expect(executor.enqueue([{ ...createFeed(model, batch), inputs: {} }], PASS)).rejects.toThrow(InputError);
    await expect(executor.read('nothing')).rejects.toThrow(InputError);
    expect(() => {
      executor.write('head.output.bias', new Float32Array(2));
    }).toThrow('write head.output.bias: 3 numbers, got 2');
    expect(await executor.enqueue([createFeed(model, batch)], PASS)).toEqual((await runPass(wasm, model, batch, { B: 2, T: 3 })).reports);
  });

  it('refuses a plan of more than 512 MB with the figure', async () => {
    const model = createExampleModel({ hiddenSize: 256 });
    const plan = createPlan(model, { capacity: { B: 256, T: 1400, U: 0 } });
    await expect(wasm.createExecutor(plan)).rejects.toThrow(
      /must fit 512 MB, got "\d+ MB even in windows of 22 steps, of which 350 MB for hidden\.l0"/,
    );
  });

  it('says so where the machine has no room', async () => {
    const kernels = await createKernels(await compileKernels(await loadKernels()));
    const full = { ...kernels, memory: new WebAssembly.Memory({ initial: 1, maximum: 1 }) };
    expect(() => createMachine(plan, full)).toThrow(/must fit what this machine has free, got "\d+ MB"/);
  });

  it('is gone once disposed', async () => {
    const executor = await createReady(wasm, plan);
    executor.dispose();
    executor.dispose();
    await expect(executor.read('outputs')).rejects.toThrow('disposed');
    await expect(executor.enqueue([createFeed(model, batch)], PASS)).rejects.toThrow('disposed');
  });
});
