/** Decoders against the reference: their passes alone, attention and scans that begin at a state, at once and in a loop; and whole networks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../model/executor';
import { resolveCount } from '../model/resolve';
import { createReferenceEngine } from '../reference/engine';
import { createDecoderCases, DECODER_LENGTHS, DECODER_SIZES } from '../reference/fixtures/decoder-cases';
import { computeCase, createWindowCases } from '../reference/fixtures/window-cases';
import { findDisagreements } from './fixtures/agreement';
import { createLonePlan, drawNumbers, openTestEngine, runLone } from './fixtures/lone-plan';
import { flattenDispatches } from './dispatch';
import { createEngineOn } from './engine';
import { openNodeDevice } from '../headless/node-device';
import { lowerPlan } from './lower';
import type { Target } from './tuning';

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

it('gradients of keys and of the score’s weight take a dispatch each where no binding holds both', async () => {
  const { feed, ...lone } = createDecoderCases(7, 5)['attention, additive, U'];
  const whole = { sizes: DECODER_SIZES, inputs, ...lone };
  const target = { software: false, bindingBytes: 1024 };
  const keysOf = (each: Target): number =>
    flattenDispatches(lowerPlan(createLonePlan(whole), each).schedule(lone.passes)).filter(({ variant }) => variant.entry === 'attention_keys')
      .length;
  expect([keysOf({ software: false }), keysOf(target)]).toEqual([1, 2]);
  const shapes = Object.entries({ ...lone.parameters, ...lone.activations });
  const numbers = Object.fromEntries(shapes.map(([name, shape], k) => [name, drawNumbers(resolveCount(shape, DECODER_SIZES), k, 0.7)]));
  const engine = createEngineOn(await openNodeDevice(), target);
  const { given, truth } = await runLone(engine, whole, numbers, Object.keys(lone.activations), feed);
  engine.dispose();
  expect(findDisagreements(given, truth, 1e-5)).toEqual([]);
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
