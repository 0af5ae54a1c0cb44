/** A heatmap of units × time as pixels: one pixel a cell, to be enlarged without smoothing, and the geometry to find a cell again. */
import type { ColourMap } from './theme/colour';
import { createDivergingMap, createRamp, createRootMap, parseColour, tabulate } from './theme/colour';
import type { Palette } from './theme/palette';
import type { Quantity } from './quantity';
import { type Grid, valueAt } from './series';
import { type TimeAxis } from './time-axis';
import type { UnitOrder } from './unit-order';

export interface HeatmapMarks {
  /** Cells: the steps on the screen by the units. */
  readonly columns: number;
  readonly rows: number;
  /** CSS pixels. */
  readonly rowHeight: number;
  readonly height: number;
  /** RGBA of each cell, rows downwards; transparent where there is no number. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Values on the screen beyond the map's range. */
  readonly beyond: number;
  /** true where cells are large enough to be parted by a line. */
  readonly parted: boolean;
}

/** Heights to aim at in CSS pixels: the fewer heatmaps share the stage, the higher each may be. */
const HEIGHTS = { few: 112, some: 84, many: 64 } as const;

/** What the stage needs beside its heatmaps, and below each of them. */
const BESIDE = 390;
const GAP = 12;

/** Of one heatmap alone: its rows' height at most, what stands beside it, and a stage's height at least. */
const HIGHEST = 40;
const BESIDE_ONE = 200;
const SMALLEST = 560;

/** A unit's height in CSS pixels: small networks get rows that a finger finds, large ones a pixel. @param available height of the stage; 0 where it may grow. @param alone true: one heatmap has it all */
export function rowHeightOf(H: number, heatmaps: number, available = 0, alone = false): number {
  if (alone) return Math.max(1, Math.min(HIGHEST, Math.floor((Math.max(available, SMALLEST) - BESIDE_ONE) / H)));
  const room = (available - BESIDE) / heatmaps - GAP;
  const height = heatmaps <= 2 ? HEIGHTS.few : heatmaps <= 4 ? HEIGHTS.some : HEIGHTS.many;
  const [most, used] = room > height ? [14, room] : [10, height];
  return H > used ? 1 : Math.max(2, Math.min(most, Math.floor(used / H)));
}

const maps = new WeakMap<Palette, Map<string, ColourMap>>();

/** The colours of a quantity in a theme, the same object each time. */
export function colourMapOf(quantity: Quantity, palette: Palette): ColourMap {
  const ofPalette = maps.get(palette) ?? new Map<string, ColourMap>();
  maps.set(palette, ofPalette);
  const key = `${quantity.scale} ${String(quantity.range)} ${quantity.hue}`;
  const map = ofPalette.get(key) ?? createMap(quantity, palette);
  ofPalette.set(key, map);
  return map;
}

function createMap(quantity: Quantity, palette: Palette): ColourMap {
  const [paper, hue] = [parseColour(palette.zero), parseColour(palette[quantity.hue])];
  if (quantity.scale === 'gate') return createRamp(0, quantity.range, paper, hue);
  const create = quantity.scale === 'root' ? createRootMap : createDivergingMap;
  return create(quantity.range, parseColour(palette.negative), paper, parseColour(palette.positive));
}

/** The pixels of a grid [T, H] for the steps on the screen, rows by number or in an order; steps at and past `length` stay empty. */
export function layoutHeatmap(grid: Grid, axis: TimeAxis, map: ColourMap, rowHeight: number, length = grid.T, order?: UnitOrder): HeatmapMarks {
  const pixels = new Uint8ClampedArray(axis.count * grid.H * 4);
  const write = tabulate(map);
  let beyond = 0;
  for (let k = 0; k < axis.count; k++) {
    const t = axis.first + k;
    if (t >= length) break;
    for (let row = 0; row < grid.H; row++) {
      const value = valueAt(grid, t, order ? order[row] : row);
      if (value < map.low || value > map.high) beyond++;
      write(pixels, (row * axis.count + k) * 4, value);
    }
  }
  return { columns: axis.count, rows: grid.H, rowHeight, height: rowHeight * grid.H, pixels, beyond, parted: axis.column >= 10 && rowHeight >= 4 };
}

/** The row that lies at y, the nearest one beyond the edges. */
export function unitAt(rows: number, rowHeight: number, y: number): number {
  return Math.max(0, Math.min(rows - 1, Math.floor(y / rowHeight)));
}
