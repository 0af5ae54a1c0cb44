/** Dropout, nonlinearities and joins alone against the reference. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../model/executor';
import { createLayerCases, LAYER_LENGTHS, LAYER_ROOM, LAYER_SIZES, LAYER_TENSORS } from '../reference/fixtures/layer-cases';
import { findDisagreements } from './fixtures/agreement';
import { drawNumbers, openTestEngine, runLone } from './fixtures/lone-plan';

let webgpu: Engine;
beforeAll(async () => {
  webgpu = await openTestEngine('software');
});
afterAll(() => {
  webgpu.dispose();
});

const numbers = Object.fromEntries(LAYER_TENSORS.map((name, k) => [name, drawNumbers(LAYER_ROOM, k)]));
const activations = Object.fromEntries(LAYER_TENSORS.map((name) => [name, [LAYER_ROOM]]));
const inputs = { lengths: { shape: ['B'] as const, data: Int32Array.from(LAYER_LENGTHS) } };
const cases = createLayerCases([1, 5]);

describe.each(Object.keys(cases))('%s', (kind) => {
  it('is what the reference computes, and leaves everything else alone', async () => {
    for (const { pass, feed } of cases[kind]) {
      const { given, truth } = await runLone(webgpu, { sizes: LAYER_SIZES, activations, inputs, passes: [pass] }, numbers, LAYER_TENSORS, feed);
      expect(findDisagreements(given, truth, 2e-6), JSON.stringify(pass)).toEqual([]);
    }
  });
});
