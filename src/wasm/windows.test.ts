/** Windows on WebAssembly: the float64 reference's numbers without windows, whatever the cell, the direction and the lengths. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../model/executor';
import { createReferenceEngine } from '../reference/engine';
import { computeCase, createWindowCases } from '../reference/fixtures/window-cases';
import { loadWasmEngine } from './load';
import { findDisagreements } from './side-by-side';

let wasm: Engine;
const reference = createReferenceEngine();
beforeAll(async () => {
  wasm = await loadWasmEngine();
});

const cases = createWindowCases(5);

describe.each(Object.keys(cases))('%s', (name) => {
  it('agrees with the reference that keeps everything', async () => {
    const whole = await computeCase(reference, cases[name], null);
    for (const window of [1, 4, 6]) expect(findDisagreements(await computeCase(wasm, cases[name], window), whole, 1e-4)).toEqual([]);
  });
});
