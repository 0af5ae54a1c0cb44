/** The attention of a decoder as pixels: a row a target step, a column a source step on the source's own axis. */
import type { Numbers } from '../core/tensor';
import type { Snapshot } from '../model/snapshot';
import { findTensor, readLength } from './series';
import { createRamp, parseColour, tabulate } from './theme/colour';
import type { Palette } from './theme/palette';
import { unitAt } from './heatmap-layout';
import { stepAt, type TimeAxis } from './time-axis';

/** Weights of the example at hand: of source step s at target step u at `u * S + s`. */
export interface Attention {
  /** Target steps before the padding. */
  readonly length: number;
  readonly S: number;
  /** Source steps before the padding. */
  readonly sourceLength: number;
  readonly values: Numbers;
}

export interface AttentionMarks {
  readonly columns: number;
  readonly rows: number;
  /** CSS pixels. */
  readonly rowHeight: number;
  /** RGBA, from target step 0 downwards. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly parted: boolean;
}

/** The attention that a snapshot holds, or null. */
export function readAttention(snapshot: Snapshot): Attention | null {
  const tensor = findTensor(snapshot, 'attention');
  if (tensor === undefined) return null;
  const [, steps, S] = tensor.shape;
  return { length: findTensor(snapshot, 'targetLengths')?.data[0] ?? steps, S, sourceLength: readLength(snapshot, S), values: tensor.data };
}

/** The weight of source step s at target step u, 0 to 1. */
export function attentionAt({ S, values }: Attention, u: number, s: number): number {
  return values[u * S + s];
}

/** What target step u looks at, before the padding. */
export function attentionRow({ S, sourceLength, values }: Attention, u: number): readonly number[] {
  return Array.from(values.slice(u * S, u * S + sourceLength));
}

/** Heights of a target step's row in CSS pixels, and of all of them as long as rows are no lower than the lowest. */
const ROW = { lowest: 4, highest: 16, all: 240 } as const;

function rowHeightOf(length: number): number {
  return Math.max(ROW.lowest, Math.min(ROW.highest, Math.floor(ROW.all / length)));
}

/** The steps at the two ends of an edge of the attention; a place that lies on one end alone tells that one. */
export interface AttentionHit {
  readonly source?: number;
  readonly target?: number;
}

/** The entry of the heatmap at a place, CSS pixels from its corner; null beside it. */
export function hitAttention({ length, sourceLength }: Attention, axis: TimeAxis, x: number, y: number): AttentionHit | null {
  if (x < 0 || x >= axis.width) return null;
  return { source: Math.min(sourceLength - 1, stepAt(axis, x)), target: unitAt(length, rowHeightOf(length), y) };
}

/** The weights of the steps on the screen, from paper at 0 to attention's hue at 1. */
export function layoutAttention(attention: Attention, axis: TimeAxis, palette: Palette): AttentionMarks {
  const { length } = attention;
  const rowHeight = rowHeightOf(length);
  const pixels = new Uint8ClampedArray(axis.count * length * 4);
  const write = tabulate(createRamp(0, 1, parseColour(palette.zero), parseColour(palette.attention)));
  for (let u = 0; u < length; u++) {
    for (let k = 0; k < axis.count; k++) write(pixels, (u * axis.count + k) * 4, attentionAt(attention, u, axis.first + k));
  }
  return { columns: axis.count, rows: length, rowHeight, pixels, parted: axis.column >= 10 && rowHeight >= 6 };
}
