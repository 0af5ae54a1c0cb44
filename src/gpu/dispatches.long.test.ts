/** A scan is one dispatch however long it is: an update of two thousand steps has as many dispatches as one of ten, whatever the cell and the cut. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Tensor } from '../core/tensor';
import type { Engine } from '../model/executor';
import { createFeed } from '../model/feed';
import { parseModelSpec } from '../model/parse-spec';
import { createPlan } from '../model/plan';
import { openTestEngine } from './fixtures/lone-plan';

const encoders = {
  rnn: { cell: 'rnn', hiddenSizes: [8] },
  lstm: { cell: 'lstm', hiddenSizes: [8] },
  'gru after': { cell: 'gru', hiddenSizes: [8] },
  'gru before': { cell: 'gru', hiddenSizes: [8], resetAfter: false },
} as const;

describe.each(['hardware', 'software'] as const)('cut for %s', (cut) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openTestEngine(cut);
  });
  afterAll(() => {
    engine.dispose();
  });

  it.each(Object.entries(encoders))('%s', async (_name, encoder) => {
    const model = parseModelSpec({ input: { kind: 'values', size: 3 }, encoder, output: { kind: 'every', size: 2, loss: 'mse' } });
    const count = async (T: number): Promise<number> => {
      const executor = await engine.createExecutor(createPlan(model, { capacity: { B: 1, T, U: 0 } }));
      const zeros = (size: number): Tensor => ({ shape: [1, T, size], data: new Float32Array(T * size) });
      const feed = createFeed(model, { inputs: zeros(3), targets: zeros(2) });
      const train = () => executor.enqueue([feed], ['encode', 'decode', 'loss', 'backward', 'update']);
      // The first update also packs the weights that were never written.
      await train();
      const dispatched = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
      await train();
      const dispatches = dispatched.mock.calls.length;
      dispatched.mockRestore();
      executor.dispose();
      return dispatches;
    };
    const short = await count(10);
    expect(short).toBeGreaterThan(0);
    expect([await count(1000), await count(2000)]).toEqual([short, short]);
  });
});
