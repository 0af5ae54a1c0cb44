import { describe, expect, it } from 'vitest';
import { exampleLabels } from '../gallery/example-labels';
import { readSnapshot } from '../gallery/fixtures/fixture';
import { fixture as gruAdding } from '../gallery/fixtures/gru-adding';
import { fixture as lstmRecall } from '../gallery/fixtures/lstm-recall';
import { fixture as rnnAdding } from '../gallery/fixtures/rnn-adding';
import { findTensor } from '../series';
import { palettes } from '../theme/palette';
import { layoutTimeAxis } from '../time-axis';
import { inputRowsOf, layoutLaneStrip } from './race-strips-layout';
import { stripsTable } from './strips-table';

const lay = (fixture: typeof gruAdding, gates = false) => {
  const snapshot = readSnapshot(fixture.snapshots[0]);
  const [, T] = snapshot.batch.inputs.shape;
  const axis = layoutTimeAxis(T, 800);
  return {
    snapshot,
    axis,
    marks: layoutLaneStrip({ snapshot, axis, symbols: fixture.symbols, palette: palettes.light, gates, labels: exampleLabels }),
  };
};

const normAt = (snapshot: ReturnType<typeof readSnapshot>, name: string, t: number): number => {
  const { shape, data } = findTensor(snapshot, name) ?? { shape: [1, 0, 0], data: new Float64Array(0) };
  return Math.hypot(...data.subarray(t * shape[2], (t + 1) * shape[2]));
};

describe('layoutLaneStrip', () => {
  it('stands every cell on the same columns and the same log10 scale', () => {
    const [one, two] = [lay(rnnAdding), lay(gruAdding)];
    expect(one.marks.gradient.decades).toEqual(two.marks.gradient.decades);
    expect(one.marks.gradient.decades.map(({ exponent }) => exponent)).toEqual([2, 1, 0, -1, -2, -3, -4, -5, -6, -7, -8]);
    for (const { axis, marks } of [one, two]) expect(marks.gradient.lines[0].path.startsWith(`M${String(axis.column / 2)},`)).toBe(true);
  });

  it('shows the norms of the snapshot, of an LSTM those of the cell state too', () => {
    const { snapshot, marks } = lay(lstmRecall);
    for (const t of [0, 7, 22]) {
      expect(marks.norms.hidden[t]).toBeCloseTo(normAt(snapshot, 'hiddenGradient.l0', t), 12);
      expect(marks.norms.cell?.[t]).toBeCloseTo(normAt(snapshot, 'cellGradient.l0', t), 12);
    }
    expect(marks.gradient.lines.map(({ kind }) => kind)).toEqual(['hidden', 'cell']);
  });

  it('shows states, and gates where they are asked for', () => {
    expect(lay(lstmRecall).marks.heatmaps.map(({ quantity }) => quantity.name)).toEqual(['cell', 'hidden']);
    expect(lay(lstmRecall, true).marks.heatmaps.map(({ quantity }) => quantity.name)).toEqual([
      'forget',
      'input',
      'candidate',
      'output',
      'cell',
      'hidden',
    ]);
    const { snapshot, axis, marks } = lay(rnnAdding);
    expect(marks.answers).toHaveLength(1);
    expect(inputRowsOf(snapshot, rnnAdding.symbols, axis)).toHaveLength(2);
  });
});

describe('stripsTable', () => {
  it('has a row a step and a column a lane and state', () => {
    const lstm = readSnapshot(lstmRecall.snapshots[0]);
    const { head, rows } = stripsTable([lstm, null]);
    expect(head).toEqual(['t', 'hiddenGradient_1', 'cellGradient_1', 'hiddenGradient_2']);
    expect(rows).toHaveLength(23);
    const [t, hidden, cell, missing] = rows[9];
    expect([t, missing]).toEqual([9, Number.NaN]);
    expect(hidden).toBeCloseTo(normAt(lstm, 'hiddenGradient.l0', 9), 12);
    expect(cell).toBeCloseTo(normAt(lstm, 'cellGradient.l0', 9), 12);
  });
});
