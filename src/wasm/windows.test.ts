/** Windows on WebAssembly: the float64 reference's numbers without windows, whatever the cell, the direction and the lengths, in the memory that is given. */
import { loadKernels } from 'virtual:wasm-kernels';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../model/executor';
import { createFeed } from '../model/feed';
import { createPlan, type Plan } from '../model/plan';
import { createReferenceEngine } from '../reference/engine';
import { createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from '../reference/example';
import { computeCase, createWindowCases } from '../reference/fixtures/window-cases';
import { createWasmEngine } from './engine';
import { compileKernels, createKernels } from './kernels';
import { loadWasmEngine } from './load';
import { createMachine } from './machine';
import { findDisagreements } from './side-by-side';

let wasm: Engine;
const reference = createReferenceEngine();
beforeAll(async () => {
  wasm = await loadWasmEngine();
});

const cases = createWindowCases(5);

describe.each(Object.keys(cases))('%s', (name) => {
  it('agrees with the reference that keeps everything', async () => {
    const whole = await computeCase(reference, cases[name], null);
    for (const window of [1, 4, 6]) expect(findDisagreements(await computeCase(wasm, cases[name], window), whole, 1e-4)).toEqual([]);
  });
});

describe('a sequence too long for the memory', () => {
  const model = createExampleModel({ variant: 'lstm', head: 'last', loss: 'mse', hiddenSize: 32 });
  const planFor = (window: number | null): Plan => createPlan(model, { capacity: { B: 8, T: 900, U: 0 }, window });
  const bytesOf = async (window: number | null, most?: number): Promise<number> => {
    const kernels = await createKernels(await compileKernels(await loadKernels()));
    createMachine(planFor(window), kernels, most);
    return kernels.memory.buffer.byteLength;
  };

  it('trains in the fewest windows that fit, in less memory, and is as it was where it fits', async () => {
    const whole = await bytesOf(null);
    const module = await compileKernels(await loadKernels());
    for (const most of [whole / 2, whole / 4]) {
      const engine = createWasmEngine(module, most);
      const executor = await engine.createExecutor(planFor(null));
      const window = executor.plan.options.window ?? 900;
      const windows = Math.ceil(900 / window);
      expect(await bytesOf(null, most)).toBeLessThanOrEqual(most);
      expect(await bytesOf(window)).toBe(await bytesOf(null, most));
      await expect(engine.createExecutor(planFor(Math.ceil(900 / (windows - 1))))).rejects.toThrow(/must fit \d MB, got/);
      writeWeights(executor, createExampleWeights(executor.plan.parameters, 3, 0.3));
      const feed = createFeed(model, createExampleBatch(model, 8, 900, 1), { learningRate: 0.01 });
      const [first] = await executor.enqueue([feed], ['encode', 'decode', 'loss', 'backward', 'update']);
      const [second] = await executor.enqueue([feed], ['encode', 'decode', 'loss', 'backward', 'update']);
      expect(second.loss).toBeLessThan(first.loss);
      executor.dispose();
    }
    const plan = planFor(null);
    const executor = await createWasmEngine(module, whole).createExecutor(plan);
    expect(executor.plan).toBe(plan);
  });

  it('is refused where no number of windows helps, with what is the largest', async () => {
    const every = createExampleModel({ variant: 'lstm', head: 'every', loss: 'mse', hiddenSize: 32 });
    const engine = createWasmEngine(await compileKernels(await loadKernels()), 2 ** 21);
    const plan = createPlan(every, { capacity: { B: 8, T: 900, U: 0 } });
    await expect(engine.createExecutor(plan)).rejects.toThrow(/must fit 2 MB, got "3 MB even in windows of 18 steps, of which 1 MB for hidden.l0"/);
    await expect(engine.createExecutor(createPlan(model, { capacity: { B: 8, T: 900, U: 0 }, record: true }))).rejects.toThrow(
      /got "\d+ MB, of which 4 MB for gates/,
    );
  });
});
