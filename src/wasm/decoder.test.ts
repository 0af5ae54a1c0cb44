/** A decoder's passes alone against the reference: attention, and scans that begin at a state, at once and in a loop. */
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveCount } from '../model/resolve';
import type { Engine } from '../model/executor';
import { createReferenceEngine } from '../reference/engine';
import { createDecoderCases, DECODER_LENGTHS, DECODER_SIZES } from '../reference/fixtures/decoder-cases';
import { loadWasmEngine } from './load';
import { createLoneFeed, createLonePlan, drawNumbers, findDisagreements, runLone } from './side-by-side';

let wasm: Engine;
const reference = createReferenceEngine();
beforeAll(async () => {
  wasm = await loadWasmEngine();
});

describe.each([
  [1, 2],
  [4, 8],
  [7, 5],
])('%d units over keys of %d', (H, D) => {
  it.each(Object.entries(createDecoderCases(H, D)))('%s', async (_name, { parameters, activations, passes, feed }) => {
    const shapes = Object.entries({ ...parameters, ...activations });
    const tensors = shapes.map(([name, shape]) => ({ name, shape, type: 'f32' as const }));
    const plan = createLonePlan(DECODER_SIZES, [...tensors, { name: 'lengths', shape: ['B'], type: 'i32' }], passes);
    const numbers = Object.fromEntries(shapes.map(([name, shape], k) => [name, drawNumbers(resolveCount(shape, DECODER_SIZES), k, 0.7)]));
    const [actual, expected] = await Promise.all(
      [wasm, reference].map((engine) =>
        runLone(engine, plan, createLoneFeed(DECODER_SIZES, feed), { ...numbers, lengths: DECODER_LENGTHS }, Object.keys(activations)),
      ),
    );
    expect(findDisagreements(actual, expected, 1e-5)).toEqual([]);
  });
});
