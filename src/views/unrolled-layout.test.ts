import { describe, expect, it } from 'vitest';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as lstmLong } from './gallery/fixtures/lstm-long';
import { fixture as lstmRecall } from './gallery/fixtures/lstm-recall';
import { fixture as rnnAdding } from './gallery/fixtures/rnn-adding';
import { normsOf, readScan, valueAt } from './series';
import { columnCentre, layoutTimeAxis } from './time-axis';
import { edgeWidth, layoutUnrolled } from './unrolled-layout';

const lstm = readScan(readSnapshot(lstmRecall.snapshots[1]));
const rnn = readScan(readSnapshot(rnnAdding.snapshots[0]));

describe('layoutUnrolled', () => {
  const axis = layoutTimeAxis(lstm.T, 680);
  const marks = layoutUnrolled(lstm, axis, [22]);

  it('has a cell a step and an edge between each two, centred on the columns', () => {
    expect(marks.cells.map(({ x }) => x)).toEqual(Array.from({ length: 23 }, (_, t) => columnCentre(axis, t)));
    expect([marks.hiddenEdges.length, marks.road.length]).toEqual([22, 22]);
    expect(marks.losses).toEqual([{ t: 22, x: columnCentre(axis, 22) }]);
  });

  it('gives the edges the norms of the gradients that arrive through them', () => {
    const cellNorms = lstm.cellGradient ? normsOf(lstm.cellGradient) : [];
    expect(marks.road.map(({ gradient }) => gradient)).toEqual([...cellNorms].slice(0, 22));
    expect(marks.hiddenEdges.map(({ gradient }) => gradient)).toEqual([...normsOf(lstm.hiddenGradient)].slice(0, 22));
  });

  it('colours cells by the norm, or by the chosen unit', () => {
    const hidden = lstm.grids.get('hidden');
    const norm = hidden ? normsOf(hidden)[9] : Number.NaN;
    expect(marks.cells[9].amount).toBeCloseTo(norm / Math.sqrt(12));
    expect(layoutUnrolled(lstm, axis, [], 4).cells[9].amount).toBe(hidden && valueAt(hidden, 9, 4));
  });

  it('shows the gradient of a plain network vanish: edges grow thinner towards the past', () => {
    const edges = layoutUnrolled(rnn, layoutTimeAxis(50, 680), [49]).hiddenEdges;
    expect(edges[0].amount).toBe(0);
    expect(edgeWidth(edges[48].amount)).toBeGreaterThan(4);
    expect(edges[0].gradient).toBeLessThan(1e-8);
  });

  it('has no road without a cell state, and columns where boxes do not fit', () => {
    expect(layoutUnrolled(rnn, layoutTimeAxis(50, 680), []).road).toEqual([]);
    const long = layoutUnrolled(readScan(readSnapshot(lstmLong.snapshots[0])), layoutTimeAxis(200, 680), [199]);
    expect(long.style).toBe('columns');
    expect(long.edgeY).toBeGreaterThan(long.cellY);
    expect(long.losses).toEqual([]);
  });
});
