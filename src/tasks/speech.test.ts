import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { melBands } from '../core/sound/bands';
import { readFrames, writeFrames } from './speech-frames';
import { addNoise, countSteps, loadVoices, loadWords, type Word } from './speech';
import { meansOf, nearestMean, stretch } from './speech-means';
import { spokenDigits } from './spoken-digits';
import type { Stream } from './task';

const read = (name: string): Promise<string> => readFile(`public/data/${name}`, 'utf8');
const quiet = { lag: 0, noise: 0 };

let parts: Readonly<Record<Stream, readonly Word[]>>;
beforeAll(async () => {
  parts = await loadVoices(read);
  await spokenDigits.load?.(read);
});

describe('the speech files', () => {
  it('say every digit in every voice and accent once', () => {
    for (const words of Object.values(parts)) {
      const said = new Set(words.map(({ digit, voice, accent }) => `${voice} ${accent} ${String(digit)}`));
      expect(said.size).toBe(words.length);
      expect(words.length).toBe(10 * new Set(words.map(({ voice, accent }) => `${voice} ${accent}`)).size);
    }
    expect([parts.train.length, parts.heldOut.length]).toEqual([630, 280]);
  });

  it('hold voices out whole', () => {
    const trained = new Set(parts.train.map(({ voice }) => voice));
    expect(trained.size).toBe(9);
    expect(new Set(parts.heldOut.map(({ voice }) => voice)).size).toBe(4);
    expect(parts.heldOut.some(({ voice }) => trained.has(voice))).toBe(false);
  });

  it('hold values of 0 to 1, the loudest of a word near 1', async () => {
    for (const { frames, digit } of [...parts.train, ...parts.heldOut, ...(await loadWords(read, 'speech-speaker.txt'))]) {
      expect([digit, frames.length % melBands]).toEqual([digit, 0]);
      expect(Math.max(...frames)).toBe(1);
      expect(Math.min(...frames)).toBeGreaterThanOrEqual(0);
    }
  });

  it('write a value to the nearest 90th', () => {
    const frames = Float32Array.of(0, 0.5, 1, 1 / 3);
    expect(readFrames(writeFrames(frames))).toEqual(frames);
    expect(writeFrames(Float32Array.of(0, 1))).toBe('!{');
  });
});

describe('noise', () => {
  it('leaves words as they are at 0', () => {
    const frames = parts.train[3].frames.slice();
    addNoise(frames, 0, 1, 'train', 0);
    expect(frames).toEqual(parts.train[3].frames);
  });

  it('has on the average the power of its amplitude', () => {
    const frames = new Float32Array(50000);
    addNoise(frames, 0.1, 1, 'train', 0);
    const mean = frames.reduce((sum, value) => sum + (value === 0 ? 0 : 10 ** (6 * (value - 1))), 0) / frames.length;
    expect(mean / 0.01).toBeCloseTo(1, 1);
  });
});

describe('spokenDigits', () => {
  it('gives every held-out word, quiet after it, and asks for its digit', () => {
    const { inputs, lengths, targets } = spokenDigits.sample({ ...quiet, lag: 4 }, 1, 'heldOut', 0, 280);
    const T = inputs.shape[1];
    parts.heldOut.forEach((word, b) => {
      const own = inputs.data.subarray(b * T * melBands, (b + 1) * T * melBands);
      expect(own.every((value, k) => value === (k < word.frames.length ? word.frames[k] : 0))).toBe(true);
      expect([lengths.data[b], targets.data[b]]).toEqual([countSteps(word) + 4, word.digit]);
    });
  });

  it('has ten digits to guess from', () => {
    expect(spokenDigits.baseline(quiet).value).toBeCloseTo(Math.log(10), 12);
  });

  it('has the nearest mean spectrogram beside it, as counted here', () => {
    const right = parts.heldOut.filter((word) => {
      const frames = stretch(word.frames, 24);
      const distances = meansOf(parts.train).map((mean) => frames.reduce((sum, value, k) => sum + (value - mean[k]) ** 2, 0));
      return distances[word.digit] === Math.min(...distances);
    });
    expect(spokenDigits.rival?.(quiet).metric).toBeCloseTo(right.length / 280, 12);
    expect(nearestMean(meansOf(parts.train)[7], parts.train)).toBe(7);
    expect(spokenDigits.rival?.({ ...quiet, noise: 0.2 }).metric).toBeLessThan(right.length / 280);
  });

  it('draws a word out along straight lines, its ends kept', () => {
    const [{ frames }] = parts.train;
    expect(stretch(frames, frames.length / melBands)).toEqual(frames);
    const longer = stretch(frames, 100);
    expect(longer.subarray(0, melBands)).toEqual(frames.subarray(0, melBands));
    expect(longer.subarray(99 * melBands)).toEqual(frames.subarray(frames.length - melBands));
  });
});
