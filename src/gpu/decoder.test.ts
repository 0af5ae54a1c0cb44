/** Decoders against the reference: their passes alone, attention and scans that begin at a state, at once and in a loop; and whole networks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../model/executor';
import type { Sizes } from '../model/passes';
import { resolveCount } from '../model/resolve';
import { createReferenceEngine } from '../reference/engine';
import { createDecoderCases, DECODER_LENGTHS, DECODER_SIZES } from '../reference/fixtures/decoder-cases';
import { computeCase, createWindowCases } from '../reference/fixtures/window-cases';
import { findDisagreements } from './fixtures/agreement';
import { createLonePlan, drawNumbers, type Lone, openTestEngine, runLone, type SideBySide } from './fixtures/lone-plan';
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
    flattenDispatches(lowerPlan(createLonePlan(whole), each).schedule(lone.passes)).filter(
      ({ variant }) => variant.entry === 'attention_gradients_key',
    ).length;
  expect([keysOf({ software: false }), keysOf(target)]).toEqual([1, 2]);
  const shapes = Object.entries({ ...lone.parameters, ...lone.activations });
  const numbers = Object.fromEntries(shapes.map(([name, shape], k) => [name, drawNumbers(resolveCount(shape, DECODER_SIZES), k, 0.7)]));
  const engine = createEngineOn(await openNodeDevice(), target);
  const { given, truth } = await runLone(engine, whole, numbers, Object.keys(lone.activations), feed);
  engine.dispose();
  expect(findDisagreements(given, truth, 1e-5)).toEqual([]);
});

describe('gradients of attention, a row of the batch at a time', () => {
  const { passes: alone } = createDecoderCases(7, 5)['attention, dot, U'];
  const entriesOf = (lone: Pick<Lone, 'activations' | 'parameters' | 'passes'>, sizes: Sizes, target: Target): readonly string[] =>
    flattenDispatches(lowerPlan(createLonePlan({ sizes, inputs, ...lone }), target).schedule(lone.passes)).map(({ variant }) => variant.entry);

  it.each(Object.entries(createDecoderCases(7, 5)).filter(([name]) => /attention.*(U|keys)$/.test(name)))(
    '%s, are what they are apart, bit for bit',
    async (_name, { feed, ...lone }) => {
      expect(entriesOf(lone, DECODER_SIZES, { software: false, storageBuffers: 10 })).toContain('attention_gradients_row');
      const shapes = Object.entries({ ...lone.parameters, ...lone.activations });
      const numbers = Object.fromEntries(shapes.map(([name, shape], k) => [name, drawNumbers(resolveCount(shape, DECODER_SIZES), k, 0.7)]));
      const capacity = { B: DECODER_SIZES.B + 1, T: DECODER_SIZES.T + 2, U: DECODER_SIZES.U + 3 };
      const run = async (target: Target): Promise<SideBySide> => {
        const engine = createEngineOn(await openNodeDevice(), target);
        const result = await runLone(engine, { sizes: DECODER_SIZES, capacity, inputs, ...lone }, numbers, Object.keys(lone.activations), feed);
        engine.dispose();
        return result;
      };
      const { given, truth } = await run({ software: false, storageBuffers: 10 });
      expect(findDisagreements(given, truth, 1e-5)).toEqual([]);
      expect(given).toEqual((await run({ software: false, storageBuffers: 8 })).given);
    },
  );

  it.each([
    ['an adapter of fewer storage buffers', DECODER_SIZES, { software: false, storageBuffers: 9 }],
    ['a software adapter', DECODER_SIZES, { software: true, storageBuffers: 10 }],
    ['much work a row', { B: 2, T: 150, U: 150 }, { software: false, storageBuffers: 10 }],
    ['many source steps', { B: 2, T: 600, U: 2 }, { software: false, storageBuffers: 10 }],
  ] as const)('are not for %s', (_what, sizes, target) => {
    const lone = createDecoderCases(7, 5)['attention, dot, U'];
    expect(entriesOf(lone, sizes, target).slice(0, alone.length)).toEqual(['attention_look', 'attention_gradients_query', 'attention_gradients_key']);
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
