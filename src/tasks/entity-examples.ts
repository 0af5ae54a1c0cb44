/** The examples of the task `entities`: sentences of its grammar about the names of a file, scored by whole entities. */
import { uniformInteger } from '../core/random';
import type { Numbers } from '../core/tensor';
import { type Batch, lengthsOf } from '../model/feed';
import { reservedTokens } from '../model/spec';
import type { Tally } from '../core/detection';
import { f1Of, precisionAndRecallOf } from './detection-scores';
import { type NameLists, makeSentence, type NamePools, plainWords, type Token } from './entity-grammar';
import { TAGS } from './entity-tags';
import { measureEntropy } from './entropy';
import type { TaskExamples } from './loaded-task';
import { getNumber } from './options';
import { randomStreamOf } from './streams';
import type { Options, Stream } from './task';

const HELD_OUT_SHARE = 0.2;
/** Stands for every name that training does not know. */
const UNKNOWN = reservedTokens.length;
/** Words of the longest sentence that the grammar makes. */
const LONGEST = 22;
/** Sentences that the baseline and the simple rule are counted on, and those that the rule answers. */
const [COUNTED, ASKED] = [4000, 1000];

interface Vocabulary {
  readonly words: readonly string[];
  readonly ids: ReadonlyMap<string, number>;
  /** Names for sentences of each stream: those held out know all. */
  readonly names: Readonly<Record<Stream, Omit<NamePools, 'ambiguous'>>>;
}

/** A line is the lists that a name stands in (f first, l last, c city), and the name. */
function parseNames(text: string): Vocabulary {
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => ({ kinds: line.slice(0, line.indexOf(' ')), name: line.slice(line.indexOf(' ') + 1) }));
  const listsOf = (given: typeof rows): NameLists => {
    const pick = (kind: string): readonly string[] => given.filter(({ kinds }) => kinds.includes(kind)).map(({ name }) => name);
    return { first: pick('f'), last: pick('l'), city: pick('c') };
  };
  const poolsOf = (given: typeof rows) => ({ all: listsOf(given), several: listsOf(given.filter(({ kinds }) => kinds.length > 1)) });
  const known = rows.slice(0, Math.round(rows.length * (1 - HELD_OUT_SHARE)));
  const words = [...plainWords, ...new Set(known.flatMap(({ name }) => name.split(' ')).sort())];
  const ids = new Map([...new Set(words)].map((word, k) => [word, UNKNOWN + 1 + k]));
  return { words: [...ids.keys()], ids, names: { train: poolsOf(known), heldOut: poolsOf(rows) } };
}

/** @param text the data file */
export function openEntityExamples(text: string): TaskExamples {
  const vocabulary = parseNames(text);
  const sentenceOf = (options: Options, seed: number, stream: Stream, i: number): readonly Token[] => {
    let drawn = 0;
    const pools = { ...vocabulary.names[stream], ambiguous: getNumber(options, 'ambiguous') };
    return makeSentence(pools, (count) => uniformInteger(seed, randomStreamOf[stream], i, drawn++, count));
  };
  const sentencesOf = (options: Options, stream: Stream, count: number): readonly (readonly Token[])[] =>
    Array.from({ length: count }, (_, i) => sentenceOf(options, 0, stream, i));
  return {
    baseline(options) {
      const counts = new Map<string, number>();
      for (const { tag } of sentencesOf(options, 'train', COUNTED).flat()) counts.set(tag, (counts.get(tag) ?? 0) + 1);
      return { name: 'tag frequencies', value: measureEntropy(counts.values()) };
    },
    rival: (options) => ({
      name: 'the most frequent tag of each word',
      metric: measureWordTags(sentencesOf(options, 'train', COUNTED), sentencesOf(options, 'heldOut', ASKED)),
    }),
    symbols: () => ({ inputs: [...reservedTokens, '…', ...vocabulary.words], outputs: TAGS, picture: { kind: 'tags' } }),

    sample(options, seed, stream, first, count) {
      const { ids } = vocabulary;
      const inputs = new Int32Array(count * LONGEST);
      const lengths = new Int32Array(count);
      const targets = new Int32Array(count * LONGEST);
      for (let b = 0; b < count; b++) {
        const sentence = sentenceOf(options, seed, stream, first + b);
        inputs.set(
          sentence.map(({ word }) => ids.get(word) ?? UNKNOWN),
          b * LONGEST,
        );
        targets.set(
          sentence.map(({ tag }) => TAGS.indexOf(tag)),
          b * LONGEST,
        );
        lengths[b] = sentence.length;
      }
      return {
        inputs: { shape: [count, LONGEST], data: inputs },
        lengths: { shape: [count], data: lengths },
        targets: { shape: [count, LONGEST], data: targets },
      };
    },

    score: (outputs, batch) => f1Of(tallyEntities(outputs, batch)),
    measure: (outputs, batch) => precisionAndRecallOf(tallyEntities(outputs, batch)),
  };
}

