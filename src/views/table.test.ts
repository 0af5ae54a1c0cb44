import { describe, expect, it } from 'vitest';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as lstmRecall } from './gallery/fixtures/lstm-recall';
import { normsOf, readScan, valueAt } from './series';
import { attentionTable, cutTable, tableOf, writeCsv } from './table';

const scan = readScan(readSnapshot(lstmRecall.snapshots[1]));

describe('tableOf', () => {
  it('holds every value of a heatmap', () => {
    const { head, rows } = tableOf(scan, 'forget');
    const grid = scan.grids.get('forget');
    expect(head).toEqual(['t', ...Array.from({ length: 12 }, (_, unit) => `forget_${String(unit)}`)]);
    expect(rows).toHaveLength(23);
    expect(rows[9][0]).toBe(9);
    expect(rows[9][5]).toBe(grid && valueAt(grid, 9, 4));
  });

  it("holds the gradient's norms", () => {
    const { head, rows } = tableOf(scan, 'gradient');
    expect(head).toEqual(['t', 'hiddenGradient', 'cellGradient']);
    expect(rows[3][1]).toBe(normsOf(scan.hiddenGradient)[3]);
  });
});

it('holds every weight of the attention, and each row’s entropy', () => {
  const attention = { length: 2, S: 3, sourceLength: 3, values: Float64Array.of(0.5, 0.25, 0.25, 0, 1, 0) };
  expect(attentionTable(attention)).toEqual({
    head: ['u', 'attention_0', 'attention_1', 'attention_2', 'entropy_bits'],
    rows: [
      [0, 0.5, 0.25, 0.25, 1.5],
      [1, 0, 1, 0, 0],
    ],
  });
});

it('cuts a table for the eye', () => {
  const cut = cutTable(tableOf(scan, 'hidden'), 20, 60, 2);
  expect(cut.head).toEqual(['t', 'hidden_0', 'hidden_1']);
  expect(cut.rows.map(([t]) => t)).toEqual(['20', '21', '22']);
});

it('writes CSV whose numbers read back exactly', () => {
  const table = tableOf(scan, 'cell');
  const lines = writeCsv(table).split('\r\n');
  expect(lines.pop()).toBe('');
  expect(lines.shift()).toBe(table.head.join(','));
  expect(lines.map((line) => line.split(',').map(Number))).toEqual(table.rows);
});
