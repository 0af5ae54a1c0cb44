/** What an update asks of the device: a handful of dispatches in one submit, whatever its length, and sixteen bytes back. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../model/executor';
import { createFeed } from '../model/feed';
import { createPlan } from '../model/plan';
import type { EncoderSpec, InputSpec } from '../model/spec';
import { cellVariants, createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from '../reference/example';
import { openTestEngine } from './fixtures/lone-plan';

/** Of one layer and of two in both directions; tokens by rows take two more, to look up and to collect. */
const most = { hardware: { one: 9, two: 11 }, software: { one: 13, two: 16 } };
const inputs: Readonly<Record<string, InputSpec>> = {
  values: { kind: 'values', size: 3 },
  'many values': { kind: 'values', size: 9 },
  tokens: { kind: 'tokens', vocabSize: 70, embeddingSize: 8 },
  'tokens by rows': { kind: 'tokens', vocabSize: 2, embeddingSize: 64 },
};

describe.each([
  ['hardware', 'registers'],
  ['hardware', 'streamed'],
  ['software', 'blocks'],
] as const)('an update cut for %s, %s', (cut, strategy) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openTestEngine(cut, strategy);
  });
  afterAll(() => {
    engine.dispose();
  });

  async function count(variant: string, input: InputSpec, T: number, encoder: Partial<EncoderSpec> = {}) {
    const example = createExampleModel({ variant, head: 'last', loss: 'mse', input, hiddenSize: 8 });
    const model = { ...example, encoder: { ...example.encoder, ...encoder } };
    const executor = await engine.createExecutor(createPlan(model, { capacity: { B: 2, T, U: 0 }, clip: { norm: 1 } }));
    writeWeights(executor, createExampleWeights(executor.plan.parameters, 1, 0.5));
    const train = (updates: number) =>
      executor.enqueue(
        Array.from({ length: updates }, (_, k) => createFeed(model, createExampleBatch(model, 2, T, 3), { update: k + 1, learningRate: 0.01 })),
        ['encode', 'decode', 'loss', 'backward', 'update'],
      );
    await train(1); // also packs the weights that were written
    const dispatched = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
    const submitted = vi.spyOn(GPUQueue.prototype, 'submit');
    const copied = vi.spyOn(GPUCommandEncoder.prototype, 'copyBufferToBuffer');
    await train(4);
    const result = {
      dispatches: dispatched.mock.calls.length / 4,
      submits: submitted.mock.calls.length,
      bytes: copied.mock.calls.reduce((sum, call) => sum + Number(call.at(4)), 0),
    };
    vi.restoreAllMocks();
    executor.dispose();
    return result;
  }

  it.each(Object.keys(cellVariants).flatMap((variant) => Object.keys(inputs).map((input) => [variant, input] as const)))(
    '%s, %s',
    async (variant, input) => {
      const short = await count(variant, inputs[input], 2);
      expect(short.dispatches).toBeLessThanOrEqual(most[cut].one);
      expect(short).toMatchObject({ submits: 1, bytes: 4 * 16 });
      expect(await count(variant, inputs[input], 30)).toEqual(short);
    },
  );

  const { two } = most[cut];
  it.each(
    Object.keys(cellVariants).flatMap((variant) =>
      Object.entries({ values: two, 'tokens by rows': two + 2 }).map((entry) => [variant, ...entry] as const),
    ),
  )('%s, %s, two layers in both directions: at most %i', async (variant, input, limit) => {
    const { dispatches } = await count(variant, inputs[input], 3, { hiddenSizes: [8, 8], bidirectional: true });
    expect(dispatches).toBeLessThanOrEqual(limit);
  });
});
