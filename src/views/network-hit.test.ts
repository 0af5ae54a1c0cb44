import { describe, expect, it } from 'vitest';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as lstmLong } from './gallery/fixtures/lstm-long';
import { fixture as lstmStacked } from './gallery/fixtures/lstm-stacked';
import { hitNetwork } from './network-hit';
import { scanNames } from './scan-names';
import { readPlaces, readScan } from './series';
import { columnCentre, layoutTimeAxis } from './time-axis';
import { layoutUnrolled } from './unrolled-layout';

const snapshot = readSnapshot(lstmStacked.snapshots[0]);
const scans = scanNames(snapshot).map((name) => readScan(snapshot, name));
const axis = layoutTimeAxis(21, 680);
const marks = layoutUnrolled(scans, axis, readPlaces(snapshot, 21));
const at = (x: number, y: number): unknown => hitNetwork(marks, axis, x, y);

describe('hitNetwork', () => {
  it('finds every node, and every edge by the step that it leads to, in both directions', () => {
    for (const { scan, cellY, edgeY, roadY, reverse } of marks.rows) {
      for (let t = 0; t < 20; t++) {
        const between = (columnCentre(axis, t) + columnCentre(axis, t + 1)) / 2;
        const to = reverse ? t : t + 1;
        expect(at(columnCentre(axis, t), cellY)).toEqual({ scan, t, part: 'node' });
        expect(at(between, edgeY)).toEqual({ scan, t: to, part: 'recurrent' });
        expect(at(between, roadY)).toEqual({ scan, t: to, part: 'road' });
      }
    }
  });

  it('finds the input below a layer, and the node where no edge is', () => {
    const [, l1, , l0] = marks.rows;
    expect(at(columnCentre(axis, 4), l0.bottom + 4)).toEqual({ scan: 'l0', t: 4, part: 'input' });
    expect(at(columnCentre(axis, 4), l1.bottom + 5)).toEqual({ scan: 'l1', t: 4, part: 'input' });
    expect(at(1, l0.edgeY)).toEqual({ scan: 'l0', t: 0, part: 'node' });
    expect(at(columnCentre(axis, 4), -20)).toBeNull();
  });

  it('finds edges in their band where cells are columns', () => {
    const long = readScan(readSnapshot(lstmLong.snapshots[0]));
    const wide = layoutTimeAxis(200, 680, 40);
    const columns = layoutUnrolled([long], wide, []);
    const [row] = columns.rows;
    const x = columnCentre(wide, 50) - wide.column / 2;
    expect(columns.style).toBe('columns');
    expect(hitNetwork(columns, wide, columnCentre(wide, 50), row.cellY)).toEqual({ scan: 'l0', t: 50, part: 'node' });
    expect(hitNetwork(columns, wide, x, row.edgeY)).toEqual({ scan: 'l0', t: 50, part: 'recurrent' });
    expect(hitNetwork(columns, wide, x, row.roadY)).toEqual({ scan: 'l0', t: 50, part: 'road' });
  });
});
