import { describe, expect, it } from 'vitest';
import { readInstruments, readSnapshot } from '../gallery/fixtures/fixture';
import { fixture as gru } from '../gallery/fixtures/instruments-gru';
import { fixture as lstm } from '../gallery/fixtures/instruments-lstm';
import { palettes } from '../theme/palette';
import { countBlock, entryOf, largestOf, placeOfEntry, readEntry, readSheet, type Sheet, weightRange } from './sheet';
import { cellOf, columnShown, layoutSheet, magnitudeColours, movePlace, paintMatrix, placeAt, signedColours } from './sheet-layout';

function open(fixture: typeof lstm): {
  readonly sheet: Sheet;
  readonly tensors: NonNullable<ReturnType<typeof readInstruments>['weights']>['tensors'];
} {
  const { weights } = readInstruments(fixture.instruments ?? '{}');
  const sheet = weights && readSheet(readSnapshot(fixture.snapshots[0]).model.encoder.cell, weights, 'l0');
  if (!weights || !sheet) throw new Error('fixture: must hold weights');
  return { sheet, tensors: weights.tensors };
}

const backwards = [7, 6, 5, 4, 3, 2, 1, 0];

describe.each([
  ['lstm', lstm, 4],
  ['gru', gru, 3],
] as const)('the sheet of the %s', (_, fixture, blocks) => {
  const { sheet, tensors } = open(fixture);
  const layout = layoutSheet(sheet, 600, 100);

  it('has a block a gate, and every number of the file once', () => {
    expect(sheet.gates).toHaveLength(blocks);
    expect(sheet.matrices.map(({ kind }) => kind)).toEqual(['input', 'recurrent', 'inputBias', 'recurrentBias']);
    const seen = new Set<string>();
    for (let block = 0; block < blocks; block++) {
      for (let unit = 0; unit < sheet.H; unit++) {
        for (let column = 0; column < sheet.columns; column++) {
          const entry = entryOf(sheet, { block, unit, column });
          seen.add(`${entry.parameter} ${String(entry.row)} ${String(entry.column)}`);
          expect(placeOfEntry(sheet, entry)).toEqual({ block, unit, column });
          const { shape, data } = tensors[`weight.${entry.parameter}`];
          const at = entry.row * (shape.length === 2 ? shape[1] : 1) + entry.column;
          expect(readEntry(sheet, 'weights', { block, unit, column })).toBe(data[at]);
          expect(readEntry(sheet, 'gradient', { block, unit, column })).toBe(tensors[`weightGradient.${entry.parameter}`].data[at]);
        }
      }
    }
    expect(seen.size).toBe(Object.entries(tensors).reduce((sum, [name, { data }]) => sum + (name.startsWith('weight.') ? data.length : 0), 0));
    expect(placeOfEntry(sheet, { parameter: 'head.output.weight', row: 0, column: 0 })).toBeNull();
  });

  it.each([
    ['by index', [0, 1, 2, 3, 4, 5, 6, 7]],
    ['in another order', backwards],
  ])('finds a cell where it is drawn, %s', (__, order) => {
    for (const place of [
      { block: 0, unit: 0, column: 0 },
      { block: 2, unit: 5, column: sheet.matrices[1].first + 3 },
      { block: 1, unit: 7, column: sheet.columns - 1 },
    ]) {
      const { x, y } = cellOf(layout, order, place);
      expect(placeAt(layout, order, place.block, x + layout.cell.width / 2, y + layout.cell.height / 2)).toEqual(place);
    }
    expect(placeAt(layout, order, 0, layout.boxes[0].width + 3, 3)).toBeNull();
  });

  it('walks by keys in the order shown, from matrix to matrix, and stops at the ends', () => {
    const [, recurrent] = sheet.matrices;
    const from = { block: 0, unit: 7, column: recurrent.first - 1 };
    const right = movePlace(sheet, backwards, from, 'ArrowRight');
    expect(right).toEqual({ block: 0, unit: 7, column: recurrent.first + 7 });
    expect(movePlace(sheet, backwards, right ?? from, 'ArrowLeft')).toEqual(from);
    expect(movePlace(sheet, backwards, from, 'ArrowDown')?.unit).toBe(6);
    expect(movePlace(sheet, backwards, from, 'ArrowUp')?.unit).toBe(7);
    expect(movePlace(sheet, backwards, from, 'PageDown')?.block).toBe(1);
    expect(movePlace(sheet, backwards, from, 'End')?.column).toBe(sheet.columns - 1);
    expect(movePlace(sheet, backwards, from, 'x')).toBeNull();
  });

  it('colours 0 like paper and the largest like the end of its range, which no weight exceeds', () => {
    const range = weightRange(sheet);
    expect(range).toBeGreaterThanOrEqual(largestOf(sheet, 'weights'));
    expect(range / 2).toBeLessThan(largestOf(sheet, 'weights'));
    const zeros = { ...sheet.matrices[1], weights: sheet.matrices[1].weights.map(() => 0) };
    zeros.weights[0] = range;
    zeros.weights[1] = Number.NaN;
    const pixels = paintMatrix(sheet, zeros, 'weights', 0, [0, 1, 2, 3, 4, 5, 6, 7], signedColours(range, palettes.light));
    expect([...pixels.slice(0, 12)]).toEqual([178, 24, 43, 255, 0, 0, 0, 0, 244, 244, 242, 255]);
    expect(columnShown(zeros, backwards, 0)).toBe(7);
  });

  it('counts every number of a block', () => {
    const counts = countBlock(sheet, 'weights', 1, weightRange(sheet), 24);
    expect(counts.reduce((a, b) => a + b, 0)).toBe(sheet.H * sheet.columns);
  });
});

it('shows gradients on the scale that all of them share', () => {
  const { scaled, map } = magnitudeColours(palettes.light);
  expect([scaled(0), scaled(-1e-3), scaled(1e30), scaled(Number.NaN)]).toEqual([0, 0.5, 1, Number.NaN]);
  expect(map.high).toBe(1);
});

it('keeps rows a pixel high however many there are', () => {
  const { sheet } = open(lstm);
  expect(layoutSheet({ ...sheet, H: 256 }, 600, 100)).toMatchObject({ cell: { height: 1 }, blockHeight: 256 });
});
