import { expect, it } from 'vitest';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as lstmRecall } from './gallery/fixtures/lstm-recall';
import { fixture as rnnAdding } from './gallery/fixtures/rnn-adding';
import { readScan, type Scan } from './series';
import { columnCentre, layoutTimeAxis } from './time-axis';
import { layoutTrace } from './trace-layout';

const scan = readScan(readSnapshot(lstmRecall.snapshots[1]));
const axis = layoutTimeAxis(scan.T, 680);

it('has a line for every gate and state, an unbounded state on an axis of its own that holds it', () => {
  const { bands, height } = layoutTrace(scan, 4, axis);
  expect(bands.map(({ lines }) => lines.map(({ name }) => name))).toEqual([['forget', 'input', 'candidate', 'output', 'hidden'], ['cell']]);
  expect(bands[0].reach).toBe(1);
  const cells = Array.from({ length: scan.T }, (_, t) => Math.abs(scan.grids.get('cell')?.values[t * scan.H + 4] ?? Number.NaN));
  expect(bands[1].reach).toBeGreaterThanOrEqual(Math.max(...cells));
  expect(height).toBe(bands[1].top + bands[1].height);
});

it('draws a value where the axis has it', () => {
  const [{ lines, top, height }] = layoutTrace(scan, 4, axis).bands;
  const value = scan.grids.get('forget')?.values[9 * scan.H + 4] ?? Number.NaN;
  const points = lines[0].path.slice(1).split('L');
  const [x, y] = points[9].split(',').map(Number);
  expect(x).toBeCloseTo(columnCentre(axis, 9), 1);
  expect(y).toBeCloseTo(top + (height / 2) * (1 - value), 1);
});

it('bears one step, values that are huge or not finite, and one band', () => {
  const huge: Scan = {
    ...scan,
    length: 1,
    grids: new Map(
      [...scan.grids].map(([name, grid]) => [name, { ...grid, values: Float64Array.from(grid.values, (_, k) => (k % 2 === 0 ? 1e30 : NaN)) }]),
    ),
  };
  const marks = layoutTrace(huge, 0, axis);
  expect(marks.bands[1].reach).toBe(1e30);
  expect(layoutTrace(huge, 1, axis).bands[0].missing).toBe(5);
  expect(JSON.stringify(marks)).not.toMatch(/NaN|null/);
  expect(layoutTrace(readScan(readSnapshot(rnnAdding.snapshots[0])), 0, layoutTimeAxis(50, 400)).bands).toHaveLength(1);
});
