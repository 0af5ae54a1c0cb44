/** Decoders against the reference: their passes alone, attention and scans that begin at a state, at once and in a loop; and whole networks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../model/executor';
import { resolveCount } from '../model/resolve';
import { createReferenceEngine } from '../reference/engine';
import { createDecoderCases, DECODER_LENGTHS, DECODER_SIZES } from '../reference/fixtures/decoder-cases';
import { computeCase, createWindowCases } from '../reference/fixtures/window-cases';
import { findDisagreements } from './fixtures/agreement';
import { drawNumbers, openTestEngine, runLone } from './fixtures/lone-plan';

let webgpu: Engine;
beforeAll(async () => {
  webgpu = await openTestEngine('software');
});
afterAll(() => {
  webgpu.dispose();
});

const inputs = { lengths: { shape: ['B'] as const, data: Int32Array.from(DECODER_LENGTHS) } };

describe.each([
  [1, 2],
  [7, 5],
])('%d units over keys of %d', (H, D) => {
  it.each(Object.entries(createDecoderCases(H, D)))('%s', async (_name, { feed, ...lone }) => {
    const shapes = Object.entries({ ...lone.parameters, ...lone.activations });
    const numbers = Object.fromEntries(shapes.map(([name, shape], k) => [name, drawNumbers(resolveCount(shape, DECODER_SIZES), k, 0.7)]));
    const { given, truth } = await runLone(webgpu, { sizes: DECODER_SIZES, inputs, ...lone }, numbers, Object.keys(lone.activations), feed);
    expect(findDisagreements(given, truth, 1e-5)).toEqual([]);
  });
});

describe.each(['hardware', 'software'] as const)('whole networks cut for %s', (cut) => {
  const cases = createWindowCases(8);
  it.each(Object.keys(cases).filter((name) => name.startsWith('decoder')))('%s', async (name) => {
    const engine = await openTestEngine(cut);
    const given = await computeCase(engine, cases[name], null);
    engine.dispose();
    expect(findDisagreements(given, await computeCase(createReferenceEngine(), cases[name], null))).toEqual([]);
  });
});
