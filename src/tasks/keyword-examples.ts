/**
 * Keyword spotting: a stream of spoken digits with quiet between is read, and at every step the answer is how likely it is that the keyword has just
 * been said. Asked for is 1 for a tenth of a second after its last step, else 0. Voices that are asked about are never heard in training, where each word is
 * varied, since the few times that the keyword was said would else be learned by heart.
 */
import { melBands } from '../core/sound/bands';
import { type Tally, tallyRows } from '../core/detection';
import { uniform } from '../core/random';
import type { Numbers } from '../core/tensor';
import type { Batch } from '../model/feed';
import { measureEntropy } from './entropy';
import { f1Of, precisionAndRecallOf } from './detection-scores';
import type { Examples } from './later-task';
import { getNumber } from './options';
import { addNoise, countSteps, loadVoices, type Word } from './speech';
import { varyWord } from './speech-variety';
import { randomStreamOf } from './streams';
import type { Options, ReadData, Stream } from './task';

/** Steps after the keyword at which 1 is asked for. */
export const keywordHold = 5;
/** Quiet steps between words: from the first to just below the second; at least as many as are held. */
const QUIET = [6, 16];
const KEYWORD_SHARE = 1 / 3;
/** Random numbers that a word takes. */
const DRAWS = 6;
/** Streams that the share of steps with a 1 is counted on. */
const COUNTED = 500;

let parts: Readonly<Record<Stream, readonly Word[]>> | null = null;
const getWords = (stream: Stream): readonly Word[] => {
  if (!parts) throw new Error('keyword: load must have resolved before its examples are asked for');
  return parts[stream];
};

interface Said {
  readonly word: Word;
  /** Its first step. */
  readonly from: number;
}

/** The words of example i of a stream of T steps: as many as fit with what is asked after them. */
function planStream(options: Options, seed: number, stream: Stream, i: number): readonly Said[] {
  const T = getNumber(options, 'length');
  const keyword = getNumber(options, 'digit');
  const words = getWords(stream);
  const draw = (j: number): number => uniform(seed, randomStreamOf[stream], i, j);
  const pick = (j: number, count: number): number => Math.floor(draw(j) * count);
  const own = words.filter(({ digit }) => digit === keyword);
  const others = words.filter(({ digit }) => digit !== keyword);
  const said: Said[] = [];
  for (let at = 0, j = 0; ; j += DRAWS) {
    const from = at + QUIET[0] + pick(j, QUIET[1] - QUIET[0]);
    const among = draw(j + 1) < KEYWORD_SHARE ? own : others;
    const given = among[pick(j + 2, among.length)];
    const word = stream === 'train' ? varyWord(given, (what) => draw(j + 3 + what)) : given;
    at = from + countSteps(word);
    if (at + keywordHold > T) return said;
    said.push({ word, from });
  }
}

/** By the options that it depends on, once it was asked for. */
const shares = new Map<string, number>();

/** The share of steps of training at which 1 is asked for. */
function shareOf(options: Options): number {
  const T = getNumber(options, 'length');
  const keyword = getNumber(options, 'digit');
  const key = `${String(T)} ${String(keyword)}`;
  const known = shares.get(key);
  if (known !== undefined) return known;
  let said = 0;
  for (let i = 0; i < COUNTED; i++) said += planStream(options, 0, 'train', i).filter(({ word }) => word.digit === keyword).length;
  const share = (said * keywordHold) / (COUNTED * T);
  shares.set(key, share);
  return share;
}

const tallyEvents = (outputs: Numbers, { targets }: Batch): Tally => tallyRows('events', outputs, targets.data, targets.shape[1]);

const examples: Examples = {
  baseline(options) {
    const share = shareOf(options);
    return { name: 'how often it is said', value: measureEntropy([share, 1 - share]) };
  },

  sample(options, seed, stream, first, count) {
    const T = getNumber(options, 'length');
    const inputs = new Float32Array(count * T * melBands);
    const targets = new Float32Array(count * T);
    for (let b = 0; b < count; b++) {
      for (const { word, from } of planStream(options, seed, stream, first + b)) {
        inputs.set(word.frames, (b * T + from) * melBands);
        const end = b * T + from + countSteps(word);
        if (word.digit === getNumber(options, 'digit')) targets.fill(1, end, end + keywordHold);
      }
      const own = inputs.subarray(b * T * melBands, (b + 1) * T * melBands);
      addNoise(own, getNumber(options, 'noise'), seed, stream, first + b);
    }
    return { inputs: { shape: [count, T, melBands], data: inputs }, targets: { shape: [count, T, 1], data: targets } };
  },

  score: (outputs, batch) => f1Of(tallyEvents(outputs, batch)),
  measure: (outputs, batch) => precisionAndRecallOf(tallyEvents(outputs, batch)),
};

/** @throws InputError naming a file of speech that is not the one that the project ships */
export async function loadKeyword(read: ReadData): Promise<Examples> {
  parts ??= await loadVoices(read);
  return examples;
}
