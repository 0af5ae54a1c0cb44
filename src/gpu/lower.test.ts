/** How many dispatches an update takes, network by network, as lowered for each strategy: the numbers reached, held at two lengths. */
import { describe, expect, it } from 'vitest';
import { parseModelSpec } from '../model/parse-spec';
import { createPlan } from '../model/plan';
import { isLoop } from './dispatch';
import { lowerPlan } from './lower';
import type { Target } from './tuning';

const targets: Readonly<Record<string, Target>> = {
  registers: { software: false, strategy: 'registers', storageBuffers: 10 },
  streamed: { software: false, strategy: 'streamed', storageBuffers: 10 },
  blocks: { software: true },
};

const values = { kind: 'values', size: 3 };
const tokens = { kind: 'tokens', vocabSize: 7, embeddingSize: 8 };
const one = { cell: 'lstm', hiddenSizes: [8] };
const two = { cell: 'lstm', hiddenSizes: [8, 8] };
const last = { kind: 'last', size: 3, loss: 'mse' };
const decoder = (attention: object | null): object => ({ kind: 'decoder', vocabSize: 8, embeddingSize: 8, attention });

/** Dispatches of an update and, of those, of each target step. */
interface Count {
  readonly whole: number;
  readonly perStep: number;
}

const networks: readonly {
  readonly name: string;
  readonly model: object;
  readonly hardware: Count;
  readonly software: Count;
}[] = [
  {
    name: 'one layer',
    model: { input: values, encoder: one, output: last },
    hardware: { whole: 6, perStep: 0 },
    software: { whole: 9, perStep: 0 },
  },
  {
    name: 'one layer of more than 4,096 parameters',
    model: { input: values, encoder: { ...one, hiddenSizes: [40] }, output: last },
    hardware: { whole: 7, perStep: 0 },
    software: { whole: 10, perStep: 0 },
  },
  {
    name: 'one layer with a large head',
    model: { input: values, encoder: { ...one, hiddenSizes: [40] }, output: { ...last, size: 60 } },
    hardware: { whole: 9, perStep: 0 },
    software: { whole: 9, perStep: 0 },
  },
  {
    name: 'two layers',
    model: { input: values, encoder: two, output: last },
    hardware: { whole: 10, perStep: 0 },
    software: { whole: 13, perStep: 0 },
  },
  {
    name: 'three layers',
    model: { input: values, encoder: { ...one, hiddenSizes: [8, 8, 8] }, output: last },
    hardware: { whole: 14, perStep: 0 },
    software: { whole: 17, perStep: 0 },
  },
  {
    name: 'two layers in both directions',
    model: { input: values, encoder: { ...two, bidirectional: true }, output: last },
    hardware: { whole: 10, perStep: 0 },
    software: { whole: 13, perStep: 0 },
  },
  {
    name: 'tokens, two layers in both directions',
    model: { input: tokens, encoder: { ...two, bidirectional: true }, output: { kind: 'every', size: 3, loss: 'mse' } },
    hardware: { whole: 12, perStep: 0 },
    software: { whole: 16, perStep: 0 },
  },
  {
    name: 'a decoder',
    model: { input: tokens, encoder: one, output: decoder(null) },
    hardware: { whole: 10, perStep: 0 },
    software: { whole: 20, perStep: 0 },
  },
  {
    name: 'a decoder after two directions',
    model: { input: tokens, encoder: { ...one, bidirectional: true }, output: decoder(null) },
    hardware: { whole: 14, perStep: 0 },
    software: { whole: 27, perStep: 0 },
  },
  {
    name: 'a decoder that looks after its step, dot scores',
    model: { input: tokens, encoder: one, output: decoder({ score: 'dot', query: 'current' }) },
    hardware: { whole: 14, perStep: 0 },
    software: { whole: 31, perStep: 0 },
  },
  {
    name: 'a decoder that looks after its step, general scores',
    model: { input: tokens, encoder: one, output: decoder({ score: 'general', query: 'current' }) },
    hardware: { whole: 16, perStep: 0 },
    software: { whole: 33, perStep: 0 },
  },
  {
    name: 'of numbers, a decoder that looks after its step, general scores',
    model: { input: values, encoder: one, output: decoder({ score: 'general', query: 'current' }) },
    hardware: { whole: 16, perStep: 0 },
    software: { whole: 31, perStep: 0 },
  },
  {
    name: 'a decoder that looks after its step, additive scores',
    model: { input: tokens, encoder: one, output: decoder({ score: 'additive', query: 'current' }) },
    hardware: { whole: 16, perStep: 0 },
    software: { whole: 34, perStep: 0 },
  },
  {
    name: 'a decoder that looks before its step',
    model: { input: tokens, encoder: one, output: decoder({ score: 'additive', query: 'previous' }) },
    hardware: { whole: 14, perStep: 8 },
    software: { whole: 24, perStep: 8 },
  },
  {
    name: 'a decoder with input feeding',
    model: { input: tokens, encoder: one, output: decoder({ score: 'general', query: 'current', inputFeeding: true }) },
    hardware: { whole: 14, perStep: 9 },
    software: { whole: 27, perStep: 12 },
  },
];

/** Dispatches that run once, and those that each target step adds, of a batch that reads its tokens by rows. */
function countDispatches(model: object, target: Target, T: number, U: number): Count {
  const plan = createPlan(parseModelSpec(model), { capacity: { B: 32, T, U }, clip: { norm: 1 } });
  const { encode, decode, loss, backward, update } = plan.segments;
  const scheduled = lowerPlan(plan, target).schedule([...encode, ...decode, ...loss, ...backward, ...update]);
  let whole = 0;
  let perStep = 0;
  for (const each of scheduled) {
    if (!isLoop(each)) whole += 1;
    else {
      expect(typeof each.over === 'function' && each.over({ B: 32, T, U })).toBe(U);
      perStep += each.body.length;
    }
  }
  return { whole, perStep };
}

describe.each(networks)('an update of $name', ({ model, hardware, software }) => {
  it.each(Object.entries(targets))('%s', (_name, target) => {
    const expected = target.software ? software : hardware;
    expect(countDispatches(model, target, 6, 5)).toEqual(expected);
    expect(countDispatches(model, target, 60, 50)).toEqual(expected);
  });
});
