/** From a number to a colour: the maps that every panel shares, each with a fixed range that its legend states. */

export type Rgb = readonly [red: number, green: number, blue: number];

/** `#rrggbb` to three numbers of 0…255. */
export function parseColour(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** a at 0, b at 1, in between along a straight line; the amount is held within [0, 1]. */
export function mix(a: Rgb, b: Rgb, amount: number): Rgb {
  const k = Math.min(1, Math.max(0, amount));
  const between = (from: number, to: number): number => Math.round(from + (to - from) * k);
  return [between(a[0], b[0]), between(a[1], b[1]), between(a[2], b[2])];
}

/** How a colour is written. */
export function writeColour([red, green, blue]: Rgb): string {
  return `rgb(${String(red)} ${String(green)} ${String(blue)})`;
}

/** Which of two colours is read better on a third, by WCAG's contrast. */
export function readableOn(ground: Rgb, one: Rgb, other: Rgb): Rgb {
  return contrast(ground, one) >= contrast(ground, other) ? one : other;
}

function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((each) => (each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** A map of numbers to colours over a stated range. Values outside take the colour of the nearer end; NaN is null. */
export interface ColourMap {
  readonly low: number;
  readonly high: number;
  colour(value: number): Rgb | null;
}

/** Signed values: 0 in the middle, the ends at ±range. */
export function createDivergingMap(range: number, negative: Rgb, zero: Rgb, positive: Rgb): ColourMap {
  const mixed = mixThree(negative, zero, positive);
  return { low: -range, high: range, colour: (value) => (Number.isNaN(value) ? null : mixed(value / range)) };
}

/** Signed values that are mostly small and sometimes large: as the diverging map, by the square root of the magnitude. */
export function createRootMap(range: number, negative: Rgb, zero: Rgb, positive: Rgb): ColourMap {
  const mixed = mixThree(negative, zero, positive);
  const root = (share: number): number => Math.sign(share) * Math.sqrt(Math.abs(share));
  return { low: -range, high: range, colour: (value) => (Number.isNaN(value) ? null : mixed(root(value / range))) };
}

/** Magnitudes and gates: from the paper at `low` to a hue at `high`. */
export function createRamp(low: number, high: number, paper: Rgb, hue: Rgb): ColourMap {
  return { low, high, colour: (value) => (Number.isNaN(value) ? null : mix(paper, hue, (value - low) / (high - low))) };
}

/** Negative at -1, zero at 0, positive at 1. */
function mixThree(negative: Rgb, zero: Rgb, positive: Rgb): (amount: number) => Rgb {
  return (amount) => mix(zero, amount < 0 ? negative : positive, Math.abs(amount));
}

/** Steps of a tabulated map; even, so that the middle of a diverging map is one of them, and many, since a root is steep there. */
const STEPS = 2048;

type Write = (pixels: Uint8ClampedArray, at: number, value: number) => void;

/** A snapshot comes many times a second, its maps stay. */
const tables = new WeakMap<ColourMap, Write>();

/** A map as a table for many values: `write` puts RGBA of the nearest of its 2049 colours, and nothing for NaN. */
export function tabulate(map: ColourMap): Write {
  const known = tables.get(map);
  if (known) return known;
  const write = createTable(map);
  tables.set(map, write);
  return write;
}

function createTable(map: ColourMap): Write {
  const table = new Uint8ClampedArray((STEPS + 1) * 4);
  for (let k = 0; k <= STEPS; k++) table.set([...(map.colour(map.low + ((map.high - map.low) * k) / STEPS) ?? [0, 0, 0]), 255], k * 4);
  const perUnit = STEPS / (map.high - map.low);
  return (pixels, at, value) => {
    if (Number.isNaN(value)) return;
    const k = 4 * Math.max(0, Math.min(STEPS, Math.round((value - map.low) * perUnit)));
    pixels[at] = table[k];
    pixels[at + 1] = table[k + 1];
    pixels[at + 2] = table[k + 2];
    pixels[at + 3] = 255;
  };
}
