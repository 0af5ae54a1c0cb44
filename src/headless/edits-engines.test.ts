/** Interventions on every engine: as the reference engine computes them, and the network itself where nothing is held. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEditCases } from '../engine/fixtures/edits';
import { createEngineOn } from '../gpu/engine';
import type { Engine } from '../model/executor';
import { createNodeEngine } from './engines';
import { openNodeDevice } from './node-device';
import { expectReference, expectUnedited, runEdited } from './fixtures/edits';

/** On a GPU made of software, whose shaders take long to compile, each cell and two wirings; the long test has the rest. */
const chosen = ['rnn tanh, last', 'lstm, every', 'gru after, every', 'gru before, last', 'gru after, Luong', 'lstm, Bahdanau'];
const cases = createEditCases(5);
const chosenCases = cases.filter(({ name }) => chosen.includes(name));

function useEngine(name: 'wasm' | 'webgpu'): () => Engine {
  let engine: Engine | null = null;
  beforeAll(async () => {
    engine = await createNodeEngine(name);
  });
  afterAll(() => engine?.dispose());
  return () => engine as Engine;
}

describe('wasm', () => {
  const engine = useEngine('wasm');
  it.each([...cases, ...createEditCases(18)])('$name, as the reference engine', (which) => expectReference(engine(), which));

  it.each(cases)('$name without edits, bit for bit as on a plan that knows none', async (which) => {
    expect(await expectUnedited(engine(), which)).toEqual(await runEdited(engine(), which, []));
  });
});

describe('webgpu', () => {
  const engine = useEngine('webgpu');
  it.each(chosenCases)('$name, as the reference engine', (which) => expectReference(engine(), which));

  it('is the network itself without edits', async () => {
    await expectUnedited(engine(), chosenCases[1]);
  });

  it('leaves what no edit reaches as it is on the same plan, bit for bit', async () => {
    const { edits, ...which } = chosenCases[1];
    const last = edits.slice(-1);
    expect(last).toMatchObject([{ kind: 'state', scan: 'l1', from: 3, to: 3 }]);
    const [edited, free] = [await runEdited(engine(), { ...which, edits }, last), await runEdited(engine(), { ...which, edits }, last, true)];
    for (const name of ['hidden.l0', 'hidden.l0_reverse', 'hidden.l1_reverse']) expect(edited[name]).toEqual(free[name]);
    const { shape, data } = edited['hidden.l1'];
    data.forEach((value, k) => {
      if (Math.floor(k / shape[2]) % shape[1] < 3) expect(value).toBe(free['hidden.l1'].data[k]);
    });
    expect(edited['hidden.l1']).not.toEqual(free['hidden.l1']);
  });
});

describe('webgpu, cut for a GPU', () => {
  it.each(cases.filter(({ name }) => name.endsWith('Luong')))('$name, as the reference engine', async (which) => {
    const engine = createEngineOn(await openNodeDevice(), { software: false });
    await expectReference(engine, which);
    engine.dispose();
  });
});
