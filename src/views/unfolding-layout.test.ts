import { describe, expect, it } from 'vitest';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as gruAttention } from './gallery/fixtures/gru-attention';
import { fixture as lstmLong } from './gallery/fixtures/lstm-long';
import { fixture as lstmRecall } from './gallery/fixtures/lstm-recall';
import { fixture as lstmStacked } from './gallery/fixtures/lstm-stacked';
import { legsOf, reachAt, stationAt } from './passage';
import { encoderScanNames } from './scan-names';
import { readPlaces, readScan } from './series';
import { layoutTimeAxis } from './time-axis';
import { layoutUnfolding } from './unfolding-layout';
import { layoutUnrolled } from './unrolled-layout';
import { lightUnrolled } from './unrolled-passage';

function marksOf(fixture: typeof lstmRecall, width = 680) {
  const snapshot = readSnapshot(fixture.snapshots[0]);
  const scans = encoderScanNames(snapshot).map((name) => readScan(snapshot, name));
  const axis = layoutTimeAxis(scans[0].T, width);
  return { marks: lightUnrolled(layoutUnrolled(scans, axis, readPlaces(snapshot, scans[0].T)), scans, null), width: axis.width };
}

const networks = { lstmRecall, lstmStacked, lstmLong, gruAttention };

describe.each(Object.entries(networks))('%s', (_, fixture) => {
  const { marks, width } = marksOf(fixture);

  it('has every copy in one place while folded', () => {
    const folded = layoutUnfolding({ marks, opening: 0, width, t: 2 });
    for (const { nodes } of folded.rows) {
      expect(new Set(nodes.map(({ x, y }) => `${String(x)} ${String(y)}`)).size).toBe(1);
      expect(nodes.at(-1)?.t).toBe(2);
      expect(nodes[0].x).toBeGreaterThan(0);
      expect(nodes[0].x).toBeLessThan(width);
      expect(nodes[0].y + folded.nodeHeight / 2).toBeLessThan(folded.inputAt.y);
      expect(nodes[0].y - folded.nodeHeight / 2).toBeGreaterThan(0);
    }
    expect(new Set(folded.rows.map(({ nodes }) => `${String(nodes[0].x)} ${String(nodes[0].y)}`)).size).toBe(folded.rows.length);
    expect(folded.inputAt.y).toBeLessThan(folded.height);
    expect(folded.naming).toBe(1);
  });

  it('is the unrolled network when open', () => {
    const open = layoutUnfolding({ marks, opening: 1, width, t: null });
    for (const [k, row] of marks.rows.entries()) {
      expect(open.rows[k].nodes.map(({ t, x, y }) => [t, x, y])).toEqual(row.cells.map(({ t, x }) => [t, x, row.cellY]));
      expect(open.rows[k].roadY).toBe(row.roadY);
      for (const { t, path } of open.rows[k].hiddenEdges) {
        const numbers = path.match(/-?[\d.]+/g)?.map(Number) ?? [];
        const ends = row.hiddenEdges.filter((edge) => edge.t === t).flatMap(({ x1, x2 }) => [x1, x2]);
        expect([numbers[0], numbers[6]]).toEqual(ends.map((x) => Math.round(x * 100) / 100));
        expect(new Set([numbers[1], numbers[3], numbers[5], numbers[7]]).size).toBe(1);
      }
    }
    expect(open.losses.map(({ x, y }) => [x, y])).toEqual(marks.losses.map(({ x }) => [x, marks.lossY]));
    expect([open.height, open.nodeWidth, open.nodeHeight, open.naming]).toEqual([marks.height, marks.cellWidth, marks.cellHeight, 0]);
  });

  it('moves every copy straight from the one to the other, and bears the same numbers all the way', () => {
    const at = (opening: number) => layoutUnfolding({ marks, opening, width, t: null });
    const [folded, half, open] = [at(0), at(0.5), at(1)];
    for (const [k, { nodes, hiddenEdges, road }] of half.rows.entries()) {
      for (const [n, { x, y }] of nodes.entries()) {
        expect(x).toBeCloseTo((folded.rows[k].nodes[n].x + open.rows[k].nodes[n].x) / 2);
        const ends = [folded.rows[k].nodes[n].y, open.rows[k].nodes[n].y];
        expect(y).toBeGreaterThanOrEqual(Math.min(...ends));
        expect(y).toBeLessThanOrEqual(Math.max(...ends));
      }
      const borne = (edges: readonly { readonly t: number; readonly value: number | null }[]) => new Map(edges.map(({ t, value }) => [t, value]));
      expect(borne(hiddenEdges)).toEqual(borne(marks.rows[k].hiddenEdges));
      expect(borne(road)).toEqual(borne(marks.rows[k].road));
    }
  });

  it.each([0.15, 0.3, 0.5, 0.8, 1])('has no two copies over each other at an opening of %d', (opening) => {
    const { rows, nodeWidth, nodeHeight, height } = layoutUnfolding({ marks, opening, width, t: null });
    const all = rows.flatMap(({ nodes }) => nodes);
    for (const [k, a] of all.entries()) {
      expect(a.y + nodeHeight / 2).toBeLessThanOrEqual(height);
      for (const b of all.slice(k + 1)) {
        const apart = Math.abs(a.x - b.x) >= Math.min(nodeWidth, marks.cellWidth) - 1e-6 || Math.abs(a.y - b.y) >= nodeHeight - 1e-6;
        expect(apart, `${String(a.t)} and ${String(b.t)}`).toBe(true);
      }
    }
  });

  it('is the same whenever its numbers are, and held between folded and open', () => {
    expect(layoutUnfolding({ marks, opening: 0.3, width, t: 1 })).toEqual(layoutUnfolding({ marks, opening: 0.3, width, t: 1 }));
    expect(layoutUnfolding({ marks, opening: -2, width, t: 1 })).toEqual(layoutUnfolding({ marks, opening: 0, width, t: 1 }));
    expect(layoutUnfolding({ marks, opening: 9, width, t: 1 })).toEqual(layoutUnfolding({ marks, opening: 1, width, t: 1 }));
  });
});

it('draws the edge of the step at hand last, or the nearest that bears something', () => {
  const { marks, width } = marksOf(lstmRecall);
  expect(layoutUnfolding({ marks, opening: 0, width, t: 5 }).rows[0].hiddenEdges.at(-1)?.t).toBe(5);
  const snapshot = readSnapshot(lstmRecall.snapshots[0]);
  const scans = [readScan(snapshot, 'l0')];
  const legs = legsOf(scans);
  const passing = lightUnrolled(layoutUnrolled(scans, layoutTimeAxis(scans[0].T, 680), []), scans, reachAt(legs, stationAt(legs, 5)));
  expect(layoutUnfolding({ marks: passing, opening: 0, width, t: 5 }).rows[0].hiddenEdges.at(-1)).toMatchObject({ t: 4, light: 'state' });
});

it('sets the boxes of two directions side by side, loops to opposite sides', () => {
  const { marks, width } = marksOf(lstmStacked);
  const { rows } = layoutUnfolding({ marks, opening: 0, width, t: 0 });
  const [reverse, forward] = rows;
  expect(reverse.nodes[0].y).toBe(forward.nodes[0].y);
  expect(reverse.nodes[0].x).toBeLessThan(forward.nodes[0].x);
  expect([reverse.name.side, forward.name.side]).toEqual(['left', 'right']);
});
