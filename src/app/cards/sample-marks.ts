/** Where the marks of a sample's curves and pictures lie. */
import { type ColourMap, createDivergingMap, createRamp, parseColour, tabulate } from '../../views/theme/colour';
import type { Palette } from '../../views/theme/palette';
import type { SampleRow } from './sample';

/** From the edges of a curve's box, so that no line is cut. */
const MARGIN = 2;

/** The points of a polyline over the whole box: the smallest value at the bottom, the largest at the top. */
export function curvePoints(values: readonly number[], { width, height }: { readonly width: number; readonly height: number }): string {
  const low = Math.min(...values);
  const range = Math.max(...values) - low || 1;
  const last = Math.max(1, values.length - 1);
  const y = (value: number): number => height - MARGIN - ((value - low) / range) * (height - 2 * MARGIN);
  return values.map((value, t) => `${((t / last) * width).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
}

/** RGBA of a picture, a row a channel: paper to ink, or diverging about 0 where values are negative; sound with its lowest band at the bottom. */
export function picturePixels(
  { channels, sound, values }: Extract<SampleRow, { kind: 'picture' }>,
  palette: Palette,
): Uint8ClampedArray<ArrayBuffer> {
  const T = values.length / channels;
  const write = tabulate(mapOf(values, palette));
  const pixels = new Uint8ClampedArray(values.length * 4);
  values.forEach((value, k) => {
    const channel = k % channels;
    const row = sound ? channels - 1 - channel : channel;
    write(pixels, 4 * (row * T + Math.floor(k / channels)), value);
  });
  return pixels;
}

function mapOf(values: readonly number[], palette: Palette): ColourMap {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const zero = parseColour(palette.zero);
  if (values.every((value) => value >= 0)) return createRamp(0, largest, zero, parseColour(palette.ink));
  return createDivergingMap(largest, parseColour(palette.negative), zero, parseColour(palette.positive));
}