/** Whole entities: first and last word and kind must be right. */
function tallyEntities(outputs: Numbers, batch: Batch): Tally {
  const [B, T] = batch.targets.shape;
  const lengths = lengthsOf(batch);
  const total = { hit: 0, miss: 0, alarm: 0 };
  for (let b = 0; b < B; b++) {
    const steps = Array.from({ length: lengths[b] }, (_, t) => b * T + t);
    const logitsOf = (step: number): readonly number[] => TAGS.map((_, tag) => outputs[step * TAGS.length + tag]);
    const answers = steps.map((step) => {
      const logits = logitsOf(step);
      return TAGS[logits.indexOf(Math.max(...logits))];
    });
    const { hit, miss, alarm } = compareEntities(
      answers,
      steps.map((step) => TAGS[batch.targets.data[step]]),
    );
    total.hit += hit;
    total.miss += miss;
    total.alarm += alarm;
  }
  return total;
}

type Tag = Token['tag'];

/** Those that agree, those that are there and were not answered, and the other way round. */
function compareEntities(answers: readonly Tag[], truth: readonly Tag[]): Tally {
  const [found, wanted] = [findEntities(answers), findEntities(truth)];
  const hit = [...found].filter((entity) => wanted.has(entity)).length;
  return { hit, miss: wanted.size - hit, alarm: found.size - hit };
}

/** Each as "kind first last"; an `I` that continues nothing of its kind begins an entity too. */
function findEntities(tags: readonly Tag[]): ReadonlySet<string> {
  const found = new Set<string>();
  let begin = 0;
  tags.forEach((tag, t) => {
    if (tag === 'O') return;
    const kind = tag.slice(2);
    if (tag.startsWith('B') || t === 0 || tags[t - 1].slice(2) !== kind) begin = t;
    if (tags.at(t + 1) !== `I-${kind}`) found.add(`${kind} ${String(begin)} ${String(t)}`);
  });
  return found;
}

/** F1 of giving each word the tag that it has most often in training; of a word never seen, the most frequent tag of a name. */
function measureWordTags(train: readonly (readonly Token[])[], heldOut: readonly (readonly Token[])[]): number {
  const counts = new Map<string, Map<Tag, number>>();
  for (const { word, tag } of train.flat()) {
    const own = counts.get(word) ?? new Map<Tag, number>();
    counts.set(word, own.set(tag, (own.get(tag) ?? 0) + 1));
  }
  const tags = new Map([...counts].map(([word, own]) => [word, [...own].sort(([, m], [, n]) => n - m)[0][0]]));
  const scores = heldOut.map((sentence) =>
    f1Of(
      compareEntities(
        sentence.map(({ word }) => tags.get(word) ?? 'B-PER'),
        sentence.map(({ tag }) => tag),
      ),
    ),
  );
  return scores.reduce((sum, score) => sum + score.sum, 0) / scores.reduce((sum, score) => sum + score.count, 0);
}
