/** What asks a plan for more than an update does, on plans in windows: recorded gradients, and the search for what stopped being finite. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../model/executor';
import { createFeed, sizesOf } from '../model/feed';
import { createPlan } from '../model/plan';
import { createReferenceEngine } from '../reference/engine';
import { createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from '../reference/example';
import { loadWasmEngine } from '../wasm/load';
import { findNonFinite } from './autopsy';
import { createGradientsPlan, createProbePlan, gradients } from './probe';

const [B, T] = [3, 11];
const example = createExampleModel({ variant: 'lstm', head: 'last', loss: 'mse' });
const model = { ...example, encoder: { ...example.encoder, bidirectional: true } };
const batch = createExampleBatch(model, B, T, 3, [T, 1, 7]);

describe.each(['reference', 'wasm'] as const)('on %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = name === 'wasm' ? await loadWasmEngine() : createReferenceEngine();
  });

  it('all gradients, those of every h too, are what a probe finds that keeps everything', async () => {
    const find = async (plan: ReturnType<typeof createPlan>) => {
      const executor = await engine.createExecutor(plan);
      writeWeights(executor, createExampleWeights(plan.parameters, 5));
      const found = await gradients(executor, batch);
      executor.dispose();
      return found;
    };
    const plan = createGradientsPlan(model, sizesOf(batch));
    const [kept, whole, windowed] = [
      await find(createProbePlan(model, sizesOf(batch))),
      await find(plan),
      await find(createPlan(model, { ...plan.options, window: 4 })),
    ];
    expect(whole).toEqual(kept);
    expect(Object.keys(windowed)).toEqual(Object.keys(kept));
    expect(Object.keys(kept)).toContain('hiddenGradient.l0_reverse');
    for (const [tensor, { data }] of Object.entries(kept)) {
      const scale = Math.max(...Array.from(data, Math.abs));
      const worst = Math.max(...Array.from(data, (value, k) => Math.abs(value - windowed[tensor].data[k])));
      expect(worst, tensor).toBeLessThanOrEqual(1e-5 * scale);
    }
  });

  it('the first scan that is not finite is named, with its step where h is kept at every step', async () => {
    const every = createExampleModel({ variant: 'lstm', head: 'every', loss: 'mse' });
    const plan = createPlan(every, { capacity: { B, T, U: 0 }, window: 4 });
    const executor = await engine.createExecutor(plan);
    writeWeights(executor, createExampleWeights(plan.parameters, 5));
    const feed = createFeed(every, createExampleBatch(every, B, T, 3));
    const inputs = feed.inputs.inputs.slice();
    inputs[6 * B * 2] = NaN;
    expect(await findNonFinite(executor, { ...feed, inputs: { ...feed.inputs, inputs } })).toMatchObject({ pass: 'scan l0', step: 6 });
    expect(await findNonFinite(executor, feed)).toMatchObject({ pass: 'norm' });
    executor.dispose();
  });
});
