import { describe, expect, it } from 'vitest';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as lstmRecall } from './gallery/fixtures/lstm-recall';
import { fixture as lstmStacked } from './gallery/fixtures/lstm-stacked';
import { legsOf, lossStation, reachAt, stationAt } from './passage';
import { scanNames } from './scan-names';
import { normsOf, readPlaces, readScan } from './series';
import { layoutTimeAxis } from './time-axis';
import { layoutUnrolled } from './unrolled-layout';
import { lightUnrolled, veiledSteps } from './unrolled-passage';

const lstm = readScan(readSnapshot(lstmRecall.snapshots[1]));
const axis = layoutTimeAxis(lstm.T, 680);
const marks = layoutUnrolled([lstm], axis, [{ t: 22, scan: 'l0' }]);
const legs = legsOf([lstm]);
const at = (station: number) => lightUnrolled(marks, [lstm], reachAt(legs, stationAt(legs, station)));

describe('lightUnrolled', () => {
  it('lights all of it without a passage, and at its end', () => {
    const whole = lightUnrolled(marks, [lstm], null);
    expect(whole.rows[0].cells.every(({ lit }) => lit)).toBe(true);
    expect(whole.rows[0].road.map(({ value }) => value)).toEqual(marks.rows[0].road.map(({ gradient }) => gradient));
    expect(at(2 * lossStation(legs)).rows).toEqual(whole.rows);
  });

  it('hands on the computed states on the way forward', () => {
    const [row] = at(5).rows;
    expect(row.cells.map(({ lit }) => lit)).toEqual(Array.from({ length: 23 }, (_, t) => t <= 5));
    const hidden = lstm.grids.get('hidden');
    const cell = lstm.grids.get('cell');
    if (!hidden || !cell) throw new Error('fixture: must be an LSTM');
    expect(row.hiddenEdges.map(({ value }) => value)).toEqual([...normsOf(hidden).slice(0, 5), ...Array<null>(17).fill(null)]);
    expect(row.road.map(({ value }) => value)).toEqual([...normsOf(cell).slice(0, 5), ...Array<null>(17).fill(null)]);
    expect(at(5).lossLit).toBe(false);
  });

  it('has every state and no gradient at the loss', () => {
    const loss = at(lossStation(legs));
    expect(loss.lossLit).toBe(true);
    expect(loss.rows[0].cells.every(({ lit }) => lit)).toBe(true);
    expect(loss.rows[0].road.every(({ light }) => light === 'state')).toBe(true);
  });

  it('brings the gradient back from the right', () => {
    const [row] = at(2 * lossStation(legs) - 10).rows;
    expect(row.cells.map(({ lit }) => lit)).toEqual(Array.from({ length: 23 }, (_, t) => t >= 10));
    expect(row.hiddenEdges.map(({ light }) => light)).toEqual(Array.from({ length: 22 }, (_, t) => (t >= 10 ? 'gradient' : 'none')));
    expect(row.hiddenEdges[10].value).toBe(normsOf(lstm.hiddenGradient)[10]);
  });

  it('passes a layer in both directions at once', () => {
    const snapshot = readSnapshot(lstmStacked.snapshots[0]);
    const scans = scanNames(snapshot).map((name) => readScan(snapshot, name));
    const stacked = layoutUnrolled(scans, layoutTimeAxis(21, 680), readPlaces(snapshot, 21));
    const ways = legsOf(scans);
    const lit = lightUnrolled(stacked, scans, reachAt(ways, stationAt(ways, 21 + 3)));
    const litCells = Object.fromEntries(lit.rows.map(({ scan, cells }) => [scan, cells.filter((cell) => cell.lit).map(({ t }) => t)]));
    expect(litCells['l1']).toEqual([0, 1, 2, 3]);
    expect(litCells['l1_reverse']).toEqual([17, 18, 19, 20]);
    expect([litCells['l0'].length, litCells['l0_reverse'].length]).toEqual([21, 21]);
  });
});

it('veils the columns of what is not computed yet', () => {
  const reach = (station: number) => reachAt(legs, stationAt(legs, station));
  expect(veiledSteps(reach(5), 'l0', 'states', 23)).toEqual({ from: 6, to: 23 });
  expect(veiledSteps(reach(5), 'l0', 'gradients', 23)).toEqual({ from: 0, to: 23 });
  expect(veiledSteps(reach(23), 'l0', 'states', 23)).toBeNull();
  expect(veiledSteps(reach(2 * 23 - 10), 'l0', 'gradients', 23)).toEqual({ from: 0, to: 10 });
  expect(veiledSteps(null, 'l0', 'states', 23)).toBeNull();
});
