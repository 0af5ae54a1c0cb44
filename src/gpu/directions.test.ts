/** Both directions of a layer in one dispatch, against the reference: every cell, cut for a GPU and for software, ragged, truncated, recorded. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Numbers } from '../core/tensor';
import type { Engine } from '../model/executor';
import { createFeed } from '../model/feed';
import { createPlan, gradientOf, type Segment } from '../model/plan';
import type { ModelSpec } from '../model/spec';
import { createReferenceEngine } from '../reference/engine';
import { cellVariants, createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from '../reference/example';
import { findDisagreements } from './fixtures/agreement';
import { openTestEngine } from './fixtures/lone-plan';

const engines: Engine[] = [];
beforeAll(async () => {
  for (const cut of ['hardware', 'software'] as const) engines.push(await openTestEngine(cut));
});
afterAll(() => {
  for (const engine of engines) engine.dispose();
});

/** Copies of both directions' gates, and the packing of two weights that were written. */
const RECORDING = 4;
const WHOLE: readonly Segment[] = ['encode', 'decode', 'loss', 'backward', 'update'];

function createModel(variant: string, hiddenSizes: readonly number[]): ModelSpec {
  const example = createExampleModel({ variant, head: 'last', loss: 'mse' });
  return { ...example, encoder: { ...example.encoder, hiddenSizes, bidirectional: true } };
}

/** Outputs, gradients and what is recorded, and how many dispatches had how many directions. */
async function compute(engine: Engine, model: ModelSpec) {
  const plan = createPlan(model, { capacity: { B: 6, T: 7, U: 0 }, record: true });
  const executor = await engine.createExecutor(plan);
  writeWeights(executor, createExampleWeights(plan.parameters, 11, 0.7));
  const feed = createFeed(model, createExampleBatch(model, 5, 6, 7, [6, 1, 4, 3, 5]), { truncate: 3 });
  const dispatched = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
  await executor.enqueue([feed], WHOLE);
  const directions = dispatched.mock.calls.map(([, , z = 1]) => z);
  vi.restoreAllMocks();
  const states = ['hidden', 'dhidden', ...(model.encoder.cell === 'lstm' ? ['cell', 'dcell'] : [])];
  const recorded = model.encoder.hiddenSizes.flatMap((_H, k) => states.flatMap((name) => [`${name}.l${String(k)}`, `${name}.l${String(k)}_reverse`]));
  const results: Record<string, Numbers> = {};
  for (const name of ['outputs', ...recorded, ...plan.parameters.list.map((parameter) => gradientOf(parameter.name))])
    results[name] = await executor.read(name);
  executor.dispose();
  return { results, directions };
}

/** Odd widths cut for a GPU, whole vec4s for software. */
const cases = [
  ...Object.keys(cellVariants).flatMap((variant) => [[variant, 0, [7]] as const, [variant, 1, [8]] as const]),
  ['lstm', 1, [8, 4]] as const,
  ['lstm', 0, [7, 5]] as const,
  ['gru before', 0, [7, 5]] as const,
];

describe('both directions', () => {
  it.each(cases)('%s, cut %i, %j units', async (variant, cut, hiddenSizes) => {
    const model = createModel(variant, hiddenSizes);
    const truth = await compute(createReferenceEngine(), model);
    const given = await compute(engines[cut], model);
    expect(findDisagreements(given.results, truth.results)).toEqual([]);
    expect(given.directions.filter((z) => z === 2)).toHaveLength(2 * hiddenSizes.length);
    if (hiddenSizes.length === 1) expect(given.directions.length).toBeLessThanOrEqual(12 + RECORDING);
  });
});
