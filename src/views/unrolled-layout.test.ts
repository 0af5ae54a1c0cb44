import { describe, expect, it } from 'vitest';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as lstmLong } from './gallery/fixtures/lstm-long';
import { fixture as lstmRecall } from './gallery/fixtures/lstm-recall';
import { fixture as lstmStacked } from './gallery/fixtures/lstm-stacked';
import { fixture as rnnAdding } from './gallery/fixtures/rnn-adding';
import { scanNames } from './scan-names';
import { normsOf, readPlaces, readScan } from './series';
import { columnCentre, layoutTimeAxis } from './time-axis';
import { edgeWidth, layoutUnrolled } from './unrolled-layout';

const lstm = readScan(readSnapshot(lstmRecall.snapshots[1]));
const stackedSnapshot = readSnapshot(lstmStacked.snapshots[0]);
const stacked = scanNames(stackedSnapshot).map((name) => readScan(stackedSnapshot, name));
const rnn = readScan(readSnapshot(rnnAdding.snapshots[0]));

describe('layoutUnrolled', () => {
  const axis = layoutTimeAxis(lstm.T, 680);
  const marks = layoutUnrolled([lstm], axis, [{ t: 22, scan: 'l0' }]);
  const [row] = marks.rows;

  it('has a cell a step and an edge between each two, centred on the columns', () => {
    expect(row.cells.map(({ x }) => x)).toEqual(Array.from({ length: 23 }, (_, t) => columnCentre(axis, t)));
    expect([row.hiddenEdges.length, row.road.length]).toEqual([22, 22]);
    expect(marks.losses).toEqual([{ t: 22, x: columnCentre(axis, 22), y1: marks.lossY, y2: row.cellY }]);
    expect(marks.answer).toBe(marks.losses[0]);
    expect(marks.links).toEqual([]);
  });

  it('gives the edges the norms of the gradients that arrive through them', () => {
    const cellNorms = lstm.cellGradient ? normsOf(lstm.cellGradient) : [];
    expect(row.road.map(({ gradient }) => gradient)).toEqual([...cellNorms].slice(0, 22));
    expect(row.hiddenEdges.map(({ gradient }) => gradient)).toEqual([...normsOf(lstm.hiddenGradient)].slice(0, 22));
  });

  it('colours cells by the norm', () => {
    const hidden = lstm.grids.get('hidden');
    const norm = hidden ? normsOf(hidden)[9] : Number.NaN;
    expect(row.cells[9].amount).toBeCloseTo(norm / Math.sqrt(12));
  });

  it('shows the gradient of a plain network vanish: edges grow thinner towards the past', () => {
    const edges = layoutUnrolled([rnn], layoutTimeAxis(50, 680), [{ t: 49, scan: 'l0' }]).rows[0].hiddenEdges;
    expect(edges[0].amount).toBe(0);
    expect(edgeWidth(edges[48].amount)).toBeGreaterThan(4);
    expect(edges[0].gradient).toBeLessThan(1e-8);
  });

  it('has no road without a cell state, and columns where boxes do not fit', () => {
    expect(layoutUnrolled([rnn], layoutTimeAxis(50, 680), []).rows[0].road).toEqual([]);
    const long = layoutUnrolled([readScan(readSnapshot(lstmLong.snapshots[0]))], layoutTimeAxis(200, 680), [{ t: 199, scan: 'l0' }]);
    expect(long.style).toBe('columns');
    expect(long.rows[0].edgeY).toBeGreaterThan(long.rows[0].cellY);
    expect(long.losses).toEqual([]);
  });
});

describe.each([
  ['boxes', 680],
  ['columns', 200],
] as const)('layers and directions as %s', (_, width) => {
  const axis = layoutTimeAxis(21, width);
  const marks = layoutUnrolled(stacked, axis, readPlaces(stackedSnapshot, 21));

  it('stand one above the other, layer 0 lowest, without touching', () => {
    expect(marks.rows.map(({ scan }) => scan)).toEqual(['l1_reverse', 'l1', 'l0_reverse', 'l0']);
    for (const [k, { top }] of marks.rows.slice(1).entries()) expect(top).toBeGreaterThan(marks.rows[k].bottom);
    expect(marks.height).toBeGreaterThan(marks.rows[3].bottom);
  });

  it('bear in a reverse row what arrives at the later step, from right to left', () => {
    const [reverse] = marks.rows;
    const norms = normsOf(stacked[3].hiddenGradient);
    expect(reverse.hiddenEdges.map(({ t, gradient }) => [t, gradient])).toEqual(Array.from({ length: 20 }, (__, k) => [k + 1, norms[k + 1]]));
    for (const { t, x1, x2 } of reverse.hiddenEdges) expect([x1, x2]).toEqual([columnCentre(axis, t), columnCentre(axis, t - 1)]);
  });

  it('end in the loss at the last step and, read from the right, at the first', () => {
    expect(marks.losses.map(({ t, y2 }) => [t, y2])).toEqual([
      [20, marks.rows[1].cellY],
      [0, marks.rows[0].cellY],
    ]);
    expect(marks.answer?.t).toBe(20);
  });
});

it('joins neighbouring layers only, at every step', () => {
  const marks = layoutUnrolled(stacked, layoutTimeAxis(21, 680), []);
  expect(marks.links).toHaveLength(21);
  for (const { y1, y2 } of marks.links) expect([y1, y2]).toEqual([marks.rows[1].cellY, marks.rows[2].cellY]);
});
