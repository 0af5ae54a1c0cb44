/** What a field asks of a network beside the task's metric: its errors by symbol, its precision and recall, its perplexity. */
import type { Numbers } from '../core/tensor';
import { type Batch, targetLengthsOf } from '../model/feed';
import { reservedTokens } from '../model/spec';
import type { Score } from './score';

export const measureNames = ['perplexity', 'phonemeErrorRate', 'wordErrorRate', 'symbolErrorRate', 'precision', 'recall'] as const;
export type MeasureName = (typeof measureNames)[number];

/** Each as a sum and a count, so that batches add up. */
export type Scores = Readonly<Partial<Record<MeasureName, Score>>>;

/** null where nothing was counted: who flags nothing has no precision. */
export interface Measure {
  readonly name: MeasureName;
  readonly value: number | null;
}

const EOS = reservedTokens.indexOf('EOS');

export function addScores(totals: Scores, scores: Scores): Scores {
  const sums = Object.entries(scores) as [MeasureName, Score][];
  return Object.fromEntries(
    sums.map(([name, { sum, count }]) => [name, { sum: sum + (totals[name]?.sum ?? 0), count: count + (totals[name]?.count ?? 0) }]),
  );
}

/** sum / count; a perplexity is 2 to the power of that many bits. */
export function readMeasures(scores: Scores): readonly Measure[] {
  return measureNames.flatMap((name): Measure[] => {
    const score = scores[name];
    if (score === undefined) return [];
    if (score.count === 0) return [{ name, value: null }];
    const value = score.sum / score.count;
    return [{ name, value: name === 'perplexity' ? 2 ** value : value }];
  });
}

/**
 * The fewest insertions, deletions and substitutions of one symbol that turn what was written into what was asked, over the symbols asked: 0 is right
 * and it can exceed 1. What is written ends before its first EOS, or with the last step that there is room for.
 * @param outputs [B, T', V], of a decoder that read its own answers; of equal logits the first is written
 */
export function scoreSymbolErrors(outputs: Numbers, { targets, ...batch }: Batch): Score {
  const [B, U] = targets.shape;
  const V = outputs.length / (B * U);
  const lengths = targetLengthsOf({ targets, ...batch });
  let [sum, count] = [0, 0];
  for (let b = 0; b < B; b++) {
    const asked = untilEnd(Array.from(targets.data.subarray(b * U, b * U + lengths[b])));
    const written = untilEnd(Array.from({ length: U }, (_, u) => indexOfLargest(outputs, (b * U + u) * V, V)));
    sum += countEdits(written, asked);
    count += asked.length;
  }
  return { sum, count };
}

function untilEnd(tokens: readonly number[]): readonly number[] {
  const end = tokens.indexOf(EOS);
  return end < 0 ? tokens : tokens.slice(0, end);
}

function indexOfLargest(values: Numbers, from: number, count: number): number {
  let best = 0;
  for (let k = 1; k < count; k++) if (values[from + k] > values[from + best]) best = k;
  return best;
}

/** The edit distance of Levenshtein, row by row (Wagner and Fischer 1974). */
export function countEdits(written: readonly number[], asked: readonly number[]): number {
  let row = Array.from({ length: asked.length + 1 }, (_, k) => k);
  written.forEach((symbol, k) => {
    const next = [k + 1];
    asked.forEach((other, j) => {
      next.push(Math.min(row[j] + (symbol === other ? 0 : 1), row[j + 1] + 1, next[j] + 1));
    });
    row = next;
  });
  return row[asked.length];
}
