/** Windows on WebGPU: the float64 reference's numbers without windows, by every strategy and in chunks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNodeGpu } from '../headless/node-gpu';
import type { Engine } from '../model/executor';
import { createReferenceEngine } from '../reference/engine';
import { computeCase, createWindowCases } from '../reference/fixtures/window-cases';
import { createWebGpuEngine } from './engine';
import { findDisagreements } from './fixtures/agreement';
import { windowTargets } from './fixtures/window-targets';

const reference = createReferenceEngine();

/** Of each strategy one network that is ragged, cut and has both directions; of the one that software takes also carried states and decoders. */
describe.each(Object.keys(windowTargets))('cut for %s', (cut) => {
  const { target, hiddenSize } = windowTargets[cut];
  const cases = createWindowCases(hiddenSize);
  const all = ['rnn tanh', 'lstm', 'gru after', 'gru before'].map((variant) => `${variant}, last, both directions, truncated`);
  const more = [
    'rnn relu, last, both directions, two layers with residual and dropout',
    'lstm, every, forward, carried',
    'decoder, attention, both directions',
  ];
  let engine: Engine;
  beforeAll(async () => {
    engine = await createWebGpuEngine(openNodeGpu(), target);
  });
  afterAll(() => {
    engine.dispose();
  });

  it.each(target.software ? [...all, ...more] : all)('%s', async (name) => {
    const whole = await computeCase(reference, cases[name], null);
    expect(findDisagreements(await computeCase(engine, cases[name], 4), whole)).toEqual([]);
  });
});
