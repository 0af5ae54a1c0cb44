/** The whole of a long sequence as two rows of pixels, ‖h_t‖ above the gradient, and the frame of the window that the stage shows. */
import { logFraction, gradientScale } from './log-scale';
import { normsOf, type Scan } from './series';
import { mix, parseColour, type Rgb } from './theme/colour';
import type { Palette } from './theme/palette';
import { type TimeAxis, windowFirst } from './time-axis';

export interface OverviewMarks {
  /** RGBA of T × 2 cells. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly columns: number;
}

/** Pixels of the whole scan, on the colours that the unrolled network and its edges have. */
export function layoutOverview(scan: Scan, palette: Palette): OverviewMarks {
  const pixels = new Uint8ClampedArray(scan.T * 2 * 4);
  const zero = parseColour(palette.zero);
  const hidden = scan.grids.get('hidden');
  const states = hidden ? normsOf(hidden) : new Float64Array(scan.T);
  const gradients = normsOf(scan.hiddenGradient);
  const put = (row: number, t: number, colour: Rgb): void => {
    pixels.set([...colour, 255], (row * scan.T + t) * 4);
  };
  for (let t = 0; t < scan.length; t++) {
    put(0, t, mix(zero, parseColour(palette.hidden), states[t] / Math.sqrt(scan.H)));
    put(1, t, mix(zero, parseColour(palette.gradient), logFraction(gradientScale, gradients[t])));
  }
  return { pixels, columns: scan.T };
}

/** The window's frame in an overview of the axis' width. */
export function windowFrame(axis: TimeAxis): { readonly left: number; readonly width: number } {
  return { left: (axis.first / axis.T) * axis.width, width: (axis.count / axis.T) * axis.width };
}

/** The first step of the window whose middle lies at x of the overview. */
export function windowAt(axis: TimeAxis, x: number): number {
  return windowFirst(axis.T, axis.count, Math.round((x / axis.width) * axis.T - axis.count / 2));
}
