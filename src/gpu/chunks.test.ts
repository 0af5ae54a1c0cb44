/** Long scans in several dispatches: equal to one dispatch bit for bit, and no longer than a driver's patience. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openNodeDevice } from '../headless/node-device';
import type { Engine } from '../model/executor';
import { createFeed } from '../model/feed';
import { createPlan, gradientOf } from '../model/plan';
import type { ModelSpec } from '../model/spec';
import { cellVariants, createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from '../reference/example';
import { createEngineOn } from './engine';
import { cutChunk } from './tuning';

const engines: Engine[] = [];
beforeAll(async () => {
  for (const target of [{ software: false }, { software: false, chunk: 4 }, { software: false, chunk: 4, operations: 1 }])
    engines.push(createEngineOn(await openNodeDevice(), target));
});
afterAll(() => {
  for (const engine of engines) engine.dispose();
});

/** Everything that a gradient touches, long and short and again, and the dispatches and submits of each update. */
async function compute(engine: Engine, model: ModelSpec, truncate: number) {
  const plan = createPlan(model, { capacity: { B: 3, T: 11, U: 0 } });
  const executor = await engine.createExecutor(plan);
  writeWeights(executor, createExampleWeights(plan.parameters, 11, 0.7));
  const feeds = [11, 3].map((T) => createFeed(model, createExampleBatch(model, 3, T, 7, [T, 1, T - 1]), { truncate }));
  const results: Record<string, readonly number[]> = {};
  const dispatches: number[] = [];
  const submits: number[] = [];
  for (const [index, feed] of [...feeds, ...feeds].entries()) {
    const dispatched = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
    const submitted = vi.spyOn(GPUQueue.prototype, 'submit');
    await executor.enqueue([feed], ['encode', 'decode', 'loss', 'backward']);
    dispatches.push(dispatched.mock.calls.length);
    submits.push(submitted.mock.calls.length);
    vi.restoreAllMocks();
    for (const name of ['outputs', ...plan.parameters.list.map((parameter) => gradientOf(parameter.name))]) {
      results[`${name} ${String(index)}`] = Array.from(await executor.read(name));
    }
  }
  executor.dispose();
  return { results, dispatches, submits };
}

describe.each(Object.keys(cellVariants))('%s', (variant) => {
  it.each(['last', 'every'] as const)('%s, both directions, truncated', async (head) => {
    const example = createExampleModel({ variant, head, loss: 'mse', hiddenSize: 5 });
    const model: ModelSpec = { ...example, encoder: { ...example.encoder, bidirectional: true } };
    for (const truncate of [0, 3]) {
      const [whole, chunked, spread] = [
        await compute(engines[0], model, truncate),
        await compute(engines[1], model, truncate),
        await compute(engines[2], model, truncate),
      ];
      expect(chunked.results).toEqual(whole.results);
      expect(spread.results).toEqual(whole.results);
      // Two dispatches of both directions' scans, of eleven steps in three chunks each; three steps are one.
      const [, short, long] = whole.dispatches;
      expect(chunked.dispatches.slice(1, 3)).toEqual([short, long + 4]);
      expect(whole.submits).toEqual([1, 1, 1, 1]);
      expect(spread.submits.slice(1, 3)).toEqual([short + 1, long + 5]);
    }
  });
});

describe('the steps of a dispatch', () => {
  it('are all that a usual sequence has, and fewer the wider the layer', () => {
    const steps = (H: number, rows: number) => cutChunk(4, H, rows, { GROUPS: 1 }, { software: false });
    expect(steps(64, 64)).toBeGreaterThan(1000);
    expect(steps(128, 64)).toBeGreaterThan(500);
    expect(steps(512, 64)).toBeLessThan(steps(256, 64));
    expect(steps(1024, 4096)).toBe(2);
    for (const H of [100, 256, 300, 512]) expect(steps(H, 64) % 2).toBe(0);
    expect(cutChunk(4, 1024, 64, { GROUPS: 1 }, { software: true })).toBe(Infinity);
  });
});
