/** Several channels of numbers over time as one compact picture: which numbers, their scale and colours. */
import { type HeatmapMarks, layoutHeatmap } from './heatmap-layout';
import type { GridRow } from './sequence-layout';
import type { Grid } from './series';
import { type ColourMap, createDivergingMap, createRamp, parseColour } from './theme/colour';
import type { Palette } from './theme/palette';
import type { TimeAxis } from './time-axis';

/** Heights to aim at and a channel's own, CSS pixels. */
const HEIGHT = 104;
const [LOWEST_ROW, HIGHEST_ROW] = [3, 11];

export function channelHeight(channels: number): number {
  return Math.max(LOWEST_ROW, Math.min(HIGHEST_ROW, Math.floor(HEIGHT / channels)));
}

/** From paper to ink where no value is negative, else diverging about 0. */
function colourMapOf({ low, high }: Pick<GridRow, 'low' | 'high'>, palette: Palette): ColourMap {
  const zero = parseColour(palette.zero);
  if (low >= 0) return createRamp(low, high, zero, parseColour(palette.ink));
  return createDivergingMap(high, parseColour(palette.negative), zero, parseColour(palette.positive));
}

/** The picture of the steps on the screen. */
export function layoutChannelGrid(row: GridRow, axis: TimeAxis, palette: Palette): HeatmapMarks {
  const { grid, sound } = row;
  const turned = sound ? { ...grid, values: turn(grid) } : grid;
  return layoutHeatmap(turned, axis, colourMapOf(row, palette), channelHeight(grid.H));
}

/** The same numbers with the last channel first. */
function turn({ T, H, values }: Grid): Float64Array {
  return Float64Array.from({ length: T * H }, (_, k) => values[k - (k % H) + H - 1 - (k % H)]);
}

/** The channel whose row lies at a height of the picture, the nearest one beyond its edges. */
export function channelAt({ grid: { H }, sound }: Pick<GridRow, 'grid' | 'sound'>, y: number): number {
  const row = Math.max(0, Math.min(H - 1, Math.floor(y / channelHeight(H))));
  return sound ? H - 1 - row : row;
}

/** Where a channel's row begins. */
export function channelTop({ grid: { H }, sound }: Pick<GridRow, 'grid' | 'sound'>, channel: number): number {
  return channelHeight(H) * (sound ? H - 1 - channel : channel);
}

/** The channel with the largest value at a step, the first of equals. */
export function largestChannel({ H, values }: Grid, t: number): number {
  let best = 0;
  for (let k = 1; k < H; k++) if (values[t * H + k] > values[t * H + best]) best = k;
  return best;
}
