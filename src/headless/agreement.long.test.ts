/** Networks drawn at random, more of them, on WebGPU and WASM: the reference's gradients. The name of a test holds its seed. */
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Engine } from '../model/executor';
import { createNodeEngine } from './engines';
import { expectReference } from './fixtures/random-cases';

const base = randomInt(2 ** 31);
const seeds = Array.from({ length: 30 }, (_, k) => base + k);

describe.each(['wasm', 'webgpu'] as const)('%s', (name) => {
  let engine: Engine;
  let reference: Engine;
  beforeAll(async () => {
    [engine, reference] = await Promise.all([createNodeEngine(name), createNodeEngine('reference')]);
  });
  afterAll(() => {
    engine.dispose();
    reference.dispose();
  });

  it.each(seeds)('has the reference’s gradients of the network of seed %d', (seed) => expectReference(engine, reference, seed));
});
