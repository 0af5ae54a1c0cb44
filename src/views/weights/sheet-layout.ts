/** Where a sheet's numbers lie and which colour each has: every matrix of every block as pixels, columns of all blocks below each other. */
import { gradientScale, logFraction } from '../log-scale';
import { type ColourMap, createDivergingMap, createRamp, parseColour, tabulate } from '../theme/colour';
import type { Palette } from '../theme/palette';
import type { Sheet, SheetMatrix, SheetPlace, SheetSide } from './sheet';

export interface MatrixBox {
  readonly matrix: SheetMatrix;
  /** CSS pixels from the sheet's left end. */
  readonly x: number;
  readonly width: number;
}

export interface SheetLayout {
  /** A number's cell in CSS pixels. */
  readonly cell: { readonly width: number; readonly height: number };
  readonly boxes: readonly MatrixBox[];
  readonly width: number;
  readonly blockHeight: number;
}

const GAP = 10;
const CELL = { widest: 24, highest: 16 };
const LARGE = { widest: 64, highest: 28 };

/** @param width that the sheet may fill. @param height that a block may fill; rows are never lower than a pixel. */
export function layoutSheet({ H, matrices, columns }: Sheet, width: number, height: number, large = false): SheetLayout {
  const most = large ? LARGE : CELL;
  const cellWidth = Math.min(most.widest, (width - GAP * (matrices.length - 1)) / columns);
  const cellHeight = Math.max(1, Math.min(most.highest, Math.floor(height / H)));
  let x = 0;
  const boxes = matrices.map((matrix): MatrixBox => {
    const box = { matrix, x, width: matrix.columns * cellWidth };
    x += box.width + GAP;
    return box;
  });
  return { cell: { width: cellWidth, height: cellHeight }, boxes, width: x - GAP, blockHeight: H * cellHeight };
}

/** Which units stand in which rows and, of the recurrent matrix, columns. */
export type UnitOrder = readonly number[];

/** The unit of a column's place and the reverse hold for the recurrent matrix alone; elsewhere columns stand as they are. */
export function columnShown(matrix: SheetMatrix, order: UnitOrder, place: number): number {
  return matrix.kind === 'recurrent' ? order[place] : place;
}

/** The place under a pointer, its unit and column those of the numbers; null between the matrices. */
export function placeAt({ cell, boxes }: SheetLayout, order: UnitOrder, block: number, x: number, y: number): SheetPlace | null {
  const box = boxes.find((each) => x >= each.x && x < each.x + each.width);
  const row = Math.floor(y / cell.height);
  if (!box || row < 0 || row >= order.length) return null;
  const place = Math.min(box.matrix.columns - 1, Math.floor((x - box.x) / cell.width));
  return { block, unit: order[row], column: box.matrix.first + columnShown(box.matrix, order, place) };
}

/** Where a number's cell lies in its block. */
export function cellOf({ cell, boxes }: SheetLayout, order: UnitOrder, { unit, column }: SheetPlace): { readonly x: number; readonly y: number } {
  const box = boxes.findLast(({ matrix }) => column >= matrix.first) ?? boxes[0];
  const own = column - box.matrix.first;
  const place = box.matrix.kind === 'recurrent' ? order.indexOf(own) : own;
  return { x: box.x + place * cell.width, y: order.indexOf(unit) * cell.height };
}

/** How numbers become colours. `scaled` says where a number lies on the map. */
export interface SheetColours {
  readonly map: ColourMap;
  readonly scaled: (value: number) => number;
}

/** Signed numbers on the diverging map from -range to range. */
export function signedColours(range: number, palette: Palette): SheetColours {
  const [negative, zero, positive] = [palette.negative, palette.zero, palette.positive].map(parseColour);
  return { map: createDivergingMap(range, negative, zero, positive), scaled: (value) => value };
}

/** Magnitudes on the log10 scale that all gradients share. */
export function magnitudeColours(palette: Palette): SheetColours {
  return {
    map: createRamp(0, 1, parseColour(palette.zero), parseColour(palette.gradient)),
    scaled: (value) => (Number.isNaN(value) ? value : logFraction(gradientScale, Math.abs(value))),
  };
}

/** RGBA of a matrix in a block, row by row; transparent where there is no number. */
export function paintMatrix(
  { H }: Sheet,
  matrix: SheetMatrix,
  side: SheetSide,
  block: number,
  order: UnitOrder,
  { map, scaled }: SheetColours,
): Uint8ClampedArray<ArrayBuffer> {
  const { columns } = matrix;
  const pixels = new Uint8ClampedArray(H * columns * 4);
  const write = tabulate(map);
  for (let row = 0; row < H; row++) {
    const from = (block * H + order[row]) * columns;
    for (let place = 0; place < columns; place++) {
      write(pixels, (row * columns + place) * 4, scaled(matrix[side][from + columnShown(matrix, order, place)]));
    }
  }
  return pixels;
}

/** Where a key takes the place, in the order shown; null for other keys. Page up and down: the block, home and end: the ends of the row. */
export function movePlace(sheet: Sheet, order: UnitOrder, { block, unit, column }: SheetPlace, key: string): SheetPlace | null {
  const { matrices, columns, gates } = sheet;
  const matrix = matrices.findLast(({ first }) => column >= first) ?? matrices[0];
  const shown = matrix.first + (matrix.kind === 'recurrent' ? order.indexOf(column - matrix.first) : column - matrix.first);
  const row = order.indexOf(unit);
  const to = (nextBlock: number, nextRow: number, nextShown: number): SheetPlace => {
    const at = clamp(nextShown, columns);
    const there = matrices.findLast(({ first }) => at >= first) ?? matrices[0];
    return {
      block: clamp(nextBlock, gates.length),
      unit: order[clamp(nextRow, order.length)],
      column: there.first + columnShown(there, order, at - there.first),
    };
  };
  switch (key) {
    case 'ArrowLeft':
      return to(block, row, shown - 1);
    case 'ArrowRight':
      return to(block, row, shown + 1);
    case 'ArrowUp':
      return to(block, row - 1, shown);
    case 'ArrowDown':
      return to(block, row + 1, shown);
    case 'PageUp':
      return to(block - 1, row, shown);
    case 'PageDown':
      return to(block + 1, row, shown);
    case 'Home':
      return to(block, row, 0);
    case 'End':
      return to(block, row, columns - 1);
    default:
      return null;
  }
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}
