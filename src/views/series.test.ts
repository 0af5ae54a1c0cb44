import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../model/snapshot';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as gruText } from './gallery/fixtures/gru-text';
import { fixture as lstmStacked } from './gallery/fixtures/lstm-stacked';
import { fixture as lstmRecall } from './gallery/fixtures/lstm-recall';
import { lossSteps, normsOf, readPlaces, readScan, valueAt } from './series';

const recall = readSnapshot(lstmRecall.snapshots[1]);
const text = readSnapshot(gruText.snapshots[0]);

describe('readScan', () => {
  it("gives every gate and state of an LSTM under the contract's names", () => {
    const scan = readScan(recall);
    expect([scan.T, scan.H, scan.length]).toEqual([23, 12, 23]);
    expect([...scan.grids.keys()]).toEqual(['forget', 'input', 'candidate', 'output', 'cell', 'hidden']);
    expect(scan.cellGradient).not.toBeNull();
  });

  it('reads numbers that satisfy the equations of the cell', () => {
    const { grids } = readScan(recall);
    const at = (name: 'forget' | 'input' | 'candidate' | 'output' | 'cell' | 'hidden', t: number, unit: number): number => {
      const grid = grids.get(name);
      return grid ? valueAt(grid, t, unit) : Number.NaN;
    };
    for (const [t, unit] of [
      [1, 0],
      [9, 4],
      [22, 11],
    ]) {
      const cell = at('forget', t, unit) * at('cell', t - 1, unit) + at('input', t, unit) * at('candidate', t, unit);
      expect(at('cell', t, unit)).toBeCloseTo(cell, 5);
      expect(at('hidden', t, unit)).toBeCloseTo(at('output', t, unit) * Math.tanh(cell), 5);
    }
  });

  it('gives a GRU no cell state, and names what is missing', () => {
    expect(readScan(text).cellGradient).toBeNull();
    expect([...readScan(text).grids.keys()]).toEqual(['reset', 'update', 'candidate', 'hidden']);
    const broken: Snapshot = { ...text, tensors: {} };
    expect(() => readScan(broken)).toThrow('snapshot.hidden.l0');
  });

  it('ends at the length of a ragged example', () => {
    const ragged: Snapshot = { ...recall, batch: { ...recall.batch, lengths: { shape: [1], data: Int32Array.of(7) } } };
    expect(readScan(ragged).length).toBe(7);
    expect(lossSteps(ragged, 23)).toEqual([6]);
  });
});

it('takes norms over units', () => {
  expect([...normsOf({ T: 2, H: 2, values: Float32Array.of(3, 4, 0, 0) })]).toEqual([5, 0]);
});

it('knows the steps that have a loss', () => {
  expect(lossSteps(recall, 23)).toEqual([22]);
  expect(lossSteps(text, 48)).toHaveLength(48);
  const weights = { shape: [1, 48], data: Float32Array.from({ length: 48 }, (_, t) => (t >= 40 ? 1 : 0)) };
  expect(lossSteps({ ...text, batch: { ...text.batch, weights } }, 48)).toEqual([40, 41, 42, 43, 44, 45, 46, 47]);
});

it('knows the states that the output reads: of a reverse scan the one at step 0', () => {
  const stacked = readSnapshot(lstmStacked.snapshots[0]);
  expect(readPlaces(stacked, 21)).toEqual([
    { t: 20, scan: 'l1' },
    { t: 0, scan: 'l1_reverse' },
  ]);
  expect(readPlaces(text, 48)).toHaveLength(48);
});
