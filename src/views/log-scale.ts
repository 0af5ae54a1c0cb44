/** The one log10 scale of gradient magnitudes that the road, the edges, the strip and the overview share. */

export interface LogScale {
  /** Exponents of the ends. */
  readonly low: number;
  readonly high: number;
}

/** 10⁻⁸ to 100: from what a float32 sum can still feel to what only a clip survives. The same for every cell and every moment. */
export const gradientScale: LogScale = { low: -8, high: 2 };

/** Where every line is shown by its own largest magnitude: as many decades, from that down. It hides how large the magnitudes are. */
const relativeScale: LogScale = { low: -10, high: 0 };

export function scaleOf(relative: boolean): LogScale {
  return relative ? relativeScale : gradientScale;
}

/** Magnitudes over the largest finite one of them; as they are where that is 0. */
export function byLargest(norms: Float64Array): Float64Array {
  const most = norms.reduce((largest, norm) => (Number.isFinite(norm) ? Math.max(largest, norm) : largest), 0);
  return most === 0 ? norms : norms.map((norm) => norm / most);
}

/** Where a magnitude lies: inside the scale, beyond one of its ends and drawn there, or without a logarithm. */
export type Place = 'inside' | 'below' | 'above' | 'zero' | 'notFinite';

export function placeOf(scale: LogScale, magnitude: number): Place {
  if (!Number.isFinite(magnitude)) return 'notFinite';
  if (magnitude === 0) return 'zero';
  const exponent = Math.log10(magnitude);
  return exponent < scale.low ? 'below' : exponent > scale.high ? 'above' : 'inside';
}

/** 0 at the low end, 1 at the high end, held there beyond; zero is 0, what is not finite is 1. */
export function logFraction(scale: LogScale, magnitude: number): number {
  if (!Number.isFinite(magnitude)) return 1;
  if (magnitude === 0) return 0;
  return Math.max(0, Math.min(1, (Math.log10(magnitude) - scale.low) / (scale.high - scale.low)));
}

/** The whole exponents from high to low. */
export function decadesOf(scale: LogScale): readonly number[] {
  return Array.from({ length: scale.high - scale.low + 1 }, (_, k) => scale.high - k);
}

/** How a power of ten is written: 10 and its exponent, but 1 alone. */
export function powerOfTen(exponent: number): { readonly base: string; readonly power: string } {
  return exponent === 0 ? { base: '1', power: '' } : { base: '10', power: String(exponent).replace('-', '\u2212') };
}
