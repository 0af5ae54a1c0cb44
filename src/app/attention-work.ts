/** How a decoder's target step looks at a source step, worked out with a snapshot's numbers: score, softmax, context and what the answer is made of. */
import { scoreRules } from '../model/equations/attention';
import type { Snapshot } from '../model/snapshot';
import type { AttentionSpec } from '../model/spec';
import { DECODER } from '../views/scan-names';
import { findTensor, readLength } from '../views/series';
import { multiply, readCombined, readEncoded, readHiddenBefore, readMatrix, readStep, type Vector } from './step-vectors';
import { type Term, total } from './sum-terms';
import type { WorkedLine } from './worked-equations';

/** Where a target step and a source step meet, and a unit of the context. */
export interface Crossing {
  readonly source: number;
  readonly target: number;
  readonly unit: number;
}

export interface AttentionWork {
  readonly lines: readonly WorkedLine[];
  /** The terms of the score; none without the weights that it needs. */
  readonly scoreTerms: readonly Term[];
  /** The terms of the context's unit: a source step each. */
  readonly contextTerms: readonly Term[];
}

/** Null where nothing attends. */
export function workAttention(snapshot: Snapshot, { source, target, unit }: Crossing): AttentionWork | null {
  const { output } = snapshot.model;
  const scores = readStep(snapshot, 'scores', target);
  const weights = readStep(snapshot, 'attention', target);
  if (output.kind !== 'decoder' || output.attention === null || scores === null || weights === null) return null;
  const length = readLength(snapshot, scores.length);
  if (source >= length) return null;
  const valid = scores.slice(0, length);
  const most = Math.max(...valid);
  const sum = valid.reduce((all, score) => all + Math.exp(score - most), 0);
  const context = readStep(snapshot, 'context', target);
  const d = Math.min(unit, (context?.length ?? 1) - 1);
  const lines = [
    line('s', formulaOf(output.attention), { result: scores[source] }),
    line('m', 'max_j s_j', { result: most }),
    line('Z', 'Σ_j e^(s_j − m)', { result: sum }),
    line('α', 'e^(s − m) / Z', { inputs: ['s', 'm', 'Z'], values: [scores[source], most, sum], result: weights[source] }),
    line(`context[${String(d)}]`, `Σ_j α_j k_j[${String(d)}]`, { result: context?.[d] ?? null }),
    ...combine(snapshot, target, unit),
  ];
  return { lines, scoreTerms: termsOfScore(snapshot, output.attention, source, target), contextTerms: termsOfContext(snapshot, weights, length, d) };
}

function line(symbol: string, formula: string, rest: Partial<WorkedLine>): WorkedLine {
  return { symbol, role: 'part', formula, inputs: [], values: null, parts: null, result: null, ...rest };
}

/** The declared rule with its query and keys as they are before their matrices. */
function formulaOf({ score }: AttentionSpec): string {
  const [query, key] = { dot: ['q', 'k'], general: ['q', '(W k)'], additive: ['W_q q', 'W_k k'] }[score];
  return scoreRules[score === 'additive' ? 'additive' : 'dot'].formula.replace('{q}', query).replace('{k}', key);
}

/** The rule that runs, an element of query and key at a time. */
function termsOfScore(snapshot: Snapshot, { score, query: asks }: AttentionSpec, source: number, target: number): readonly Term[] {
  const state = asks === 'current' ? readStep(snapshot, 'hidden.decoder', target) : readHiddenBefore(snapshot, DECODER, target);
  const key = readEncoded(snapshot, source);
  const query = state && (score === 'additive' ? project(snapshot, 'decoder.attention.query.weight', state) : state);
  const keyName = { dot: null, general: 'decoder.attention.weight', additive: 'decoder.attention.key.weight' }[score];
  const met = key && (keyName === null ? key : project(snapshot, keyName, key));
  const v = score === 'additive' ? readMatrix(snapshot, 'decoder.attention.score.weight')?.[0] : null;
  if (query === null || met === null || v === undefined) return [];
  const rule = scoreRules[score === 'additive' ? 'additive' : 'dot'];
  const label = { dot: 'q·k', general: 'q·(W k)', additive: 'v·tanh' }[score];
  return query.map((q, h) => ({
    label: `${label}[${String(h)}]`,
    value: rule.forward(
      { query: Float64Array.of(q), queryAt: 0, keys: Float64Array.of(met[h]), keyAt: 0, weight: Float64Array.of(v === null ? 1 : v[h]) },
      1,
    ),
  }));
}

function project(snapshot: Snapshot, name: string, vector: Vector): Vector | null {
  const rows = readMatrix(snapshot, name);
  return rows && multiply(rows, vector);
}

function termsOfContext(snapshot: Snapshot, weights: Vector, length: number, d: number): readonly Term[] {
  return Array.from({ length }, (_, j) => ({
    label: `α_${String(j)} k_${String(j)}`,
    value: weights[j] * (readEncoded(snapshot, j)?.[d] ?? Number.NaN),
  }));
}

/** What the logits read where the new state asks: a = tanh(W_c [context, h]). */
function combine(snapshot: Snapshot, target: number, unit: number): readonly WorkedLine[] {
  const rows = readMatrix(snapshot, 'decoder.combine.weight');
  const context = readStep(snapshot, 'context', target);
  const hidden = findTensor(snapshot, 'hidden.decoder') && readStep(snapshot, 'hidden.decoder', target);
  const a = readCombined(snapshot, target);
  if (rows === null || context === null || !hidden || a === null) return [];
  const weigh = (vector: Vector, from: number): number => total(vector.map((value, k) => ({ label: '', value: rows[unit][from + k] * value })));
  const parts = [weigh(context, 0), weigh(hidden, context.length)];
  return [
    line('b', 'W_c [context, h]', { parts, result: parts[0] + parts[1] }),
    line('a', 'tanh(b)', { inputs: ['b'], values: [parts[0] + parts[1]], result: a[unit] }),
  ];
}
