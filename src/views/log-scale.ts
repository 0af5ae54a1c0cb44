/** The one log10 scale of gradient magnitudes that the road, the edges, the strip and the overview share. */

export interface LogScale {
  /** Exponents of the ends. */
  readonly low: number;
  readonly high: number;
}

/** 10⁻⁸ to 10: from what a float32 loss can still feel to what a clip would cut. The same for every cell and every moment. */
export const gradientScale: LogScale = { low: -8, high: 1 };

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
