import { describe, expect, it } from 'vitest';
import { colourMapOf, layoutHeatmap, rowHeightOf, unitAt } from './heatmap-layout';
import { quantitiesOf } from './quantity';
import { parseColour } from './theme/colour';
import { palettes } from './theme/palette';
import { layoutTimeAxis } from './time-axis';

const [forget, , candidate] = quantitiesOf({ cell: 'lstm', nonlinearity: 'tanh' });
const palette = palettes.light;
/** [T = 3, H = 2] */
const grid = { T: 3, H: 2, values: Float64Array.of(0, 1, 0.5, 1.5, Number.NaN, -1) };

function pixelAt(pixels: Uint8ClampedArray, columns: number, k: number, unit: number): number[] {
  return [...pixels.subarray((unit * columns + k) * 4, (unit * columns + k) * 4 + 4)];
}

describe('layoutHeatmap', () => {
  const marks = layoutHeatmap(grid, layoutTimeAxis(3, 300), colourMapOf(forget, palette), 8);

  it('puts step t of unit u at column t, row u', () => {
    expect([marks.columns, marks.rows, marks.height]).toEqual([3, 2, 16]);
    expect(pixelAt(marks.pixels, 3, 0, 0)).toEqual([...parseColour(palette.zero), 255]);
    expect(pixelAt(marks.pixels, 3, 0, 1)).toEqual([...parseColour(palette.forget), 255]);
  });

  it('counts what lies beyond the colours, and leaves out what is no number', () => {
    expect(marks.beyond).toBe(2);
    expect(pixelAt(marks.pixels, 3, 2, 0)).toEqual([0, 0, 0, 0]);
  });

  it('leaves the padding empty', () => {
    const cut = layoutHeatmap(grid, layoutTimeAxis(3, 300), colourMapOf(forget, palette), 8, 1);
    expect(pixelAt(cut.pixels, 3, 1, 0)).toEqual([0, 0, 0, 0]);
    expect(cut.beyond).toBe(0);
  });

  it('draws the window only', () => {
    const long = { T: 500, H: 1, values: Float64Array.from({ length: 500 }, (_, t) => (t === 250 ? 1 : 0)) };
    const axis = layoutTimeAxis(500, 600, 250);
    const window = layoutHeatmap(long, axis, colourMapOf(forget, palette), 8);
    expect(window.columns).toBe(axis.count);
    expect(pixelAt(window.pixels, axis.count, 0, 0)).toEqual([...parseColour(palette.forget), 255]);
  });
});

it('colours signed values by their sign, on the same range for every snapshot', () => {
  const map = colourMapOf(candidate, palette);
  expect(colourMapOf({ ...candidate }, palette)).toBe(map);
  expect(colourMapOf({ ...candidate, range: 3 }, palette)).not.toBe(map);
  expect([map.low, map.high]).toEqual([-1, 1]);
  expect(map.colour(-1)).toEqual(parseColour(palette.negative));
  expect(map.colour(1)).toEqual(parseColour(palette.positive));
});

it('gives few heatmaps higher rows, and large networks a pixel a unit', () => {
  expect(rowHeightOf(12, 6)).toBe(5);
  expect(rowHeightOf(12, 1)).toBe(9);
  expect(rowHeightOf(200, 6)).toBe(1);
  expect(rowHeightOf(12, 1, 796)).toBe(14);
  expect(rowHeightOf(12, 6, 796)).toBe(5);
  expect(rowHeightOf(12, 6, 1200)).toBe(10);
});

it('finds the unit under a pointer', () => {
  expect([-4, 0, 7.9, 8, 500].map((y) => unitAt(12, 8, y))).toEqual([0, 0, 0, 1, 11]);
});

it('shows of each cell what it has', () => {
  expect(quantitiesOf({ cell: 'rnn', nonlinearity: 'relu' })).toEqual([{ name: 'hidden', hue: 'hidden', scale: 'root', range: 8 }]);
  expect(quantitiesOf({ cell: 'gru', nonlinearity: 'tanh' }).map(({ name }) => name)).toEqual(['reset', 'update', 'candidate', 'hidden']);
});
