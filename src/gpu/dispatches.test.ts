/** What an update asks of a device: a handful of dispatches in one submit, whatever its length, and sixteen bytes back. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Batch, createFeed } from '../model/feed';
import { parseModelSpec } from '../model/parse-spec';
import type { Sizes } from '../model/passes';
import { createPlan } from '../model/plan';
import type { EncoderSpec, InputSpec, ModelSpec } from '../model/spec';
import { cellVariants, createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from '../reference/example';
import { drawRows } from '../reference/fixtures/window-cases';
import { type IdleEngine, openIdleEngine } from './fixtures/lone-plan';

/** Of one layer and of two in both directions; tokens by rows take two more, to look up and to collect. */
const most = { hardware: { one: 9, two: 11 }, software: { one: 13, two: 16 } };
const inputs: Readonly<Record<string, InputSpec>> = {
  values: { kind: 'values', size: 3 },
  'many values': { kind: 'values', size: 9 },
  tokens: { kind: 'tokens', vocabSize: 70, embeddingSize: 8 },
  'tokens by rows': { kind: 'tokens', vocabSize: 2, embeddingSize: 64 },
};

/** Attention takes one more than elsewhere: this device binds eight storage buffers, too few for all that comes back from it at once. */
const decoders = {
  'a decoder': { attention: null, hardware: 10, software: 20 },
  'a decoder with dot attention': { attention: { score: 'dot', query: 'current' }, hardware: 15, software: 31 },
  'a decoder with general attention': { attention: { score: 'general', query: 'current' }, hardware: 17, software: 33 },
  'a decoder with additive attention': { attention: { score: 'additive', query: 'current' }, hardware: 17, software: 34 },
};

describe.each([
  ['hardware', 'registers'],
  ['hardware', 'streamed'],
  ['software', 'blocks'],
] as const)('an update cut for %s, %s', (cut, strategy) => {
  let idle: IdleEngine;
  beforeAll(async () => {
    idle = await openIdleEngine(cut, strategy);
  });
  afterAll(() => {
    expect(idle.errors).toEqual([]);
    idle.engine.dispose();
  });

  /** Four updates of rows as long as the batch's. */
  async function count(model: ModelSpec, batch: Batch, capacity: Sizes) {
    const executor = await idle.engine.createExecutor(createPlan(model, { capacity, clip: { norm: 1 } }));
    writeWeights(executor, createExampleWeights(executor.plan.parameters, 1, 0.5));
    const train = (updates: number) =>
      executor.enqueue(
        Array.from({ length: updates }, (_, k) => createFeed(model, batch, { update: k + 1, learningRate: 0.01 })),
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

  function countCell(variant: string, input: InputSpec, T: number, encoder: Partial<EncoderSpec> = {}) {
    const example = createExampleModel({ variant, head: 'last', loss: 'mse', input, hiddenSize: 8 });
    const model = { ...example, encoder: { ...example.encoder, ...encoder } };
    return count(model, createExampleBatch(model, 2, T, 3), { B: 2, T, U: 0 });
  }

  it.each(Object.keys(cellVariants).flatMap((variant) => Object.keys(inputs).map((input) => [variant, input] as const)))(
    '%s, %s',
    async (variant, input) => {
      const short = await countCell(variant, inputs[input], 2);
      expect(short.dispatches).toBeLessThanOrEqual(most[cut].one);
      expect(short).toMatchObject({ submits: 1, bytes: 4 * 16 });
      // Tokens of longer rows would be looked up by rows.
      expect(await countCell(variant, inputs[input], input === 'tokens' ? 30 : 2000)).toEqual(short);
    },
  );

  const { two } = most[cut];
  it.each(
    Object.keys(cellVariants).flatMap((variant) =>
      Object.entries({ values: two, 'tokens by rows': two + 2 }).map((entry) => [variant, ...entry] as const),
    ),
  )('%s, %s, two layers in both directions: at most %i', async (variant, input, limit) => {
    const { dispatches } = await countCell(variant, inputs[input], 3, { hiddenSizes: [8, 8], bidirectional: true });
    expect(dispatches).toBeLessThanOrEqual(limit);
  });

  it.each(Object.entries(decoders))('%s', async (_name, { attention, ...limits }) => {
    const decoder = { kind: 'decoder', vocabSize: 8, embeddingSize: 8, attention };
    const model = parseModelSpec({
      input: { kind: 'tokens', vocabSize: 7, embeddingSize: 8 },
      encoder: { cell: 'lstm', hiddenSizes: [8] },
      output: decoder,
    });
    const counts = [];
    for (const [T, U] of [
      [7, 6],
      [90, 60],
    ]) {
      const sizes = { B: 32, T, U };
      counts.push(await count(model, drawRows(model, sizes, 1), sizes));
    }
    expect(counts[0].dispatches).toBeLessThanOrEqual(limits[cut]);
    expect(counts[0]).toMatchObject({ submits: 1, bytes: 4 * 16 });
    expect(counts[1]).toEqual(counts[0]);
  });
});
