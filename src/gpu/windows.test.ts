/** Windows on WebGPU: the float64 reference's numbers without windows, by every strategy and in chunks, and what they ask of the device. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openNodeGpu } from '../headless/node-gpu';
import type { Engine } from '../model/executor';
import { createFeed } from '../model/feed';
import { createPlan, type Plan, type PlanOptions } from '../model/plan';
import { createReferenceEngine } from '../reference/engine';
import { createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from '../reference/example';
import { computeCase, createWindowCases } from '../reference/fixtures/window-cases';
import { createWebGpuEngine } from './engine';
import { findDisagreements } from './fixtures/agreement';
import { windowTargets } from './fixtures/window-targets';
import { fitLimits } from './memory';

const reference = createReferenceEngine();

/** Of each strategy one network that is ragged, cut and has both directions; of the one that software takes also carried states and decoders. */
describe.each(Object.keys(windowTargets))('cut for %s', (cut) => {
  const { target, hiddenSize } = windowTargets[cut];
  const cases = createWindowCases(hiddenSize);
  const all = ['rnn tanh', 'lstm', 'gru after', 'gru before'].map((variant) => `${variant}, last, both directions, truncated`);
  const more = [
    'rnn relu, last, both directions, two layers with residual and dropout',
    'lstm, every, forward, carried',
    'gru after, last, both directions, two layers',
    'decoder, attention, both directions',
  ];
  let engine: Engine;
  beforeAll(async () => {
    engine = await createWebGpuEngine(openNodeGpu(), target);
  });
  afterAll(() => {
    engine.dispose();
  });

  it.each(target.software ? [...all, ...more] : all)('%s', async (name) => {
    const whole = await computeCase(reference, cases[name], null);
    expect(findDisagreements(await computeCase(engine, cases[name], 4), whole)).toEqual([]);
  });
});

describe('a sequence too long for a binding', () => {
  const [B, T] = [4, 64];
  const model = createExampleModel({ variant: 'lstm', head: 'every', loss: 'mse', hiddenSize: 8 });
  const planOf = (options: Partial<PlanOptions> = {}): Plan => createPlan(model, { capacity: { B, T, U: 0 }, ...options });
  const openFor = (bindingBytes: number): Promise<Engine> => createWebGpuEngine(openNodeGpu(), { software: true, bindingBytes });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** Trains twice on one batch; what the device was asked for. */
  async function train(engine: Engine, plan: Plan) {
    const created = vi.spyOn(GPUDevice.prototype, 'createBuffer');
    const grouped = vi.spyOn(GPUDevice.prototype, 'createBindGroup');
    const destroyed = vi.spyOn(GPUBuffer.prototype, 'destroy');
    const executor = await engine.createExecutor(plan);
    writeWeights(executor, createExampleWeights(plan.parameters, 3, 0.3));
    const feed = createFeed(model, createExampleBatch(model, B, T, 1, [T, 40, 3, 17]), { learningRate: 0.01 });
    const step = () => executor.enqueue([feed], ['encode', 'decode', 'loss', 'backward', 'update']);
    const [first] = await step();
    const dispatched = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
    const [second] = await step();
    const dispatches = dispatched.mock.calls.length;
    executor.dispose();
    const buffers = created.mock.results.map(({ value }) => value as GPUBuffer);
    const gone = new Set(destroyed.mock.contexts);
    const alive = buffers.filter((buffer) => !gone.has(buffer)).map(({ label }) => label);
    const bound = grouped.mock.calls.flatMap(([{ entries }]) => [...entries].map(({ resource }) => ('buffer' in resource && resource.size) || 0));
    vi.restoreAllMocks();
    return { losses: [first.loss, second.loss], dispatches, alive, largest: Math.max(...bound), window: executor.plan.options.window };
  }

  it('trains in the fewest windows that fit, with as many dispatches more as there are windows, and leaves nothing behind', async () => {
    const whole = await openFor(Infinity);
    const small = await openFor(16384);
    const expected = await train(whole, planOf());
    expect(expected).toMatchObject({ window: null, alive: [] });
    expect(expected.largest).toBeGreaterThanOrEqual(4 * 4 * 8 * B * T);
    // Gates of T steps are 32 KiB, those of half as many 16.
    const fitted = await train(small, planOf());
    expect(fitted).toMatchObject({ window: T / 2, alive: [], largest: 16384 });
    const dispatches: number[] = [fitted.dispatches];
    for (const window of [22, 16]) {
      const chosen = await train(whole, planOf({ window }));
      expect(chosen).toMatchObject({ window, alive: [] });
      expect(chosen.largest).toBeLessThan(expected.largest);
      dispatches.push(chosen.dispatches);
      for (const [k, loss] of [...fitted.losses, ...chosen.losses].entries()) expect(loss).toBeCloseTo(expected.losses[k % 2], 5);
    }
    const [two, three, four] = dispatches;
    expect(three - two).toBeGreaterThan(0);
    expect(four - three).toBe(three - two);
    for (const engine of [whole, small]) engine.dispose();
  });

  it('is cut as its limit says, and refused where no number of windows helps, with what is the largest then, or where every gate is to be kept', () => {
    const limits = (bytes: number) => ({ maxStorageBufferBindingSize: bytes, maxBufferSize: 2 ** 28 }) as GPUSupportedLimits;
    const fit = (bytes: number, options: Partial<PlanOptions> = {}): Plan => fitLimits(planOf(options), limits(bytes), { software: true });
    const windows = [32768, 16384, 16383, 11264, 8448].map((bytes) => fit(bytes).options.window);
    expect(windows).toEqual([null, 32, 22, 22, 16]);
    expect(() => fit(8192)).toThrow('"0.0 MiB for hidden.l0 even in windows of 5 steps"');
    expect(() => fit(16384, { record: true })).toThrow(/for gates(\.kept)?\.l0"/);
  });
});
