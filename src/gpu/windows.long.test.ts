/** Every network in windows on WebGPU, by every strategy, against the float64 reference without windows. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNodeGpu } from '../headless/node-gpu';
import type { Engine } from '../model/executor';
import { createReferenceEngine } from '../reference/engine';
import { computeCase, createWindowCases } from '../reference/fixtures/window-cases';
import { createWebGpuEngine } from './engine';
import { findDisagreements } from './fixtures/agreement';
import { windowTargets } from './fixtures/window-targets';

describe.each(Object.keys(windowTargets))('cut for %s', (cut) => {
  const { target, hiddenSize } = windowTargets[cut];
  const cases = createWindowCases(hiddenSize);
  let engine: Engine;
  beforeAll(async () => {
    engine = await createWebGpuEngine(openNodeGpu(), target);
  });
  afterAll(() => {
    engine.dispose();
  });

  it.each(Object.keys(cases))('%s', async (name) => {
    const whole = await computeCase(createReferenceEngine(), cases[name], null);
    for (const window of [1, 4]) expect(findDisagreements(await computeCase(engine, cases[name], window), whole)).toEqual([]);
  });
});
