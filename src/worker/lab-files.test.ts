import { afterEach, describe, expect, it } from 'vitest';
import { readArchive, writeArchive } from '../core/archive';
import { readSafetensors, writeSafetensors } from '../core/safetensors';
import { createRun } from '../engine/fixtures/threshold';
import { layoutParameters } from '../model/parameters';
import { type Bench, createBench, open } from './fixtures/bench';
import type { Command } from './protocol';
import { packWeights } from './weights-file';

let bench: Bench | null = null;

afterEach(async () => {
  await bench?.lab.dispose();
  bench = null;
});

describe('a lab with files', () => {
  const openFile = (file: Uint8Array): Command => ({ type: 'openFile', file, engine: 'reference', example: 2 });
  const history = { updates: [1], losses: [0.5], heldOut: [] };

  async function train(on: Bench, updates: number): Promise<readonly number[]> {
    const losses: number[] = [];
    for (let k = 0; k < updates; k++) on.send({ type: 'step' });
    while (losses.length < updates) losses.push(...(await on.next('progress')).losses);
    return losses;
  }

  async function saveAfter(on: Bench, updates: number): Promise<Uint8Array> {
    on.send(open());
    await train(on, updates);
    on.send({ type: 'save', history });
    return (await on.next('saved')).file;
  }

  it('saves a run, and opens it at the same update to go on with the same losses', async () => {
    bench = createBench();
    const file = await saveAfter(bench, 3);
    const expected = await train(bench, 4);
    await bench.lab.dispose();
    bench = createBench();
    bench.send(open({ run: createRun(0.5) }));
    expect((await bench.next('opened')).restored).toBeNull();
    bench.send(openFile(file));
    expect(await bench.next('opened')).toMatchObject({ run: createRun(), example: 2, restored: { kind: 'exact', update: 3, history } });
    expect(await bench.next('progress')).toMatchObject({ update: 3, losses: new Float32Array(0) });
    expect(await train(bench, 4)).toEqual(expected);
  });

  it('saves while it trains, and trains on', async () => {
    bench = createBench();
    bench.send(open());
    bench.send({ type: 'start' });
    await bench.next('progress');
    bench.send({ type: 'save', history });
    const { update, run } = await bench.next('saved');
    expect(update).toBeGreaterThan(0);
    expect(run).toEqual(createRun());
    for (;;) if ((await bench.next('progress')).update > update) break;
  });

  it('takes bare weights for the network that is open', async () => {
    bench = createBench();
    bench.send(open());
    const weights = packWeights(createRun().model, new Float32Array(layoutParameters(createRun().model).length).fill(0.25));
    bench.send(openFile(weights));
    await bench.next('opened');
    expect((await bench.next('opened')).restored).toEqual({ kind: 'weights', update: 0, history: { updates: [], losses: [], heldOut: [] } });
    bench.send({ type: 'exportWeights' });
    const { file } = await bench.next('weights');
    const first = Object.values(readSafetensors(file))[0];
    expect([...first.data]).toEqual(Array.from(first.data, () => 0.25));
  });

  it.each([
    ['what is no file of ours', Uint8Array.of(1, 2, 3), 'file: must be a saved run or safetensors with weights'],
    ['an archive that is cut off', Uint8Array.of(0x50, 0x4b, 3, 4, 0), 'archive: must be a whole zip file'],
    ['weights of another network', writeSafetensors({ x: { shape: [1], data: Float32Array.of(1) } }), 'weights.x: must be a parameter of the model'],
  ])('refuses %s while the run trains on', async (_, file, message) => {
    bench = createBench();
    bench.send(open());
    bench.send({ type: 'start' });
    const { update } = await bench.next('progress');
    bench.send(openFile(file));
    expect((await bench.next('fileRefused')).message).toContain(message);
    for (;;) if ((await bench.next('progress')).update > update + 20) break;
    expect(bench.events.filter(({ type }) => type === 'opened' || type === 'failed')).toHaveLength(1);
    expect(bench.events.filter((event) => event.type === 'running')).toEqual([{ type: 'running', running: true }]);
  });

  it('refuses a saved run of a task that it does not know', async () => {
    bench = createBench();
    const file = await saveAfter(bench, 1);
    const parts = {
      'run.json': 1 << 16,
      'model.json': 1 << 16,
      'training.json': 1 << 16,
      'history.json': 1 << 16,
      'weights.safetensors': 1 << 20,
      'resume.safetensors': 1 << 20,
    };
    const content = Object.fromEntries(readArchive(file, parts));
    const run = new TextDecoder().decode(content['run.json']).replace('threshold', 'chess');
    bench.send(openFile(writeArchive({ ...content, 'run.json': new TextEncoder().encode(run) })));
    expect((await bench.next('fileRefused')).message).toContain('task.name');
    bench.send({ type: 'step' });
    for (;;) if ((await bench.next('progress')).update === 2) break;
  });

  it('does not save a run whose numbers broke, nor forget its last good weights for it', async () => {
    bench = createBench();
    const run = createRun();
    const model = { ...run.model, encoder: { ...run.model.encoder, cell: 'rnn' as const, nonlinearity: 'relu' as const } };
    const huge = new Float32Array(layoutParameters(model).length).fill(3e38);
    bench.send(open({ run: { ...run, model }, checkpoint: { update: 10, weights: packWeights(model, huge) } }));
    bench.send({ type: 'start' });
    expect((await bench.next('nonFinite')).lastGood).toBe(10);
    bench.send({ type: 'save', history });
    expect((await bench.next('notSaved')).message).toContain('save: the numbers must be finite');
    bench.send({ type: 'restore' });
    bench.send({ type: 'save', history });
    expect((await bench.next('saved')).update).toBe(10);
  });

  it('answers who wants to save where nothing is open', async () => {
    bench = createBench();
    bench.send({ type: 'save', history });
    expect((await bench.next('notSaved')).message).toContain('lab: a run must be open');
  });
});
