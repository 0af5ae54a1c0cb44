/** What a decoder reads next, on this engine and the reference: told or answered by itself, of equal answers the first. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../model/executor';
import { gradientOf } from '../model/plan';
import { createReferenceEngine } from '../reference/engine';
import { createPickCase, FORCINGS, PICK_SIZES, type PickCase, pickedTokens } from '../reference/fixtures/pick-case';
import { loadWasmEngine } from './load';
import { createLoneFeed, createLonePlan, findDisagreements, runLone } from './side-by-side';

const reference = createReferenceEngine();
let wasm: Engine;
beforeAll(async () => {
  wasm = await loadWasmEngine();
});

function createPickPlan({ parameters, floats, integers, passes }: PickCase) {
  const shapes = { ...parameters, ...Object.fromEntries(Object.entries(parameters).map(([name, shape]) => [gradientOf(name), shape])), ...floats };
  return createLonePlan(
    PICK_SIZES,
    [
      ...Object.entries(shapes).map(([name, shape]) => ({ name, shape, type: 'f32' as const })),
      ...Object.entries(integers).map(([name, shape]) => ({ name, shape, type: 'i32' as const })),
    ],
    passes,
  );
}

const read = ['tokens', 'embedded', gradientOf('table')];

describe.each([1, 5, 40])('of %d logits', (V) => {
  it.each(FORCINGS)('with forcing %j', async (forcing) => {
    const pick = createPickCase(V);
    const feed = createLoneFeed(PICK_SIZES, { forcing, update: 4 });
    const [given, truth] = await Promise.all([wasm, reference].map((engine) => runLone(engine, createPickPlan(pick), feed, pick.written, read)));
    expect(truth.tokens).toEqual(pickedTokens(pick, V, forcing, 4));
    expect(given.tokens).toEqual(truth.tokens);
    expect(findDisagreements(given, truth, 1e-6)).toEqual([]);
  });
});

it('never finds NaN larger: it answers 0 after one that comes first', async () => {
  const pick = createPickCase(5);
  const logits = Float32Array.from(pick.written.logits);
  logits.set([NaN, 3, 5, 1, 2], 0);
  logits.set([3, NaN, 5, 1, 2], 5);
  const feed = createLoneFeed(PICK_SIZES, { forcing: { seed: 9, probability: 0 } });
  for (const engine of [wasm, reference]) {
    const { tokens } = await runLone(engine, createPickPlan(pick), feed, { ...pick.written, logits }, ['tokens']);
    expect([...tokens.slice(PICK_SIZES.B, PICK_SIZES.B + 2)]).toEqual([0, 2]);
  }
});
