/** What the steps add to a weight's gradient is its gradient, and its terms are those of the sums. */
import { describe, expect, it } from 'vitest';
import { createProbePlan, gradients } from '../engine/probe';
import { cutSheets } from '../engine/instruments/sheets';
import { writeParameters } from '../engine/weights';
import { sizesOf } from '../model/feed';
import { layoutParameters } from '../model/parameters';
import type { Snapshot } from '../model/snapshot';
import { createReferenceEngine } from '../reference/engine';
import { fixture as gru } from '../views/gallery/fixtures/cell-gru';
import { fixture as gruBefore } from '../views/gallery/fixtures/cell-gru-before';
import { fixture as lstm } from '../views/gallery/fixtures/cell-lstm';
import { fixture as rnn } from '../views/gallery/fixtures/cell-rnn';
import { readSnapshot } from '../views/gallery/fixtures/fixture';
import { workEntry } from './entry-work';
import { sumsOf } from './sum-terms';

/** A stored snapshot with its weights measured. */
async function measure(fixture: typeof lstm): Promise<Snapshot> {
  const snapshot = readSnapshot(fixture.snapshots[0]);
  const { model, batch, parameters = new Float32Array(0) } = snapshot;
  const executor = await createReferenceEngine().createExecutor(createProbePlan(model, sizesOf(batch)));
  writeParameters(executor, parameters);
  const found = await gradients(executor, batch);
  const layout = layoutParameters(model);
  const flat = new Float64Array(layout.length);
  for (const { name, offset } of layout.list) flat.set(found[`gradient.${name}`].data, offset);
  return { ...snapshot, instruments: { weights: { update: snapshot.update, tensors: cutSheets(model, layout, parameters, flat) } } };
}

describe.each([
  ['lstm', lstm],
  ['gru', gru],
  ['gru that resets before', gruBefore],
  ['rnn', rnn],
] as const)('a weight of the %s', (_, fixture) => {
  it.each([
    ['encoder.weight_ih_l0', 0],
    ['encoder.weight_hh_l0', 1],
    ['encoder.bias_ih_l0', 0],
    ['encoder.bias_hh_l0', 0],
  ])('%s has the shares of all steps as its gradient', async (parameter, column) => {
    const snapshot = await measure(fixture);
    const [, T, H] = snapshot.tensors['hidden.l0'].shape;
    const rows = layoutParameters(snapshot.model).byName.get(parameter)?.shape[0] ?? 0;
    for (let row = 2; row < rows; row += H) {
      const works = Array.from({ length: T }, (__, t) => workEntry(snapshot, { parameter, row, column }, t));
      const sum = works.reduce((all, work) => all + (work?.share ?? Number.NaN), 0);
      const gradient = works[0]?.gradient?.value ?? Number.NaN;
      expect(Math.abs(sum - gradient)).toBeLessThanOrEqual(2e-5 * Math.abs(gradient) + 1e-8);
      expect(works[3]).toMatchObject({ unit: 2, column, scan: 'l0' });
    }
  });
});

it('has the term that the sum of its gate lists', () => {
  const snapshot = readSnapshot(lstm.snapshots[0]);
  const place = { scan: 'l0', t: 3, unit: 1 };
  const sums = sumsOf(snapshot, place, 'f', 'h');
  const work = workEntry(snapshot, { parameter: 'encoder.weight_hh_l0', row: 4 + 1, column: 2 }, 3);
  expect(work).toMatchObject({ symbol: 'W_hf[1, 2]', gate: 'forget', weighs: 'h[2]', gradient: null });
  expect(work?.term).toBe(sums?.recurrent[2].value);
  expect(workEntry(snapshot, { parameter: 'encoder.bias_ih_l0', row: 5, column: 0 }, 3)?.term).toBe(sums?.input.at(-1)?.value);
});

it('is nothing that the network does not have', () => {
  const snapshot = readSnapshot(lstm.snapshots[0]);
  expect(workEntry(snapshot, { parameter: 'encoder.weight_hh_l1', row: 0, column: 0 }, 0)).toBeNull();
  expect(workEntry(snapshot, { parameter: 'encoder.weight_hh_l0', row: 99, column: 0 }, 0)).toBeNull();
});
