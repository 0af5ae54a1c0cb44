/**
 * How a decoder's target step looks at a source step, worked out with a snapshot's numbers: score, softmax, context and what the answer is made of,
 * then the gradient's way back through them, by the rules that the reference engine runs.
 */
import { type ScoreRule, scoreRules } from '../model/equations/attention';
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
  /** From ∂L/∂context down to query and key; none where nothing flows back. */
  readonly backLines: readonly WorkedLine[];
  /** The terms of ∂L/∂α: a unit of the context each. */
  readonly backTerms: readonly Term[];
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
  const met = meet(snapshot, output.attention, source, target);
  const lines = [
    ...(met === null ? [] : workScore(output.attention, met, unit)),
    line('s', met === null ? formulaOf(output.attention) : `${formulaOf(output.attention)} = Σ_h s_h`, { result: scores[source] }),
    line('m', 'max_j s_j', { result: most }),
    line('Z', 'Σ_j e^(s_j − m)', { result: sum }),
    line('α', 'e^(s − m) / Z', { inputs: ['s', 'm', 'Z'], values: [scores[source], most, sum], result: weights[source] }),
    line(`context[${String(d)}]`, `Σ_j α_j k_j[${String(d)}]`, { result: context?.[d] ?? null }),
    ...combine(snapshot, target, unit),
    ...workLogit(snapshot, target),
  ];
  return {
    lines,
    scoreTerms: met === null ? [] : termsOfScore(output.attention, met),
    contextTerms: termsOfContext(snapshot, weights, length, d),
    ...workBack(snapshot, { attention: output.attention, met, source, target, unit, d, weights: weights.slice(0, length) }),
  };
}

function line(symbol: string, formula: string, rest: Partial<WorkedLine>): WorkedLine {
  return { symbol, role: 'part', formula, inputs: [], values: null, parts: null, result: null, ...rest };
}

/** The declared rule with its query and keys as they are before their matrices. */
function formulaOf({ score }: AttentionSpec): string {
  const [query, key] = { dot: ['q', 'k'], general: ['q', '(W k)'], additive: ['W_q q', 'W_k k'] }[score];
  return scoreRules[score === 'additive' ? 'additive' : 'dot'].formula.replace('{q}', query).replace('{k}', key);
}

/** Query and key as the score's rule meets them, after their matrices, and v of the additive one. */
interface Meeting {
  readonly query: Vector;
  readonly key: Vector;
  readonly v: Vector | null;
}

/** Null without the weights that it takes. */
function meet(snapshot: Snapshot, { score, query: asks }: AttentionSpec, source: number, target: number): Meeting | null {
  const state = asks === 'current' ? readStep(snapshot, 'hidden.decoder', target) : readHiddenBefore(snapshot, DECODER, target);
  const encoded = readEncoded(snapshot, source);
  const query = state && (score === 'additive' ? project(snapshot, 'decoder.attention.query.weight', state) : state);
  const keyName = { dot: null, general: 'decoder.attention.weight', additive: 'decoder.attention.key.weight' }[score];
  const key = encoded && (keyName === null ? encoded : project(snapshot, keyName, encoded));
  const v = score === 'additive' ? readMatrix(snapshot, 'decoder.attention.score.weight')?.[0] : null;
  return query === null || key === null || v === undefined ? null : { query, key, v };
}

function ruleOf({ score }: AttentionSpec): ScoreRule {
  return scoreRules[score === 'additive' ? 'additive' : 'dot'];
}

/** One element of a meeting as the rule takes it. */
function elementOf({ query, key, v }: Meeting, h: number): Parameters<ScoreRule['forward']>[0] {
  return {
    query: Float64Array.of(query[h]),
    queryAt: 0,
    keys: Float64Array.of(key[h]),
    keyAt: 0,
    weight: Float64Array.of(v === null ? 1 : v[h]),
  };
}

/** The score's share of one unit, with its numbers. */
function workScore(attention: AttentionSpec, met: Meeting, h: number): readonly WorkedLine[] {
  const result = ruleOf(attention).forward(elementOf(met, h), 1);
  const [query, key] = [met.query[h], met.key[h]];
  const unit = `[${String(h)}]`;
  const [queryFormula, keyFormula] = { dot: ['q', 'k'], general: ['q', 'W k'], additive: ['W_q q', 'W_k k'] }[attention.score];
  const shared = [line('q_h', `(${queryFormula})${unit}`, { result: query }), line('k_h', `(${keyFormula})${unit}`, { result: key })];
  if (met.v === null) return [...shared, line('s_h', 'q_h · k_h', { inputs: ['q_h', 'k_h'], values: [query, key], result })];
  const inputs = ['v_h', 'q_h', 'k_h'];
  return [
    ...shared,
    line('v_h', `v${unit}`, { result: met.v[h] }),
    line('s_h', 'v_h · tanh(q_h + k_h)', { inputs, values: [met.v[h], query, key], result }),
  ];
}

/** The rule that runs, an element of query and key at a time. */
function termsOfScore(attention: AttentionSpec, met: Meeting): readonly Term[] {
  const rule = ruleOf(attention);
  const label = { dot: 'q·k', general: 'q·(W k)', additive: 'v·tanh' }[attention.score];
  return met.query.map((_, h) => ({ label: `${label}[${String(h)}]`, value: rule.forward(elementOf(met, h), 1) }));
}

