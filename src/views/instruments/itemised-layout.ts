/** The itemised gradients as pixels: a row a loss, a column a step, so that a network with a loss at every step shows a triangle. */
import { readSteps } from './read';
import type { Itemised } from '../../model/instruments';
import { byLargest, logFraction, scaleOf } from '../log-scale';
import { createRamp, parseColour, tabulate } from '../theme/colour';
import type { Palette } from '../theme/palette';
import type { TimeAxis } from '../time-axis';

export interface ItemisedMarks {
  readonly columns: number;
  /** One a loss that is shown. */
  readonly rows: number;
  /** CSS pixels. */
  readonly rowHeight: number;
  /** RGBA; transparent where a loss does not reach a step: its gradient is exactly 0 there. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly parted: boolean;
}

/** Heights in CSS pixels: of a row, and of all of them together. */
const ROW = { lowest: 3, highest: 22, all: 240 } as const;

/** ‖dL_k/dh_t‖ of the row-th loss shown; NaN where the scan has no such number. */
export function itemisedNorm({ tensors }: Itemised, scan: string, row: number, t: number): number {
  return readSteps(tensors, `itemisedNorm.${scan}`)?.(row, t) ?? Number.NaN;
}

/** The losses of the example at the steps on the screen, on the log10 scale that all gradients share; relative: each by its own largest norm. */
export function layoutItemised(itemised: Itemised, scan: string, axis: TimeAxis, palette: Palette, relative: boolean): ItemisedMarks {
  const rows = itemised.steps.length;
  const rowHeight = Math.max(ROW.lowest, Math.min(ROW.highest, Math.floor(ROW.all / Math.max(1, rows))));
  const pixels = new Uint8ClampedArray(axis.count * rows * 4);
  const write = tabulate(rampOf(palette));
  const read = readSteps(itemised.tensors, `itemisedNorm.${scan}`);
  for (let row = 0; row < rows && read !== null; row++) {
    const all = Float64Array.from({ length: axis.T }, (_, t) => read(row, t));
    const norms = relative ? byLargest(all) : all;
    for (let column = 0; column < axis.count; column++) {
      const norm = norms[axis.first + column];
      if (norm > 0) write(pixels, (row * axis.count + column) * 4, logFraction(scaleOf(relative), norm));
    }
  }
  return { columns: axis.count, rows, rowHeight, pixels, parted: axis.column >= 10 && rowHeight >= 6 };
}

const ramps = new WeakMap<Palette, ReturnType<typeof createRamp>>();

/** From paper to the gradient's hue, the same object each time. */
function rampOf(palette: Palette): ReturnType<typeof createRamp> {
  const known = ramps.get(palette);
  if (known) return known;
  const ramp = createRamp(0, 1, parseColour(palette.zero), parseColour(palette.gradient));
  ramps.set(palette, ramp);
  return ramp;
}
