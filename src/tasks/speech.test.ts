import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { melBands } from '../core/sound/bands';
import { tallyRows } from '../core/detection';
import { f1Of } from './detection-scores';
import { keywordHold } from './keyword-examples';
import { readFrames, writeFrames } from './speech-frames';
import { varyWord } from './speech-variety';
import { addNoise, countSteps, loadVoices, loadWords, type Word } from './speech';
import { meansOf, nearestMean, stretch } from './speech-means';
import { digitStrings, keyword, speak, spokenDigits } from './speech-tasks';
import type { Stream } from './task';

const read = (name: string): Promise<string> => readFile(`public/data/${name}`, 'utf8');
const quiet = { lag: 0, noise: 0 };

let parts: Readonly<Record<Stream, readonly Word[]>>;
beforeAll(async () => {
  parts = await loadVoices(read);
  for (const task of [spokenDigits, keyword, digitStrings, speak]) await task.load?.(read);
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

describe('keyword', () => {
  const options = { length: 120, digit: 7, noise: 0 };

  it('asks for 1 for five steps after the keyword, and never else', () => {
    const sevens = parts.heldOut.filter(({ digit }) => digit === 7);
    const { inputs, targets } = keyword.sample(options, 3, 'heldOut', 0, 40);
    const ones = Float32Array.from(targets.data);
    let found = 0;
    for (let b = 0; b < 40; b++) {
      const frames = inputs.data.subarray(b * 120 * melBands, (b + 1) * 120 * melBands);
      const asked = ones.subarray(b * 120, (b + 1) * 120);
      const wanted = new Float32Array(120);
      for (const { frames: own } of sevens) {
        for (let end = own.length; end <= frames.length; end += melBands) {
          if (own.every((value, k) => value === frames[end - own.length + k])) wanted.fill(1, end / melBands, end / melBands + keywordHold);
        }
      }
      expect(asked).toEqual(wanted);
      found += asked.filter((value) => value === 1).length / keywordHold;
    }
    expect(found).toBeGreaterThan(20);
  });

  it('has as its baseline what always answering with the share of ones costs', () => {
    const asked = Float32Array.from(keyword.sample(options, 0, 'train', 0, 500).targets.data);
    const share = asked.filter((value) => value === 1).length / asked.length;
    expect(keyword.baseline(options).value).toBeCloseTo(-share * Math.log(share) - (1 - share) * Math.log(1 - share), 10);
  });

  it('scores events: hits against misses and false alarms', () => {
    const targets = Float32Array.of(0, 1, 1, 0, 0, 0, 0, 1, 1, 0);
    const scoreEvents = (outputs: Float32Array, asked: Float32Array, T: number) => f1Of(tallyRows('events', outputs, asked, T));
    const fires = (...steps: number[]): Float32Array => Float32Array.from({ length: 10 }, (_, t) => (steps.includes(t) ? 2 : -2));
    expect(scoreEvents(fires(1, 7), targets, 10)).toEqual({ sum: 4, count: 4 });
    expect(scoreEvents(fires(2, 9), targets, 10)).toEqual({ sum: 2, count: 4 });
    // Up to three steps early; twice in an event counts once.
    expect(scoreEvents(fires(4, 7), targets, 10)).toEqual({ sum: 2, count: 3 });
    expect(scoreEvents(fires(3), targets, 10)).toEqual({ sum: 0, count: 3 });
    expect(scoreEvents(fires(), targets, 10)).toEqual({ sum: 0, count: 2 });
    // What sounds from the first step to the last finds nothing but what comes at once.
    expect(scoreEvents(new Float32Array(10).fill(2), Float32Array.of(0, 0, 0, 0, 0, 0, 0, 1, 1, 0), 10)).toEqual({ sum: 0, count: 2 });
    // Two rows: a run does not go on from one to the next.
    expect(scoreEvents(fires(4, 5), targets, 5)).toEqual({ sum: 2, count: 4 });
  });
});

describe('varied words', () => {
  let word: Word;
  beforeAll(() => {
    [word] = parts.train;
  });

  it('stay what they are without variety', () => {
    const same = varyWord(word, (what) => [(1 - 0.8) / 0.45, 0, 0.5][what]);
    expect(same.frames.length).toBe(word.frames.length);
    same.frames.forEach((value, k) => {
      expect(value).toBeCloseTo(word.frames[k], 6);
    });
  });

  it('are longer, softer, and higher by bands', () => {
    expect(countSteps(varyWord(word, (what) => [0.99999, 0, 0.5][what]))).toBe(Math.round(countSteps(word) * 1.25));
    const softer = varyWord(word, (what) => [(1 - 0.8) / 0.45, 0.5, 0.5][what]);
    expect(softer.frames[5]).toBeCloseTo(Math.max(0, word.frames[5] - 6 / 60), 5);
    const higher = varyWord(word, (what) => [(1 - 0.8) / 0.45, 0, 5 / 6][what]);
    for (let band = 1; band < melBands; band++) expect(higher.frames[band]).toBeCloseTo(word.frames[band - 1], 5);
  });
});

describe('digitStrings', () => {
  it('asks for the digits that one voice says, and EOS', () => {
    const { inputs, lengths, targets, targetLengths } = digitStrings.sample({ digits: 3, noise: 0 }, 3, 'heldOut', 0, 30);
    const T = inputs.shape[1];
    for (let b = 0; b < 30; b++) {
      const asked = Array.from(targets.data.subarray(b * 4, b * 4 + targetLengths.data[b] - 1), (id) => id - 3);
      expect(asked.length).toBeGreaterThanOrEqual(2);
      expect(targets.data[b * 4 + asked.length]).toBe(2);
      const frames = inputs.data.subarray(b * T * melBands, (b * T + lengths.data[b]) * melBands);
      const begins = (word: Word | undefined): boolean => word?.frames.every((value, k) => value === frames[k]) === true;
      const ends = (word: Word | undefined): boolean =>
        word?.frames.every((value, k) => value === frames[frames.length - word.frames.length + k]) === true;
      const talkers = parts.heldOut.filter((word) => word.digit === asked[0] && begins(word));
      const last = talkers.map(({ voice, accent }) =>
        parts.heldOut.find((word) => word.voice === voice && word.accent === accent && word.digit === asked[asked.length - 1]),
      );
      expect(last.some(ends)).toBe(true);
    }
  });
});

describe('speak', () => {
  const options = { digits: 2 };

  it('holds every third speed out and asks for each word of it once', () => {
    const count = speak.heldOutCount?.(options) ?? 0;
    expect(count).toBe(500);
    const { inputs, lengths, targets } = speak.sample(options, 1, 'heldOut', 0, count);
    const [, T, width] = inputs.shape;
    const strings = Array.from({ length: count }, (_, b) => {
      const digits = Array.from({ length: lengths.data[b] }, (__, t) => t).flatMap((t) => {
        const digit = inputs.data.subarray((b * T + t) * width, (b * T + t) * width + 10).indexOf(1);
        return digit < 0 ? [] : [digit];
      });
      expect(digits).toHaveLength(2);
      return `${digits.join('')} ${String(lengths.data[b])} ${targets.data.subarray(b * T * melBands, b * T * melBands + 60).join()}`;
    });
    expect(new Set(strings).size).toBe(count);
  });

  it('has the variance of the bands as its baseline', () => {
    const { lengths, targets } = speak.sample({ digits: 1 }, 1, 'train', 0, 3000);
    const T = targets.shape[1];
    const bands = Array.from({ length: melBands }, (_, band) => {
      const values = Array.from(lengths.data).flatMap((length, b) => Array.from({ length }, (__, t) => targets.data[(b * T + t) * melBands + band]));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    });
    const drawn = bands.reduce((sum, value) => sum + value, 0) / melBands;
    expect(speak.baseline({ digits: 1 }).value / drawn).toBeCloseTo(1, 1);
  });

  it('has the mean spectrograms beside it, better than the mean spectrum', () => {
    const rival = speak.rival?.(options).metric ?? Number.NaN;
    expect(rival).toBeGreaterThan(0);
    expect(rival).toBeLessThan(speak.baseline(options).value / 3);
  });

  it('scores steps before the padding alone', () => {
    const batch = speak.sample(options, 1, 'heldOut', 0, 3);
    const outputs = Float32Array.from(batch.targets.data, (value) => value + 0.5);
    const { sum, count } = speak.score(outputs, batch);
    expect(sum / count).toBeCloseTo(0.25, 5);
    expect(count).toBe(melBands * (batch.lengths.data[0] + batch.lengths.data[1] + batch.lengths.data[2]));
  });
});
