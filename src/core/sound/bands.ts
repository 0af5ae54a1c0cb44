/**
 * Sound as a network hears it: how loud each of twenty bands of pitch is, fifty times a second. The bands are even on the mel scale, as pitch is
 * heard (O'Shaughnessy, "Speech communication", 1987: m = 2595 log₁₀(1 + f/700)), loudness is in decibels below the loudest band of the sound.
 */

/** Samples a second, those from one frame to the next, and those that a frame is made of. */
export const soundRate = 8000;
export const hopSamples = 160;
export const frameSamples = 320;
export const melBands = 20;
/** How far below the loudest a band is heard at all, decibels: there a value is 0, at the loudest 1. */
export const soundRange = 60;
const LOWEST = 100;
const HIGHEST = 3800;

const toMel = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700);
const toHertz = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);

/** Corners of the bands' triangles in Hz: band k rises from corner k to k + 1, its centre, and falls to k + 2. */
export const melCorners: readonly number[] = Array.from({ length: melBands + 2 }, (_, k) =>
  toHertz(toMel(LOWEST) + ((toMel(HIGHEST) - toMel(LOWEST)) * k) / (melBands + 1)),
);
