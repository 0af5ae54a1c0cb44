/** Measures a sound: the power of each band of pitch in each frame, and the picture of it that a network reads. */
import { frameSamples, hopSamples, melBands, melCorners, soundRange, soundRate } from './bands';
import { transform } from './fourier';

/** Points of a frame's transform: its samples, and zeros after them. */
const POINTS = 512;

/** Share of each transformed point in each band, adding up to 1 in a band. */
const weights = Array.from({ length: melBands }, (_, k) => {
  const [low, centre, high] = melCorners.slice(k, k + 3);
  const row = Float64Array.from({ length: POINTS / 2 + 1 }, (__, point) => {
    const hertz = (point * soundRate) / POINTS;
    return Math.max(0, Math.min((hertz - low) / (centre - low), (high - hertz) / (high - centre)));
  });
  const sum = row.reduce((all, weight) => all + weight, 0);
  return row.map((weight) => weight / sum);
});

const hann = Float64Array.from({ length: frameSamples }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / frameSamples));

/** Frames that so many samples make. */
export function countFrames(samples: number): number {
  return Math.max(0, Math.floor((samples - frameSamples) / hopSamples) + 1);
}

/** Mean power of each band, [T, 20], of samples at 8 kHz; frame t begins at sample 160 t. */
export function measurePower(samples: Float32Array): Float64Array {
  const T = countFrames(samples.length);
  const power = new Float64Array(T * melBands);
  const [real, imaginary] = [new Float64Array(POINTS), new Float64Array(POINTS)];
  for (let t = 0; t < T; t++) {
    real.fill(0);
    imaginary.fill(0);
    for (let n = 0; n < frameSamples; n++) real[n] = samples[t * hopSamples + n] * hann[n];
    transform(real, imaginary);
    weights.forEach((row, k) => {
      let sum = 0;
      for (let point = 0; point < row.length; point++) sum += row[point] * (real[point] ** 2 + imaginary[point] ** 2);
      power[t * melBands + k] = sum;
    });
  }
  return power;
}

/** The picture of a sound, [T, 20] of 0 … 1; silence is all 0. */
export function measureMel(samples: Float32Array): Float32Array {
  const power = measurePower(samples);
  const loudest = power.reduce((most, value) => Math.max(most, value), 0);
  return Float32Array.from(power, (value) => (value === 0 ? 0 : Math.max(0, 1 + (10 * Math.log10(value / loudest)) / soundRange)));
}
