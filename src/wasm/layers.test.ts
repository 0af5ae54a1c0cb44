/** Dropout, nonlinearities and joins alone against the reference, at sizes around a vector. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Numbers } from '../core/tensor';
import type { Engine } from '../model/executor';
import type { TensorSpec } from '../model/passes';
import { createReferenceEngine } from '../reference/engine';
import { createLayerCases, LAYER_LENGTHS, LAYER_ROOM, LAYER_SIZES, LAYER_TENSORS, type LayerCase } from '../reference/fixtures/layer-cases';
import { loadWasmEngine } from './load';
import { createLoneFeed, createLonePlan, drawNumbers, findDisagreements, runLone } from './side-by-side';

let wasm: Engine;
const reference = createReferenceEngine();
beforeAll(async () => {
  wasm = await loadWasmEngine();
});

const tensors: readonly Omit<TensorSpec, 'role'>[] = [
  ...LAYER_TENSORS.map((name) => ({ name, shape: [LAYER_ROOM], type: 'f32' as const })),
  { name: 'lengths', shape: ['B'], type: 'i32' },
];
const numbers: Readonly<Record<string, Numbers>> = Object.fromEntries(LAYER_TENSORS.map((name, k) => [name, drawNumbers(LAYER_ROOM, k)]));

/** Runs one pass on both engines over the same numbers, and compares every tensor, what the pass must leave alone included. */
async function expectAgreement({ pass, feed }: LayerCase): Promise<void> {
  const plan = createLonePlan(LAYER_SIZES, tensors, [pass]);
  const written = { ...numbers, lengths: LAYER_LENGTHS };
  const [actual, expected] = await Promise.all(
    [wasm, reference].map((engine) => runLone(engine, plan, createLoneFeed(LAYER_SIZES, feed), written, LAYER_TENSORS)),
  );
  expect(findDisagreements(actual, expected, 1e-6), JSON.stringify(pass)).toEqual([]);
  expect(LAYER_TENSORS.some((name) => expected[name].some((value, k) => value !== numbers[name][k]))).toBe(true);
}

const cases = createLayerCases([1, 3, 4, 5, 8]);

describe.each(Object.keys(cases))('%s', (kind) => {
  it('is what the reference computes', async () => {
    for (const each of cases[kind]) await expectAgreement(each);
  });
});
