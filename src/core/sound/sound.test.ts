import { describe, expect, it } from 'vitest';
import { readWav, resample } from '../../../scripts/data/sound.mjs';
import { normal } from '../random';
import { frameSamples, hopSamples, melBands, melCorners, soundRate } from './bands';
import { transform } from './fourier';
import { countFrames, measureMel, measurePower } from './mel';
import { soundOf } from './resynthesis';
import { writeWave } from './wave-file';

const tone = (hertz: number, samples: number): Float32Array =>
  Float32Array.from({ length: samples }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hertz * n) / soundRate));

/** As the definition says, point by point. */
function transformDirectly(real: Float64Array, imaginary: Float64Array): [Float64Array, Float64Array] {
  const N = real.length;
  const sum = (k: number, part: (n: number, angle: number) => number): number =>
    real.reduce((all, _, n) => all + part(n, (-2 * Math.PI * k * n) / N), 0);
  const points = Float64Array.from({ length: N }, (_, k) => k);
  return [
    points.map((k) => sum(k, (n, angle) => real[n] * Math.cos(angle) - imaginary[n] * Math.sin(angle))),
    points.map((k) => sum(k, (n, angle) => real[n] * Math.sin(angle) + imaginary[n] * Math.cos(angle))),
  ];
}

describe('transform', () => {
  it.each([1, 2, 8, 64])('is the direct sum, of %i points', (N) => {
    const real = Float64Array.from({ length: N }, (_, n) => normal(1, 0, n, 0));
    const imaginary = Float64Array.from({ length: N }, (_, n) => normal(1, 0, n, 1));
    const [wantedReal, wantedImaginary] = transformDirectly(real, imaginary);
    transform(real, imaginary);
    for (let k = 0; k < N; k++) {
      expect(real[k]).toBeCloseTo(wantedReal[k], 10);
      expect(imaginary[k]).toBeCloseTo(wantedImaginary[k], 10);
    }
  });

  it('refuses what is no power of two', () => {
    expect(() => {
      transform(new Float64Array(6), new Float64Array(6));
    }).toThrow('a power of two, got 6 and 6');
  });
});

describe('the bands of a sound', () => {
  it('have the power that direct sums over the frame give', () => {
    const samples = Float32Array.from({ length: frameSamples + hopSamples }, (_, n) => normal(2, 0, n, 0) + Math.sin(n / 3));
    const power = measurePower(samples);
    expect(power).toHaveLength(2 * melBands);
    const frame = Float64Array.from({ length: frameSamples }, (_, n) => {
      return samples[hopSamples + n] * (0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / frameSamples));
    });
    const spectrum = Array.from({ length: 257 }, (_, point) => {
      const part = (wave: (angle: number) => number): number =>
        frame.reduce((sum, value, n) => sum + value * wave((2 * Math.PI * point * n) / 512), 0);
      return part(Math.cos) ** 2 + part(Math.sin) ** 2;
    });
    for (const k of [0, 7, melBands - 1]) {
      const shares = spectrum.map((_, point) => {
        const hertz = (point * soundRate) / 512;
        const rise = (hertz - melCorners[k]) / (melCorners[k + 1] - melCorners[k]);
        const fall = (melCorners[k + 2] - hertz) / (melCorners[k + 2] - melCorners[k + 1]);
        return Math.max(0, Math.min(rise, fall));
      });
      const all = shares.reduce((sum, share) => sum + share, 0);
      const wanted = spectrum.reduce((sum, value, point) => sum + value * shares[point], 0) / all;
      expect(power[melBands + k] / wanted).toBeCloseTo(1, 8);
    }
  });

  it.each([2, 9, 17])('are loudest where a tone is: the centre of band %i', (band) => {
    const frames = measureMel(tone(melCorners[band + 1], 2000));
    expect(frames).toHaveLength(countFrames(2000) * melBands);
    for (let t = 0; t < countFrames(2000); t++) {
      const frame = Array.from(frames.subarray(t * melBands, (t + 1) * melBands));
      expect(frame.indexOf(Math.max(...frame))).toBe(band);
      expect(frame[band]).toBeGreaterThan(0.98);
      expect(frame.every((value, k) => value >= 0 && (Math.abs(k - band) < 3 || value < 0.6))).toBe(true);
    }
  });

  it('say a tenth of the amplitude as 20 of 60 decibels less', () => {
    const loud = tone(1000, 4000);
    const frames = measureMel(loud.map((sample, n) => (n < 2000 ? sample : sample / 10)));
    const band = 9;
    const last = frames.length / melBands - 1;
    expect(frames[melBands + band] - frames[last * melBands + band]).toBeCloseTo(20 / 60, 2);
  });

  it('are 0 of silence, and none of what is shorter than a frame', () => {
    expect(measureMel(new Float32Array(1000)).every((value) => value === 0)).toBe(true);
    expect(measureMel(new Float32Array(frameSamples - 1))).toHaveLength(0);
  });
});

describe('soundOf', () => {
  /** Two vowels and a hiss between: peaks of loudness that move, with silence before and after. */
  const picture = Float32Array.from({ length: 30 * melBands }, (_, k) => {
    const [t, band] = [Math.floor(k / melBands), k % melBands];
    if (t < 3 || t >= 27) return 0;
    const peaks = t < 13 ? [3, 8] : t < 17 ? [17, 18] : [2, 12];
    return Math.max(0.1, 1 - 0.1 * Math.min(...peaks.map((peak) => Math.abs(band - peak))));
  });

  it('makes a sound that looks like the picture', () => {
    const sound = soundOf(picture);
    expect(countFrames(sound.length)).toBe(30);
    const again = measureMel(sound);
    const differences = Array.from(picture, (value, k) => Math.abs(value - again[k]));
    expect((60 * differences.reduce((sum, value) => sum + value, 0)) / differences.length).toBeLessThan(3);
    expect(soundOf(picture)).toEqual(sound);
    expect(sound.every((sample) => Math.abs(sample) <= 0.9001)).toBe(true);
  });

  it('takes what is beyond the range as its end, and no frames as no sound', () => {
    expect(soundOf(picture.map((value) => (value === 0 ? -3 : value)))).toEqual(soundOf(picture));
    expect(soundOf([])).toHaveLength(0);
    expect(() => soundOf([1, 2])).toThrow('must have 20 values a frame');
  });
});

describe('writeWave', () => {
  it('writes what a player reads', () => {
    const bytes = writeWave(Float32Array.of(0, 1, -1, 2, 0.5), soundRate);
    const { rate, samples } = readWav(Buffer.from(bytes));
    expect(rate).toBe(8000);
    expect(Array.from(samples, (sample) => Math.round(sample * 32768))).toEqual([0, 32767, -32767, 32767, 16384]);
  });
});

describe('resample', () => {
  it('keeps a tone below half of the new rate and leaves out one above', () => {
    const at = (hertz: number): Float32Array =>
      resample(
        Float32Array.from({ length: 22050 }, (_, n) => Math.sin((2 * Math.PI * hertz * n) / 22050)),
        22050,
        8000,
      );
    const wanted = Float32Array.from({ length: 8000 }, (_, n) => Math.sin((2 * Math.PI * 700 * n) / 8000));
    const kept = at(700);
    expect(kept).toHaveLength(8000);
    for (let n = 100; n < 7900; n += 7) expect(kept[n]).toBeCloseTo(wanted[n], 1);
    expect(Math.max(...at(6000).subarray(100, 7900).map(Math.abs))).toBeLessThan(0.01);
  });
});
