/** The examples of the task `sentiment`: sentences as token ids, and the bag of words beside a network. */
import type { Numbers } from '../core/tensor';
import { reservedTokens } from '../model/spec';
import type { TaskExamples } from './loaded-task';
import { getNumber } from './options';
import { scoreSets } from './score';
import { rowOf } from './streams';
import type { Options, Stream } from './task';

const HELD_OUT_SHARE = 0.2;
/** Stands for every word outside the vocabulary. */
const UNKNOWN = reservedTokens.length;
const FIRST_WORD = UNKNOWN + 1;

interface Sentence {
  readonly words: readonly string[];
  readonly praises: boolean;
}

interface Corpus {
  readonly parts: Readonly<Record<Stream, readonly Sentence[]>>;
  /** The words of the training part, the most frequent first, equally frequent ones by the alphabet. */
  readonly words: readonly string[];
  readonly ids: ReadonlyMap<string, number>;
}

function createCorpus(text: string): Corpus {
  const sentences = text
    .trimEnd()
    .split('\n')
    .map((line): Sentence => {
      const [label, , words] = line.split('\t');
      return { words: words.split(' '), praises: label === '1' };
    });
  const border = Math.round(sentences.length * (1 - HELD_OUT_SHARE));
  const train = sentences.slice(0, border);
  const counts = new Map<string, number>();
  for (const word of train.flatMap((sentence) => sentence.words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([word]) => word);
  return { parts: { train, heldOut: sentences.slice(border) }, words, ids: new Map(words.map((word, k) => [word, FIRST_WORD + k])) };
}

/** @param text the data file */
export function openSentimentExamples(text: string): TaskExamples {
  const corpus = createCorpus(text);
  const tokensOf = ({ words }: Sentence, options: Options): number[] => {
    const V = getNumber(options, 'vocabulary');
    return words.slice(0, getNumber(options, 'length')).map((word) => {
      const id = corpus.ids.get(word) ?? UNKNOWN;
      return id < V ? id : UNKNOWN;
    });
  };
  return {
    baseline: () => ({ name: 'both answers equally likely', value: Math.LN2 }),
    rival: (options) => ({ name: 'bag of words', metric: measureBagOfWords(corpus.parts, (sentence) => tokensOf(sentence, options)) }),
    heldOutCount: () => corpus.parts.heldOut.length,

    symbols(options) {
      const words = corpus.words.slice(0, Math.max(0, getNumber(options, 'vocabulary') - FIRST_WORD));
      return { inputs: [...reservedTokens, '…', ...words], outputs: ['praise'] };
    },

    sample(options, seed, stream, first, count) {
      const T = getNumber(options, 'length');
      const sentences = corpus.parts[stream];
      const inputs = new Int32Array(count * T);
      const lengths = new Int32Array(count);
      const targets = new Float32Array(count);
      for (let b = 0; b < count; b++) {
        const sentence = sentences[rowOf(seed, stream, first + b, sentences.length)];
        const tokens = tokensOf(sentence, options);
        inputs.set(tokens, b * T);
        lengths[b] = tokens.length;
        targets[b] = sentence.praises ? 1 : 0;
      }
      return {
        inputs: { shape: [count, T], data: inputs },
        lengths: { shape: [count], data: lengths },
        targets: { shape: [count, 1], data: targets },
      };
    },

    score: (outputs: Numbers, batch) => scoreSets(outputs, batch.targets.data, 1),
  };
}

/** Accuracy on the held-out part of naive Bayes over the tokens that a sentence has, in whatever order, with one count added to each. */
function measureBagOfWords({ train, heldOut }: Corpus['parts'], tokensOf: (sentence: Sentence) => readonly number[]): number {
  const seen = new Map<number, [blames: number, praises: number]>();
  const sentences = [0, 0];
  for (const sentence of train) {
    const label = Number(sentence.praises);
    sentences[label]++;
    for (const token of new Set(tokensOf(sentence))) {
      const counts = seen.get(token) ?? [0, 0];
      counts[label]++;
      seen.set(token, counts);
    }
  }
  const right = heldOut.filter((sentence) => {
    let logit = Math.log(sentences[1] / sentences[0]);
    for (const token of new Set(tokensOf(sentence))) {
      const [blames, praises] = seen.get(token) ?? [0, 0];
      logit += Math.log((praises + 1) / (sentences[1] + 2)) - Math.log((blames + 1) / (sentences[0] + 2));
    }
    return logit > 0 === sentence.praises;
  });
  return right.length / heldOut.length;
}
