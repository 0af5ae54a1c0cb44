import { afterEach, describe, expect, it } from 'vitest';
import { UnavailableError } from '../core/errors';
import { readSafetensors } from '../core/safetensors';
import { createRun, thresholdTask } from '../engine/fixtures/threshold';
import { createTimedEngines } from '../engine/fixtures/timed-engines';
import type { Engine } from '../model/executor';
import { layoutParameters } from '../model/parameters';
import { createReferenceEngine } from '../reference/engine';
import { type Bench, createBench, open } from './fixtures/bench';
import { packWeights } from './weights-file';

let bench: Bench | null = null;

afterEach(async () => {
  await bench?.lab.dispose();
  bench = null;
});

/** A reference engine under another name that can be lost. */
function createMortalEngine(software = false): { engine: Engine; lose: (reason: string) => void } {
  let lose: (reason: string) => void = () => undefined;
  const lost = new Promise<string>((resolve) => (lose = resolve));
  return {
    engine: { ...createReferenceEngine(), name: 'webgpu', adapter: 'a GPU', software, lost },
    lose: (reason) => {
      lose(reason);
    },
  };
}

describe('lab', () => {
  it('opens a run, shows its first snapshot and evaluates it', async () => {
    bench = createBench();
    bench.send(open());
    const opened = await bench.next('opened');
    expect(opened).toMatchObject({ run: createRun(), engine: { name: 'reference', reason: 'chosen' }, parameterCount: 89, baseline: Math.LN2 });
    const { snapshot } = await bench.next('snapshot');
    expect(snapshot.update).toBe(0);
    expect(Object.keys(snapshot.tensors)).toContain('gates.l0.update');
    expect(snapshot.batch).toEqual(thresholdTask.sample({}, 7, 'heldOut', 0, 1));
    const { update, loss } = await bench.next('evaluated');
    expect(update).toBe(0);
    expect(loss).toBeGreaterThan(0);
    expect(bench.events.map(({ type }) => type)).toEqual(['opened', 'initial', 'snapshot', 'moments', 'evaluated']);
  });

  it('trains until it is paused, and tells of every update once', async () => {
    bench = createBench();
    bench.send(open());
    bench.send({ type: 'start' });
    await bench.next('opened');
    await bench.next('snapshot');
    let update = 0;
    while (update < 100) {
      const event = await bench.next('progress');
      expect(event.update - event.losses.length).toBe(update);
      expect(event.gradNorms).toHaveLength(event.losses.length);
      ({ update } = event);
    }
    bench.send({ type: 'pause' });
    const losses = async (): Promise<number> => {
      for (;;) {
        const event = await (bench as Bench).next('progress');
        if (event.updatesPerSecond === 0) return event.update;
      }
    };
    const paused = await losses();
    expect((await bench.next('running')).running).toBe(true);
    expect((await bench.next('running')).running).toBe(false);
    const reported = bench.events.flatMap((event) => (event.type === 'progress' ? [...event.losses] : []));
    expect(reported).toHaveLength(paused);
    expect(reported.at(-1)).toBeLessThan(reported[0]);
    for (;;) {
      const { snapshot } = await bench.next('snapshot');
      if (snapshot.update === paused) break;
    }
  });

  it('steps once, and reset returns to the same picture', async () => {
    bench = createBench();
    bench.send(open());
    const first = (await bench.next('snapshot')).snapshot;
    bench.send({ type: 'step' });
    const second = (await bench.next('snapshot')).snapshot;
    expect(second.update).toBe(1);
    expect(second.tensors.loss).not.toEqual(first.tensors.loss);
    expect(await bench.next('progress')).toMatchObject({ update: 1, updatesPerSecond: 0 });
    bench.send({ type: 'reset' });
    expect((await bench.next('snapshot')).snapshot).toEqual(first);
    expect((await bench.next('progress')).losses).toHaveLength(0);
  });

  it('shows the example that is watched', async () => {
    bench = createBench();
    bench.send(open());
    await bench.next('snapshot');
    bench.send({ type: 'watch', example: 5 });
    expect((await bench.next('snapshot')).snapshot.batch).toEqual(thresholdTask.sample({}, 7, 'heldOut', 5, 1));
    bench.send({ type: 'watch', example: -1 });
    expect((await bench.next('refused')).message).toContain('watch.example');
  });

  it('shows the example that a run is opened with, whichever was watched before', async () => {
    bench = createBench();
    for (const example of [3, 0]) {
      bench.send(open({ example }));
      expect(await bench.next('opened')).toMatchObject({ example });
      const batch = thresholdTask.sample({}, 7, 'heldOut', example, 1);
      expect((await bench.next('initial')).snapshot.batch).toEqual(batch);
      expect((await bench.next('snapshot')).snapshot.batch).toEqual(batch);
      bench.send({ type: 'watch', example: 5 });
      await bench.next('initial');
      await bench.next('snapshot');
    }
  });

  it('goes on watching the same example where it refuses to open another, and refuses once', async () => {
    bench = createBench();
    bench.send(open({ example: 3 }));
    await bench.next('snapshot');
    const run = createRun();
    bench.send(open({ run: { ...run, task: { name: 'juggling', options: {} } }, example: 4 }));
    expect((await bench.next('refused')).message).toContain('juggling');
    bench.send(open({ example: 0.5 }));
    expect((await bench.next('refused')).message).toContain('open.example');
    bench.send({ type: 'step' });
    expect((await bench.next('snapshot')).snapshot.batch).toEqual(thresholdTask.sample({}, 7, 'heldOut', 3, 1));
    expect(bench.events.filter(({ type }) => type === 'refused')).toHaveLength(2);
  });

  it('refuses what it cannot do, and goes on as before', async () => {
    bench = createBench();
    bench.send({ type: 'start' });
    expect((await bench.next('refused')).message).toContain('a run must be open');
    bench.send(open());
    const { snapshot } = await bench.next('snapshot');
    const run = createRun();
    bench.send(open({ run: { ...run, task: { name: 'juggling', options: {} } } }));
    expect((await bench.next('refused')).message).toContain('juggling');
    bench.send(open({ run: { ...run, model: { ...run.model, input: { kind: 'values', size: 3 } } } }));
    expect((await bench.next('refused')).message).toContain('model.input');
    bench.send(open({ engine: 'wasm' }));
    expect((await bench.next('refused')).message).toContain('wasm');
    bench.send(open({ checkpoint: { update: 3, weights: new Uint8Array(4) } }));
    expect((await bench.next('refused')).message).toContain('file');
    bench.send({ type: 'watch', example: 0 });
    expect((await bench.next('snapshot')).snapshot).toEqual(snapshot);
    expect(bench.events.filter(({ type }) => type === 'opened')).toHaveLength(1);
  });

  it('says why a network cannot write by itself, and goes on', async () => {
    bench = createBench();
    bench.send(open());
    await bench.next('snapshot');
    bench.send({ type: 'sample', request: { prefix: [3], length: 5, temperature: 1, seed: 1 } });
    expect((await bench.next('notSampled')).message).toContain('sample.prefix');
    bench.send({ type: 'step' });
    expect((await bench.next('progress')).update).toBe(1);
  });

  it('exports weights that open again at the same place', async () => {
    bench = createBench();
    bench.send(open());
    await bench.next('snapshot');
    bench.send({ type: 'step' });
    const before = (await bench.next('snapshot')).snapshot;
    bench.send({ type: 'exportWeights' });
    const { update, file } = await bench.next('weights');
    expect(Object.keys(readSafetensors(file))).toContain('encoder.weight_hh_l0');
    bench.send(open({ checkpoint: { update, weights: file } }));
    const after = (await bench.next('snapshot')).snapshot;
    expect(after.update).toBe(1);
    after.tensors.outputs.data.forEach((value, i) => {
      expect(value).toBeCloseTo(before.tensors.outputs.data[i], 6); // the file holds float32
    });
  });

  it('shows the network before training also where it opens a checkpoint, on the watched example', async () => {
    bench = createBench();
    bench.send(open());
    const first = (await bench.next('snapshot')).snapshot;
    const before = { ...first, parameters: undefined };
    expect((await bench.next('initial')).snapshot).toEqual(before);
    const run = createRun();
    const weights = packWeights(run.model, new Float32Array(layoutParameters(run.model).length).fill(0.01));
    bench.send(open({ checkpoint: { update: 7, weights } }));
    expect((await bench.next('initial')).snapshot).toEqual(before);
    expect((await bench.next('snapshot')).snapshot.update).toBe(7);
    bench.send({ type: 'watch', example: 3 });
    const { snapshot } = await bench.next('initial');
    expect(snapshot.update).toBe(0);
    expect(snapshot.batch).toEqual(thresholdTask.sample({}, 7, 'heldOut', 3, 1));
  });

  it('stops where the numbers stop being finite, says where, and restores', async () => {
    bench = createBench();
    // A recurrence without bounds, its weights as large as a file can hold: one update is enough, even in float64.
    const run = createRun();
    const model = { ...run.model, encoder: { ...run.model.encoder, cell: 'rnn' as const, nonlinearity: 'relu' as const } };
    const huge = new Float32Array(layoutParameters(model).length).fill(3e38);
    bench.send(open({ run: { ...run, model }, checkpoint: { update: 10, weights: packWeights(model, huge) } }));
    await bench.next('snapshot');
    bench.send({ type: 'start' });
    const event = await bench.next('nonFinite');
    expect(event).toMatchObject({ update: 11, lastGood: 10 });
    expect(event.pass).not.toBe('');
    expect((await bench.next('snapshot')).snapshot.update, 'the last weights that were finite are seen').toBe(10);
    expect(bench.events.findLast(({ type }) => type === 'moments')).toMatchObject({ shown: 10, finite: false });
    bench.send({ type: 'revisit', update: null });
    expect((await bench.next('refused')).message).toContain('must be finite');
    bench.send({ type: 'start' });
    expect((await bench.next('refused')).message).toContain('must be finite');
    bench.send({ type: 'watch', example: 4 });
    const seen = await bench.next('snapshot');
    expect(seen.snapshot.update, 'another example is shown at the last weights that were finite').toBe(10);
    expect(seen.snapshot.batch).toEqual(thresholdTask.sample({}, 7, 'heldOut', 4, 1));
    expect(bench.events.findLast(({ type }) => type === 'moments')).toMatchObject({ shown: 10 });
    bench.send({ type: 'restore' });
    const shown = await bench.next('snapshot');
    expect(shown.snapshot.update).toBe(10);
    expect(bench.events.findLast(({ type }) => type === 'moments')).toMatchObject({ shown: null, finite: true });
    expect(bench.events.filter(({ type }) => type === 'failed')).toEqual([]);
    expect(bench.events.filter(({ type }) => type === 'running')).toEqual([
      { type: 'running', running: true },
      { type: 'running', running: false },
    ]);
  });

  it('goes back to the best update with its weights and optimizer state, and on exactly as before', async () => {
    bench = createBench();
    bench.send({ type: 'restoreBest' });
    expect((await bench.next('refused')).message).toContain('restoreBest');
    bench.send(open({ run: createRun(0.5) }));
    let best = await bench.next('evaluated');
    expect(best).toMatchObject({ update: 0, best: true });
    const shown = [(await bench.next('snapshot')).snapshot];
    const trained: number[] = [];
    for (let isWorse = false; !isWorse || shown.length < 5;) {
      bench.send({ type: 'step' });
      trained.push(...(await bench.next('progress')).losses);
      shown.push((await bench.next('snapshot')).snapshot);
      const found = await bench.next('evaluated');
      expect(found.best).toBe(found.metric > best.metric || (found.metric === best.metric && found.loss < best.loss));
      if (found.best) best = found;
      isWorse = !found.best && best.update > 0;
    }
    bench.send({ type: 'restoreBest' });
    expect(await bench.next('progress')).toMatchObject({ update: best.update, losses: new Float32Array(0) });
    expect((await bench.next('snapshot')).snapshot).toEqual(shown[best.update]);
    expect(await bench.next('evaluated')).toEqual({ ...best, best: false });
    bench.send({ type: 'step' });
    expect((await bench.next('progress')).losses[0]).toBe(trained[best.update]);
  });

  it('rebuilds a lost engine once, then falls back and says so', async () => {
    const mortals = [createMortalEngine(), createMortalEngine()];
    let made = 0;
    bench = createBench({ webgpu: () => Promise.resolve(mortals[made++].engine) });
    bench.send(open({ engine: 'auto' }));
    expect((await bench.next('opened')).engine).toMatchObject({ name: 'reference', reason: 'measuring' });
    bench.send({ type: 'start' });
    expect((await bench.next('engineDecided')).engine).toMatchObject({ name: 'webgpu', reason: 'hardware' });
    await bench.next('progress');
    mortals[0].lose('the driver was reset');
    const first = await bench.next('engineChanged');
    expect(first).toMatchObject({ engine: { name: 'webgpu', reason: 'lost' }, detail: 'the driver was reset' });
    await bench.next('progress');
    bench.send({ type: 'pause' });
    mortals[1].lose('again');
    const second = await bench.next('engineChanged');
    expect(second).toMatchObject({ engine: { name: 'reference', reason: 'lost' }, detail: 'again' });
    bench.send({ type: 'step' });
    for (;;) {
      const { update, losses } = await bench.next('progress');
      if (update === second.update + 1 && losses.length === 1) break;
    }
    expect(bench.events.filter(({ type }) => type === 'failed')).toEqual([]);
  });

  it('takes the reference engine where there is no WebGPU', async () => {
    bench = createBench();
    bench.send(open({ engine: 'auto' }));
    expect((await bench.next('opened')).engine).toMatchObject({ name: 'reference', reason: 'noWebGpu' });
  });

  it.each([
    ['noAdapter', () => Promise.reject(new UnavailableError('no adapter'))],
    ['software', () => Promise.resolve(createMortalEngine(true).engine)],
  ] as const)('takes the reference engine and says %s', async (reason, webgpu) => {
    bench = createBench({ webgpu });
    bench.send(open({ engine: 'auto' }));
    expect((await bench.next('opened')).engine).toMatchObject({ name: 'reference', reason: 'measuring' });
    expect((await bench.next('engineDecided')).engine).toMatchObject({ name: 'reference', reason });
    bench.send({ type: 'step' });
    expect((await bench.next('progress')).update).toBe(1);
    expect(bench.events.filter(({ type }) => type === 'engineDecided')).toHaveLength(1);
  });

  it('takes a software adapter where the user asks for it', async () => {
    bench = createBench({ webgpu: () => Promise.resolve(createMortalEngine(true).engine) });
    bench.send(open({ engine: 'webgpu' }));
    expect((await bench.next('opened')).engine).toMatchObject({ name: 'webgpu', software: true, reason: 'chosen' });
  });

  describe('that times its engines', () => {
    const timed = (webgpu: number, wasm: number): Bench => {
      const engines = createTimedEngines();
      const factories = { webgpu: () => engines.createEngine('webgpu', webgpu), wasm: () => engines.createEngine('wasm', wasm) };
      return createBench(factories, engines.clock);
    };

    /** The first losses of a run that is told to train at once. */
    async function train(on: Bench, engine: 'auto' | 'webgpu' | 'wasm'): Promise<readonly number[]> {
      on.send(open({ engine }));
      on.send({ type: 'start' });
      const found: number[] = [];
      while (found.length < 40) found.push(...(await on.next('progress')).losses);
      on.send({ type: 'pause' });
      return found.slice(0, 40);
    }

    it('shows the first picture before, and trains after, on the faster one', async () => {
      bench = timed(2, 5);
      await train(bench, 'auto');
      const types = bench.events.map(({ type }) => type);
      expect(types.slice(0, 6)).toEqual(['opened', 'initial', 'snapshot', 'moments', 'running', 'engineDecided']);
      const { engine } = await bench.next('engineDecided');
      expect(engine).toMatchObject({ name: 'webgpu', reason: 'measured' });
      expect(engine.rates?.webgpu).toBeGreaterThan(engine.rates?.wasm ?? Infinity);
    });

    it.each([
      ['webgpu', 2, 5],
      ['wasm', 5, 2],
    ] as const)('and took %s, whose losses are those without a measurement', async (name, webgpu, wasm) => {
      bench = timed(webgpu, wasm);
      const measured = await train(bench, 'auto');
      expect((await bench.next('engineDecided')).engine.name).toBe(name);
      await bench.lab.dispose();
      bench = timed(webgpu, wasm);
      expect(await train(bench, name)).toEqual(measured);
      expect(bench.events.some(({ type }) => type === 'engineDecided')).toBe(false);
    });

    it('decides before a single update, and goes on from a checkpoint', async () => {
      bench = timed(2, 5);
      const { model } = createRun();
      const weights = packWeights(model, new Float32Array(layoutParameters(model).length).fill(0.1));
      bench.send(open({ engine: 'auto', checkpoint: { update: 7, weights } }));
      bench.send({ type: 'step' });
      await bench.next('engineDecided');
      const { update, losses } = await bench.next('progress');
      expect([update, losses.length]).toEqual([7, 0]);
      expect(await bench.next('progress')).toMatchObject({ update: 8 });
    });
  });
});
