/** The lab and the interventions that a page sets. */
import { afterEach, describe, expect, it } from 'vitest';
import { createRun } from '../engine/fixtures/threshold';
import { createEditPlan, prepareEdits } from '../engine/edited';
import { probe } from '../engine/probe';
import type { Edit } from '../model/edits';
import { sizesOf } from '../model/feed';
import type { Edited, Snapshot } from '../model/snapshot';
import { createReferenceExecutor } from '../reference/executor';
import { type Bench, createBench, open } from './fixtures/bench';

let bench: Bench | null = null;

afterEach(async () => {
  await bench?.lab.dispose();
  bench = null;
});

const hold: Edit = { kind: 'state', scan: 'l0', state: 'hidden', unit: 1, from: 2, to: 2, example: null, value: 0.5 };
const weight: Edit = { kind: 'weight', parameter: 'encoder.weight_hh_l0', row: 0, column: 1, value: 2 };

/** What the headless program's probe computes of a snapshot's example and weights. */
function probeEdited({ model, batch, parameters }: Snapshot, edits: readonly Edit[]): Promise<unknown> {
  if (!parameters) throw new Error('the snapshot of a small network must bear its weights');
  const executor = createReferenceExecutor(createEditPlan(model, sizesOf(batch), edits));
  return probe(executor, batch, null, prepareEdits(executor, parameters, batch, edits));
}

function madeOf(edited: Edited | undefined): Extract<Edited, { tensors: unknown }> {
  if (!edited || 'refused' in edited) throw new Error('the edits must have been made');
  return edited;
}

describe('lab', () => {
  it('shows what edits make of the example, beside it as it is, until they are cleared', async () => {
    bench = createBench();
    bench.send(open());
    const before = (await bench.next('snapshot')).snapshot;
    expect(before.edited).toBeUndefined();
    bench.send({ type: 'edit', edits: [hold, weight] });
    const { snapshot } = await bench.next('snapshot');
    const { edits, tensors } = madeOf(snapshot.edited);
    expect(edits).toEqual([hold, weight]);
    expect(tensors).toEqual(await probeEdited(snapshot, [hold, weight]));
    expect(snapshot.tensors).toEqual(before.tensors);
    expect(tensors['hidden.l0'].data[2 * 4 + 1]).toBe(0.5);
    expect(tensors.outputs).not.toEqual(snapshot.tensors.outputs);
    bench.send({ type: 'edit', edits: [] });
    expect((await bench.next('snapshot')).snapshot).toEqual(before);
  });

  it('makes them of whatever the weights have become, and of another example', async () => {
    bench = createBench();
    bench.send(open());
    bench.send({ type: 'edit', edits: [hold] });
    await bench.next('snapshot');
    const first = (await bench.next('snapshot')).snapshot;
    bench.send({ type: 'step' });
    const second = (await bench.next('snapshot')).snapshot;
    expect(second.update).toBe(1);
    expect(madeOf(second.edited).tensors).toEqual(await probeEdited(second, [hold]));
    expect(madeOf(second.edited).tensors).not.toEqual(madeOf(first.edited).tensors);
    bench.send({ type: 'watch', example: 3 });
    const third = (await bench.next('snapshot')).snapshot;
    expect(madeOf(third.edited).tensors).toEqual(await probeEdited(third, [hold]));
    expect(third.batch).not.toEqual(second.batch);
  });

  it('goes on training the network as it is', async () => {
    const lossesOf = async (edits: readonly Edit[]): Promise<readonly number[]> => {
      bench = createBench();
      bench.send(open());
      bench.send({ type: 'edit', edits });
      for (let update = 1; update <= 3; update++) bench.send({ type: 'step' });
      const losses: number[] = [];
      while (losses.length < 3) losses.push(...(await bench.next('progress')).losses);
      await bench.lab.dispose();
      return losses;
    };
    expect(await lossesOf([hold, weight])).toEqual(await lossesOf([]));
  });

  it('refuses what does not fit by name and keeps what was set, and forgets it with another run', async () => {
    bench = createBench();
    bench.send({ type: 'edit', edits: [hold] });
    expect((await bench.next('refused')).message).toContain('a run must be open');
    bench.send(open());
    await bench.next('snapshot');
    bench.send({ type: 'edit', edits: [hold] });
    await bench.next('snapshot');
    bench.send({ type: 'edit', edits: [{ ...hold, unit: 4 }] });
    expect((await bench.next('refused')).message).toContain('edits[0].unit: must be from 0 to 3');
    bench.send({ type: 'edit', edits: [{ ...hold, to: 5 }] });
    expect((await bench.next('refused')).message).toContain('edits[0].to: must be from 0 to 4');
    bench.send({ type: 'step' });
    expect((await bench.next('snapshot')).snapshot.edited?.edits).toEqual([hold]);
    bench.send(open({ run: createRun(0.01) }));
    expect((await bench.next('snapshot')).snapshot.edited).toBeUndefined();
  });

  it('opens a run with edits, and without those that do not fit it', async () => {
    bench = createBench();
    bench.send(open({ edits: [hold] }));
    expect((await bench.next('snapshot')).snapshot.edited?.edits).toEqual([hold]);
    bench.send(open({ edits: [{ ...hold, to: 5 }] }));
    await bench.next('opened');
    expect(await bench.next('refused')).toMatchObject({ message: expect.stringContaining('edits[0].to') as string, edits: [] });
    expect((await bench.next('snapshot')).snapshot.edited).toBeUndefined();
  });

  it('keeps the edits of the open run where another one is refused, and does not make the other one’s', async () => {
    bench = createBench();
    bench.send(open({ edits: [hold] }));
    await bench.next('snapshot');
    bench.send(open({ run: { ...createRun(), task: { name: 'chess', options: {} } }, edits: [weight] }));
    expect(await bench.next('refused')).toMatchObject({ edits: [hold] });
    bench.send({ type: 'step' });
    expect((await bench.next('snapshot')).snapshot.edited?.edits).toEqual([hold]);
    bench.send({ type: 'revisit', update: 99 });
    expect(await bench.next('refused')).toMatchObject({ edits: null });
  });
});
