/** Which engine is taken, and that finding out costs little and leaves nothing behind. */
import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../core/errors';
import { type Choice, type ChosenEngine, createChooser, type EngineFactories } from './choose';
import { createRun, thresholdTask } from './fixtures/threshold';
import { type Bench, createTimedEngines } from './fixtures/timed-engines';
import type { OpenedRun } from './open-run';

const opened: OpenedRun = { run: createRun(), task: thresholdTask };
const auto = { engine: 'auto', replay: null } as const;
const goOn = (): Promise<boolean> => Promise.resolve(true);

/** Engines whose updates take so many milliseconds. */
function createFactories(bench: Bench, webgpu: number, wasm: number, software = false): EngineFactories {
  return {
    webgpu: () => bench.createEngine('webgpu', webgpu, software),
    wasm: () => bench.createEngine('wasm', wasm),
    reference: () => bench.createEngine('reference', 10),
  };
}

async function decideOf({ decide }: Choice): Promise<ChosenEngine> {
  const decided = await decide?.(goOn);
  if (!decided) throw new Error('a choice that is still open must be decided, got none');
  return decided;
}

describe('the choice of an engine', () => {
  it.each([
    ['webgpu', 2, 5],
    ['wasm', 5, 2],
  ] as const)('is %s where an update takes webgpu %f ms and wasm %f ms', async (faster, webgpu, wasm) => {
    const bench = createTimedEngines();
    const chooser = createChooser(createFactories(bench, webgpu, wasm), bench.clock);
    const choice = await chooser.choose(auto, opened);
    expect(choice.chosen).toMatchObject({ engine: { name: 'wasm' }, reason: 'measuring', rates: null });
    expect(bench.used.updates).toEqual({ reference: 0, wasm: 0, webgpu: 0 });
    const begun = bench.clock();
    const decided = await decideOf(choice);
    expect(decided).toMatchObject({ engine: { name: faster }, reason: 'measured' });
    expect(Math.abs((decided.rates?.webgpu ?? 0) - 1000 / webgpu)).toBeLessThan(10 / webgpu);
    expect(Math.abs((decided.rates?.wasm ?? 0) - 1000 / wasm)).toBeLessThan(10 / wasm);
    expect(bench.clock() - begun).toBeGreaterThan(150);
    expect(bench.clock() - begun).toBeLessThan(300);
    expect(bench.used).toMatchObject({ executors: 0, engines: faster === 'wasm' ? 1 : 2 });
  });

  it('measures a run once, and another shape anew', async () => {
    const bench = createTimedEngines();
    const chooser = createChooser(createFactories(bench, 5, 2), bench.clock);
    await decideOf(await chooser.choose(auto, opened));
    const before = bench.used.updates.wasm;
    const again = await chooser.choose(auto, { ...opened, run: createRun(0.01) });
    expect(again).toMatchObject({ chosen: { engine: { name: 'wasm' }, reason: 'measured' }, decide: null });
    expect(bench.used.updates.wasm).toBe(before);
    const other = createRun();
    const larger = await chooser.choose(auto, { ...opened, run: { ...other, training: { ...other.training, batchSize: 9 } } });
    expect(larger.chosen.reason).toBe('measuring');
  });

  it('is a slow engine after a few updates, not after many', async () => {
    const bench = createTimedEngines();
    const decided = await decideOf(await createChooser(createFactories(bench, 300, 900), bench.clock).choose(auto, opened));
    expect(decided.engine.name).toBe('webgpu');
    expect(bench.used.updates.wasm).toBe(3); // one that an engine may compile in, and two in flight
  });

  it('never falls on a program that imitates a GPU, nor times it', async () => {
    const bench = createTimedEngines();
    const chooser = createChooser(createFactories(bench, 1, 5, true), bench.clock);
    expect(await decideOf(await chooser.choose(auto, opened))).toMatchObject({ engine: { name: 'wasm' }, reason: 'software', rates: null });
    expect(bench.used.updates).toEqual({ reference: 0, wasm: 0, webgpu: 0 });
    expect(await chooser.choose(auto, opened)).toMatchObject({ chosen: { reason: 'software' }, decide: null });
  });

  it('is the GPU, unmeasured, where an update would take wasm too long, and where there is no wasm', async () => {
    const bench = createTimedEngines();
    const { run } = opened;
    const wide = { ...run, model: { ...run.model, encoder: { ...run.model.encoder, hiddenSizes: [4096] } } };
    const factories = createFactories(bench, 1, 5);
    expect(await decideOf(await createChooser(factories, bench.clock).choose(auto, { ...opened, run: wide }))).toMatchObject({ reason: 'hardware' });
    const { wasm: _, ...without } = factories;
    const choice = await createChooser(without, bench.clock).choose(auto, opened);
    expect(choice.chosen.engine.name).toBe('reference');
    expect(await decideOf(choice)).toMatchObject({ engine: { name: 'webgpu' }, reason: 'hardware' });
    expect(bench.used.updates).toEqual({ reference: 0, wasm: 0, webgpu: 0 });
  });

  it('stays where it is when the GPU cannot train the run, whatever it says', async () => {
    const bench = createTimedEngines();
    const broken: EngineFactories = {
      ...createFactories(bench, 1, 5),
      webgpu: async () => ({
        ...(await bench.createEngine('webgpu', 1)),
        createExecutor: () => Promise.reject(new Error('a shader does not compile')),
      }),
    };
    expect(await decideOf(await createChooser(broken, bench.clock).choose(auto, opened))).toMatchObject({
      engine: { name: 'wasm' },
      reason: 'unable',
    });
    const missing: EngineFactories = { ...broken, webgpu: () => Promise.reject(new UnavailableError('no adapter')) };
    expect(await decideOf(await createChooser(missing, bench.clock).choose(auto, opened))).toMatchObject({ reason: 'noAdapter' });
  });

  it('ends without an answer where it is told to', async () => {
    const bench = createTimedEngines();
    const { decide } = await createChooser(createFactories(bench, 1, 5), bench.clock).choose(auto, opened);
    let asked = 0;
    expect(await decide?.(() => Promise.resolve((asked += 1) < 3))).toBeNull();
    expect(bench.used).toMatchObject({ executors: 0, engines: 1 });
  });

  it('replays a link on the engine that computed it, where that can be had', async () => {
    const bench = createTimedEngines();
    const chooser = createChooser(createFactories(bench, 1, 5), bench.clock);
    const linked = async (replay: 'webgpu' | 'wasm' | 'reference'): Promise<ChosenEngine> => {
      const choice = await chooser.choose({ engine: 'auto', replay }, opened);
      return choice.decide ? decideOf(choice) : choice.chosen;
    };
    for (const name of ['webgpu', 'wasm', 'reference'] as const) expect(await linked(name)).toMatchObject({ engine: { name }, reason: 'linked' });
    expect(bench.used.updates).toEqual({ reference: 0, wasm: 0, webgpu: 0 });
    const software = createChooser(createFactories(bench, 1, 5, true), bench.clock);
    const choice = await software.choose({ engine: 'auto', replay: 'webgpu' }, opened);
    expect(await decideOf(choice)).toMatchObject({ engine: { name: 'wasm' }, reason: 'software' });
  });
});