interface WayBack {
  readonly attention: AttentionSpec;
  readonly met: Meeting | null;
  readonly source: number;
  readonly target: number;
  readonly unit: number;
  /** The unit of the context. */
  readonly d: number;
  /** Before the padding. */
  readonly weights: Vector;
}

/** ∂L/∂α from ∂L/∂context, through the softmax to ∂L/∂s, and on to query and key; nothing where the snapshot has no gradient. */
function workBack(snapshot: Snapshot, { attention, met, source, target, unit, d, weights }: WayBack): Pick<AttentionWork, 'backLines' | 'backTerms'> {
  const dcontext = readStep(snapshot, 'contextGradient', target);
  const dscores = readStep(snapshot, 'scoreGradient', target);
  const keys = weights.map((_, j) => readEncoded(snapshot, j));
  if (dcontext === null || dscores === null || keys.some((key) => key === null)) return { backLines: [], backTerms: [] };
  const terms = keys.map((key) => dcontext.map((value, e) => ({ label: `∂context[${String(e)}] k[${String(e)}]`, value: value * (key?.[e] ?? 0) })));
  const dweights = terms.map(total);
  const mean = dweights.reduce((sum, value, j) => sum + weights[j] * value, 0);
  const valuesIn = [dcontext[d], weights[source]];
  return {
    backTerms: terms[source],
    backLines: [
      line(`∂context[${String(d)}]`, `∂L/∂context[${String(d)}]`, { result: dcontext[d] }),
      line('∂α', 'Σ_d ∂context[d] k[d]', { result: dweights[source] }),
      line('g', 'Σ_j α_j ∂α_j', { result: mean }),
      line('∂s', 'α (∂α − g)', { inputs: ['α', '∂α', 'g'], values: [weights[source], dweights[source], mean], result: dscores[source] }),
      ...(met === null ? [] : workScoreBack(attention, met, unit, dscores[source])),
      line(`∂k[${String(d)}]`, '∂c_d · α', { inputs: ['∂c_d', 'α'], values: valuesIn, result: valuesIn[0] * valuesIn[1] }),
    ].map((each) => ({ ...each, role: 'gradient' as const })),
  };
}

/** What one unit of query and key, and of v, gets from this entry's score. */
function workScoreBack(attention: AttentionSpec, met: Meeting, h: number, ds: number): readonly WorkedLine[] {
  const got = { dquery: new Float64Array(1), dkeys: new Float64Array(1), dweight: new Float64Array(1) };
  ruleOf(attention).backward({ ...got, dqueryAt: 0, dkeyAt: 0, dweightAt: 0 }, ds, elementOf(met, h), 1);
  const [query, key] = [met.query[h], met.key[h]];
  if (met.v === null) {
    return [
      line('∂q_h', '∂s · k_h', { inputs: ['∂s', 'k_h'], values: [ds, key], result: got.dquery[0] }),
      line('∂k_h', '∂s · q_h', { inputs: ['∂s', 'q_h'], values: [ds, query], result: got.dkeys[0] }),
    ];
  }
  const slope = { inputs: ['∂s', 'v_h', 'q_h', 'k_h'], values: [ds, met.v[h], query, key] };
  return [
    line('∂q_h', '∂s · v_h · (1 − tanh²(q_h + k_h))', { ...slope, result: got.dquery[0] }),
    line('∂k_h', '∂s · v_h · (1 − tanh²(q_h + k_h))', { ...slope, result: got.dkeys[0] }),
    line('∂v_h', '∂s · tanh(q_h + k_h)', { inputs: ['∂s', 'q_h', 'k_h'], values: [ds, query, key], result: got.dweight[0] }),
  ];
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

/** The logit of the symbol that is asked for, from what it reads: a, or state and context side by side. */
function workLogit(snapshot: Snapshot, target: number): readonly WorkedLine[] {
  const { output } = snapshot.model;
  const outputs = readStep(snapshot, 'outputs', target);
  const rows = readMatrix(snapshot, 'decoder.output.weight');
  const bias = readMatrix(snapshot, 'decoder.output.bias')?.[0];
  const hidden = readStep(snapshot, 'hidden.decoder', target);
  const context = readStep(snapshot, 'context', target);
  if (output.kind !== 'decoder' || outputs === null || rows === null || bias === undefined || hidden === null || context === null) return [];
  const token = snapshot.batch.targets.data[target];
  const weigh = (vector: Vector, from: number): number => vector.reduce((sum, value, k) => sum + rows[token][from + k] * value, 0);
  const symbol = `y[${String(token)}]`;
  if (output.attention?.query === 'previous') {
    const parts = [weigh(hidden, 0), weigh(context, hidden.length), bias[token]];
    return [line(symbol, 'W_y [h, context] + b_y', { parts, result: outputs[token] })];
  }
  const a = readCombined(snapshot, target);
  return a === null ? [] : [line(symbol, 'W_y a + b_y', { parts: [weigh(a, 0), bias[token]], result: outputs[token] })];
}
