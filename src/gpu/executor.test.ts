/** What an executor promises: repetition, equal grouping, constant dispatches, reports, refusal, the flag, and that nothing outlives it. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openNodeGpu } from '../headless/node-gpu';
import type { Numbers } from '../core/tensor';
import { InputError, UnavailableError } from '../core/errors';
import type { Engine, Executor, Feed, Report } from '../model/executor';
import { createFeed } from '../model/feed';
import { createPlan, gradientOf, keptGates, type Plan, type Segment } from '../model/plan';
import type { ModelSpec } from '../model/spec';
import { createReferenceEngine } from '../reference/engine';
import { createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from '../reference/example';
import { createWebGpuEngine } from './engine';
import { findDisagreements } from './fixtures/agreement';
import { openTestEngine } from './fixtures/lone-plan';

const PASS: readonly Segment[] = ['encode', 'decode', 'loss', 'backward'];
const TRAIN: readonly Segment[] = [...PASS, 'update'];

let webgpu: Engine;
beforeAll(async () => {
  webgpu = await openTestEngine('hardware');
});
afterAll(() => {
  webgpu.dispose();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const tokenModel = createExampleModel({ variant: 'lstm', hiddenSize: 12, input: { kind: 'tokens', vocabSize: 9, embeddingSize: 4 } });

function createTrainingPlan(model: ModelSpec, B = 8, T = 12): Plan {
  return createPlan(model, { capacity: { B, T, U: 0 }, clip: { norm: 0.5 } });
}

function createFeeds(model: ModelSpec, count: number, B = 8, T = 12): readonly Feed[] {
  return Array.from({ length: count }, (_value, k) => createFeed(model, createExampleBatch(model, B, T, k), { update: k + 1, learningRate: 0.01 }));
}

async function createReady(engine: Engine, plan: Plan): Promise<Executor> {
  const executor = await engine.createExecutor(plan);
  writeWeights(executor, createExampleWeights(plan.parameters, 3));
  return executor;
}

async function readAll(executor: Executor, nameOf = (name: string): string => name): Promise<Readonly<Record<string, Numbers>>> {
  const result: Record<string, Numbers> = {};
  for (const { name } of executor.plan.parameters.list) result[nameOf(name)] = await executor.read(nameOf(name));
  return result;
}

async function train(engine: Engine, plan: Plan, feeds: readonly Feed[], atOnce: number): Promise<{ reports: Report[]; weights: unknown }> {
  const executor = await createReady(engine, plan);
  const reports: Report[] = [];
  for (let k = 0; k < feeds.length; k += atOnce) reports.push(...(await executor.enqueue(feeds.slice(k, k + atOnce), TRAIN)));
  const weights = await readAll(executor);
  executor.dispose();
  return { reports, weights };
}

describe('training', () => {
  it('repeats itself bit for bit, and many updates a submit equal one', async () => {
    const plan = createTrainingPlan(tokenModel);
    const feeds = createFeeds(tokenModel, 40);
    const first = await train(webgpu, plan, feeds, 40);
    expect(await train(webgpu, plan, feeds, 40)).toEqual(first);
    expect(await train(webgpu, plan, feeds, 1)).toEqual(first);
    expect(first.reports.map(({ update }) => update)).toEqual(feeds.map(({ update }) => update));
  });

  it.each(['rnn tanh', 'lstm', 'gru after', 'gru before'])('%s follows the reference for ten updates', async (variant) => {
    const model = createExampleModel({ variant, hiddenSize: 16, head: 'last', loss: 'mse' });
    const plan = createTrainingPlan(model);
    const feeds = createFeeds(model, 10);
    const given = await train(webgpu, plan, feeds, 5);
    const truth = await train(createReferenceEngine(), plan, feeds, 5);
    expect(findDisagreements(given.weights as Record<string, Numbers>, truth.weights as Record<string, Numbers>, 1e-3)).toEqual([]);
    given.reports.forEach(({ loss, gradNorm }, k) => {
      expect(Math.abs(loss - truth.reports[k].loss)).toBeLessThan(1e-4 * truth.reports[k].loss);
      expect(Math.abs(gradNorm - truth.reports[k].gradNorm)).toBeLessThan(1e-3 * truth.reports[k].gradNorm);
    });
  });

  it('takes batches of other sizes in between', async () => {
    const model = createExampleModel({ head: 'last' });
    const plan = createTrainingPlan(model);
    const feeds = [createFeeds(model, 1)[0], createFeeds(model, 2, 3, 5)[1], createFeeds(model, 3, 7, 12)[2]];
    const given = await train(webgpu, plan, feeds, 3);
    const truth = await train(createReferenceEngine(), plan, feeds, 3);
    expect(findDisagreements(given.weights as Record<string, Numbers>, truth.weights as Record<string, Numbers>)).toEqual([]);
  });
});

describe('calls that are not awaited', () => {
  const model = createExampleModel({ variant: 'rnn tanh', hiddenSize: 5, head: 'last', loss: 'mse' });
  const plan = createTrainingPlan(model);

  it('take effect in order though the first ones wait for their pipelines', async () => {
    const [first, second] = createFeeds(model, 2);
    const bias = new Float32Array(3).fill(0.5);
    const calls: readonly ((executor: Executor) => Promise<unknown>)[] = [
      (executor) => executor.enqueue([first], TRAIN),
      (executor) => executor.read('head.output.bias'),
      (executor) => {
        executor.write('head.output.bias', bias);
        return executor.enqueue([second], ['encode', 'decode', 'loss']);
      },
      (executor) => executor.read('head.output.bias'),
      (executor) => executor.read('outputs'),
      (executor) => executor.enqueue([second], TRAIN),
      (executor) => executor.read('head.output.bias'),
    ];
    const patient = await createReady(webgpu, plan);
    const expected: unknown[] = [];
    for (const call of calls) expected.push(await call(patient));
    patient.dispose();
    const hasty = await createReady(webgpu, plan);
    expect(await Promise.all(calls.map((call) => call(hasty)))).toEqual(expected);
    hasty.dispose();
    expect(expected[3]).toEqual(bias);
    expect(new Set(expected.map((value) => JSON.stringify(value))).size).toBe(calls.length);
  });

  it('end with an error where the executor is disposed before their turn', async () => {
    const executor = await createReady(webgpu, plan);
    const training = executor.enqueue(createFeeds(model, 1), TRAIN);
    executor.dispose();
    await expect(training).rejects.toThrow('was disposed');
  });
});

describe('a recording plan', () => {
  it.each(['last', 'every'] as const)('under head %s gives the same gradients to the bit, and what the reference records', async (head) => {
    const model = createExampleModel({ head, hiddenSize: 7 });
    const [feed] = createFeeds(model, 1);
    const compute = async (engine: Engine, record: boolean) => {
      const executor = await createReady(engine, createPlan(model, { capacity: { B: 9, T: 13, U: 0 }, record }));
      await executor.enqueue([feed], PASS);
      const gradients = await readAll(executor, gradientOf);
      const recorded: Record<string, Numbers> = {};
      if (record) for (const name of [keptGates('l0'), 'dhidden.l0', 'dcell.l0', 'hidden.l0', 'cell.l0']) recorded[name] = await executor.read(name);
      executor.dispose();
      return { gradients, recorded };
    };
    const recording = await compute(webgpu, true);
    expect((await compute(webgpu, false)).gradients).toEqual(recording.gradients);
    expect(findDisagreements(recording.recorded, (await compute(createReferenceEngine(), true)).recorded)).toEqual([]);
  });
});

describe('dispatches and submits', () => {
  it('do not depend on the number of steps, and are few', async () => {
    const count = async (T: number) => {
      const executor = await createReady(webgpu, createTrainingPlan(tokenModel, 4, T));
      const feeds = createFeeds(tokenModel, 4, 4, T);
      await executor.enqueue(feeds.slice(0, 1), TRAIN);
      const dispatched = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
      const passes = vi.spyOn(GPUCommandEncoder.prototype, 'beginComputePass');
      const submitted = vi.spyOn(GPUQueue.prototype, 'submit');
      const created = vi.spyOn(GPUDevice.prototype, 'createBindGroup');
      await executor.enqueue(feeds.slice(1), TRAIN);
      const counts = {
        dispatches: dispatched.mock.calls.length / 3,
        passes: passes.mock.calls.length,
        submits: submitted.mock.calls.length,
        bindGroups: created.mock.calls.length,
      };
      vi.restoreAllMocks();
      executor.dispose();
      return counts;
    };
    const short = await count(25);
    expect(await count(100)).toEqual(short);
    // So short that tokens are not looked up by rows
    for (const { dispatches, ...rest } of [short, await count(10)]) {
      expect(rest).toEqual({ passes: 1, submits: 1, bindGroups: 0 });
      expect(dispatches).toBeLessThanOrEqual(16);
    }
  });
});

describe('numbers that stop being finite', () => {
  // The wider one has more parameters than one workgroup changes.
  it.each([6, 40])('freeze parameters and optimizer state of %i units until a parameter is written', async (hiddenSize) => {
    const model = createExampleModel({ head: 'last', loss: 'mse', hiddenSize });
    const plan = createTrainingPlan(model);
    const executor = await createReady(webgpu, plan);
    const [first, second, third] = createFeeds(model, 3);
    const poisoned = { ...second, inputs: { ...second.inputs, targets: Float32Array.from(second.inputs.targets, (x, k) => (k === 1 ? NaN : x)) } };
    expect((await executor.enqueue([first], TRAIN)).map(({ finite }) => finite)).toEqual([true]);
    const before = await readAll(executor);
    expect((await executor.enqueue([poisoned, third], TRAIN)).map(({ finite }) => finite)).toEqual([false, false]);
    expect(await readAll(executor)).toEqual(before);
    executor.write('head.output.bias', before['head.output.bias']);
    expect((await executor.enqueue([third], TRAIN)).map(({ finite }) => finite)).toEqual([true]);
    expect(await readAll(executor)).not.toEqual(before);
    executor.dispose();
  });
  it.each(['rnn tanh', 'rnn relu', 'lstm', 'gru after', 'gru before'])('are not hidden by the clamps of %s', async (variant) => {
    const model = createExampleModel({ variant, head: 'last', loss: 'mse' });
    const executor = await createReady(webgpu, createTrainingPlan(model));
    const { size } = executor.plan.parameters.list[1];
    executor.write('encoder.weight_hh_l0', new Float32Array(size).fill(NaN));
    const [{ finite }] = await executor.enqueue(createFeeds(model, 1), TRAIN);
    expect(finite).toBe(false);
    executor.dispose();
  });
});

describe('what a report leaves out', () => {
  it('is NaN', async () => {
    const model = createExampleModel();
    const executor = await createReady(webgpu, createTrainingPlan(model));
    const feeds = createFeeds(model, 1);
    const [encoded] = await executor.enqueue(feeds, ['encode']);
    expect(encoded).toEqual({ update: 1, loss: NaN, gradNorm: NaN, finite: true });
    const [decoded] = await executor.enqueue(feeds, ['encode', 'decode', 'loss']);
    expect(decoded.loss).toBeGreaterThan(0);
    expect(decoded.gradNorm).toBeNaN();
    executor.dispose();
  });
});

describe('refusal', () => {
  it('names what a feed or a tensor must be', async () => {
    const model = tokenModel;
    const executor = await createReady(webgpu, createTrainingPlan(model));
    const [feed] = createFeeds(model, 1);
    const [long] = createFeeds(model, 1, 8, 13);
    await expect(executor.enqueue([long], PASS)).rejects.toThrow('feed.sizes.T: at most 12, got 13');
    await expect(executor.enqueue([{ ...feed, inputs: { ...feed.inputs, lengths: new Int32Array(3) } }], PASS)).rejects.toThrow(
      'feed.inputs.lengths: 8 numbers, got 3',
    );
    await expect(executor.enqueue([{ ...feed, inputs: { ...feed.inputs, inputs: new Int32Array(96).fill(9) } }], PASS)).rejects.toThrow(
      'ids from 0 to 8',
    );
    await expect(executor.read('nothing')).rejects.toThrow(InputError);
    expect(() => {
      executor.write('head.output.bias', new Float32Array(2));
    }).toThrow('write head.output.bias: 3 numbers, got 2');
    executor.dispose();
    await expect(executor.enqueue([feed], PASS)).rejects.toThrow('was disposed');
  });
  it('comes before allocation where a tensor is too large for a binding', async () => {
    const created = vi.spyOn(GPUDevice.prototype, 'createBuffer');
    const plan = createPlan(createExampleModel({ hiddenSize: 512 }), { capacity: { B: 64, T: 2000, U: 0 } });
    await expect(webgpu.createExecutor(plan)).rejects.toThrow(
      /lstm, hidden 512.*limit of 128\.0 MiB.*got "250\.1 MiB for hidden\.l0 even in windows of 26 steps"/,
    );
    expect(created).not.toHaveBeenCalled();
  });
  it('says that there is no adapter', async () => {
    const gpu = { requestAdapter: () => Promise.resolve(null) } as unknown as GPU;
    await expect(createWebGpuEngine(gpu)).rejects.toThrow(UnavailableError);
  });
});

describe('the end', () => {
  it('of an executor destroys every buffer that it made', async () => {
    const created = vi.spyOn(GPUDevice.prototype, 'createBuffer');
    const destroyed = vi.spyOn(GPUBuffer.prototype, 'destroy');
    const executor = await createReady(webgpu, createTrainingPlan(tokenModel));
    await executor.enqueue(createFeeds(tokenModel, 2), TRAIN);
    await executor.read('outputs');
    executor.dispose();
    executor.dispose();
    const buffers = created.mock.results.map(({ value }) => value as GPUBuffer);
    expect(buffers.length).toBeGreaterThan(10);
    expect(buffers.filter(({ label }) => label === '')).toEqual([]);
    const gone = new Set(destroyed.mock.contexts);
    expect(buffers.filter((buffer) => !gone.has(buffer)).map(({ label }) => label)).toEqual([]);
  });
  it('of an engine is no loss, but a loss says why', async () => {
    const engine = await createWebGpuEngine(openNodeGpu());
    expect(engine.software).toBe(true);
    expect(engine.adapter).not.toBe('');
    let reason: string | null = null;
    void engine.lost.then((text) => {
      reason = text;
    });
    engine.dispose();
    await expect(engine.createExecutor(createTrainingPlan(tokenModel))).rejects.toThrow('was disposed');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(reason).toBeNull();

    const requested = vi.spyOn(GPUAdapter.prototype, 'requestDevice');
    const second = await createWebGpuEngine(openNodeGpu());
    const [{ value }] = requested.mock.results;
    (await (value as Promise<GPUDevice>)).destroy();
    expect(await second.lost).not.toBe('');
  });
});
