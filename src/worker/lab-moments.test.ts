import { afterEach, describe, expect, it } from 'vitest';
import { createRun } from '../engine/fixtures/threshold';
import { nextMark } from '../engine/checkpoints';
import { layoutParameters } from '../model/parameters';
import type { Snapshot } from '../model/snapshot';
import { type Bench, createBench, open } from './fixtures/bench';
import { packWeights } from './weights-file';

let bench: Bench | null = null;

afterEach(async () => {
  await bench?.lab.dispose();
  bench = null;
});

/** The initial weights are kept as they were drawn, in another type of array than the engine's. */
const plain = ({ parameters, ...rest }: Snapshot) => ({ ...rest, parameters: [...(parameters ?? [])] });

/** A run at this update, every picture on the way. */
async function stepTo(update: number): Promise<{ readonly lab: Bench; readonly pictures: readonly Snapshot[] }> {
  const lab = createBench();
  bench = lab;
  lab.send(open());
  const pictures = [(await lab.next('snapshot')).snapshot];
  for (let n = 1; n <= update; n++) {
    lab.send({ type: 'step' });
    pictures.push((await lab.next('snapshot')).snapshot);
  }
  return { lab, pictures };
}

async function lastMoments(lab: Bench, isLast: (updates: readonly number[], shown: number | null) => boolean) {
  for (;;) {
    const event = await lab.next('moments');
    if (isLast(event.updates, event.shown)) return event;
  }
}

describe('moments of training', () => {
  it('show the very picture that was there at that update, and the present one afterwards', async () => {
    const { lab, pictures } = await stepTo(3);
    await lastMoments(lab, (updates) => updates.length === 4);
    for (const update of [1, 0, 2]) {
      lab.send({ type: 'revisit', update });
      expect(await lastMoments(lab, (_, shown) => shown === update)).toEqual({ type: 'moments', updates: [0, 1, 2, 3], shown: update, finite: true });
      expect(plain((await lab.next('snapshot')).snapshot)).toEqual(plain(pictures[update]));
    }
    lab.send({ type: 'revisit', update: null });
    expect((await lab.next('snapshot')).snapshot).toEqual(pictures[3]);
  });

  it('stay in the picture while training goes on, for another example too', async () => {
    const { lab, pictures } = await stepTo(2);
    lab.send({ type: 'revisit', update: 1 });
    expect((await lab.next('snapshot')).snapshot).toEqual(pictures[1]);
    lab.send({ type: 'start' });
    while ((await lab.next('progress')).update < 60);
    lab.send({ type: 'watch', example: 4 });
    const { snapshot } = await lab.next('snapshot');
    expect(snapshot.update).toBe(1);
    expect(snapshot.parameters).toEqual(pictures[1].parameters);
    expect(snapshot.batch).not.toEqual(pictures[1].batch);
    lab.send({ type: 'pause' });
    const { updates } = await lastMoments(lab, (_updates, shown) => shown === 1 && _updates[_updates.length - 1] >= 60);
    expect(updates).toEqual(expect.arrayContaining([0, 1, 2, 5, 10, 20, 50]));
  });

  it('can be gone on from, and training repeats itself from there', async () => {
    const { lab, pictures } = await stepTo(3);
    lab.send({ type: 'revisit', update: 1 });
    await lab.next('snapshot');
    lab.send({ type: 'goOnFrom', update: 1 });
    expect((await lab.next('snapshot')).snapshot).toEqual(pictures[1]);
    expect((await lastMoments(lab, (updates) => updates.length === 2)).shown).toBeNull();
    lab.send({ type: 'step' });
    expect((await lab.next('snapshot')).snapshot).toEqual(pictures[2]);
  });

  it('can be gone on from as long as they are in the picture, kept or not', async () => {
    const { lab } = await stepTo(200);
    lab.send({ type: 'revisit', update: 100 });
    const { snapshot } = await lab.next('snapshot');
    lab.send({ type: 'start' });
    await lastMoments(lab, (updates) => !updates.includes(100));
    lab.send({ type: 'goOnFrom', update: 100 });
    expect((await lastMoments(lab, (updates) => updates.at(-1) === 100)).shown).toBeNull();
    expect((await lab.next('snapshot')).snapshot).toEqual(snapshot);
  });

  it('stay in the picture where the present weights are not finite', async () => {
    bench = createBench();
    const run = createRun();
    const model = { ...run.model, encoder: { ...run.model.encoder, cell: 'rnn' as const, nonlinearity: 'relu' as const } };
    const huge = new Float32Array(layoutParameters(model).length).fill(3e38);
    bench.send(open({ run: { ...run, model }, checkpoint: { update: 10, weights: packWeights(model, huge) } }));
    bench.send({ type: 'start' });
    await bench.next('nonFinite');
    bench.send({ type: 'revisit', update: 0 });
    await lastMoments(bench, (_, shown) => shown === 0);
    while ((await bench.next('snapshot')).snapshot.update !== 0);
    bench.send({ type: 'revisit', update: null });
    expect((await bench.next('refused')).message).toContain('revisit: the numbers must be finite');
    bench.send({ type: 'watch', example: 2 });
    expect((await bench.next('snapshot')).snapshot.update).toBe(0);
  });

  it('refuses a moment that is not kept', async () => {
    const { lab } = await stepTo(1);
    lab.send({ type: 'revisit', update: 77 });
    expect((await lab.next('refused')).message).toBe('revisit.update: must be an update whose weights are kept, got 77');
    lab.send({ type: 'goOnFrom', update: -1 });
    expect((await lab.next('refused')).message).toContain('goOnFrom.update');
  });

  it('come at 1, 2, 5, 10, 20, 50, … however fast training goes', () => {
    const marks = [0];
    while (marks.length < 12) marks.push(nextMark(marks[marks.length - 1]));
    expect(marks).toEqual([0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000]);
    expect(nextMark(1204)).toBe(2000);
  });
});
