/** The worked attention is the engine's: its terms add up to the score and the context, its weights to the softmax, and the answer follows from what is shown. */
import { describe, expect, it } from 'vitest';
import { createProbePlan, gradients } from '../engine/probe';
import { writeParameters } from '../engine/weights';
import { sizesOf } from '../model/feed';
import { createReferenceEngine } from '../reference/engine';
import { workAttention } from './attention-work';
import { probeDecoder } from './fixtures/probe-example';
import { multiply, readCombined, readEncoded, readMatrix, readStep } from './step-vectors';
import { total } from './sum-terms';
import type { WorkedLine } from './worked-equations';

describe.each([
  [{ cell: 'lstm' }, { score: 'dot', query: 'current', inputFeeding: true }],
  [
    { cell: 'gru', bidirectional: true },
    { score: 'general', query: 'previous' },
  ],
  [
    { cell: 'rnn', bidirectional: true, residual: true },
    { score: 'additive', query: 'current' },
  ],
  [{ cell: 'gru' }, { score: 'additive', query: 'previous' }],
])('worked attention of %o with %o', (encoder, attention) => {
  it.each([
    [0, 0],
    [2, 1],
    [3, 2],
  ])('at target step %i, source step %i', async (target, source) => {
    const snapshot = await probeDecoder(encoder, attention);
    const work = workAttention(snapshot, { source, target, unit: 2 });
    const result = (symbol: string): number => work?.lines.find((line) => line.symbol === symbol)?.result ?? Number.NaN;
    const at = target * 5 + source;
    expect(result('s')).toBe(snapshot.tensors.scores.data[at]);
    expect(total(work?.scoreTerms ?? [])).toBeCloseTo(result('s'), 12);
    expect(work?.scoreTerms[2].value).toBe(result('s_h'));
    expect(result(`y[${String(snapshot.batch.targets.data[target])}]`)).toBe(
      snapshot.tensors.outputs.data[target * 7 + snapshot.batch.targets.data[target]],
    );
    for (const { parts, result: whole } of work?.lines ?? [])
      if (parts) expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(whole ?? NaN, 12);
    expect(result('α')).toBe(snapshot.tensors.attention.data[at]);
    expect(Math.exp(result('s') - result('m')) / result('Z')).toBeCloseTo(result('α'), 12);
    expect(result('context[2]')).toBe(readStep(snapshot, 'context', target)?.[2]);
    expect(work?.contextTerms).toHaveLength(3);
    expect(total(work?.contextTerms ?? [])).toBeCloseTo(result('context[2]'), 12);
    const back = (symbol: string): WorkedLine | undefined => work?.backLines.find((line) => line.symbol === symbol);
    const [alpha, dalpha, mean] = back('∂s')?.values ?? [];
    expect(back('∂s')?.result).toBe(snapshot.tensors.scoreGradient.data[at]);
    expect(alpha * (dalpha - mean)).toBeCloseTo(snapshot.tensors.scoreGradient.data[at], 14);
    expect(total(work?.backTerms ?? [])).toBe(back('∂α')?.result);
    expect(back('∂context[2]')?.result).toBe(readStep(snapshot, 'contextGradient', target)?.[2]);
    if (attention.query === 'previous') return;
    const a = readCombined(snapshot, target) ?? [];
    expect(a[2]).toBe(result('a'));
    const logits = multiply(readMatrix(snapshot, 'decoder.output.weight') ?? [], a);
    const [bias] = readMatrix(snapshot, 'decoder.output.bias') ?? [[]];
    logits.forEach((logit, v) => {
      expect(logit + bias[v]).toBeCloseTo(snapshot.tensors.outputs.data[target * 7 + v], 12);
    });
  });
});

it.each([
  ['additive', 'decoder.attention.score.weight', '∂v_h'],
  ['general', 'decoder.attention.weight', '∂k_h'],
])('goes back to the parameters of a score that is %s: what it sends there adds up to the gradient of %s', async (score, name, symbol) => {
  const snapshot = await probeDecoder({ cell: 'gru' }, { score, query: 'previous' });
  const executor = await createReferenceEngine().createExecutor(createProbePlan(snapshot.model, sizesOf(snapshot.batch)));
  writeParameters(executor, snapshot.parameters ?? new Float64Array());
  const { data } = (await gradients(executor, snapshot.batch))[`gradient.${name}`];
  executor.dispose();
  for (const [unit, e] of [
    [0, 0],
    [3, 1],
  ]) {
    let sum = 0;
    for (let target = 0; target < 4; target++) {
      for (let source = 0; source < 3; source++) {
        const sent = workAttention(snapshot, { source, target, unit })?.backLines.find((line) => line.symbol === symbol)?.result ?? NaN;
        sum += score === 'general' ? sent * (readEncoded(snapshot, source)?.[e] ?? NaN) : sent;
      }
    }
    expect(sum).toBeCloseTo(data[score === 'general' ? unit * 4 + e : unit], 14);
  }
});

it('has no way back where the source is typed, and so no target', async () => {
  const { tensors, ...rest } = await probeDecoder({ cell: 'gru' }, { score: 'dot', query: 'current' });
  const { scoreGradient: _scores, contextGradient: _contexts, ...forward } = tensors;
  const work = workAttention({ ...rest, tensors: forward }, { source: 1, target: 0, unit: 0 });
  expect(work?.backLines).toEqual([]);
  expect(work?.lines.length).toBeGreaterThan(5);
});

it('is nothing without attention, past the end of the source, and leaves terms out without weights', async () => {
  expect(workAttention(await probeDecoder({ cell: 'gru' }, null), { source: 0, target: 0, unit: 0 })).toBeNull();
  const snapshot = await probeDecoder({ cell: 'gru' }, { score: 'general', query: 'current' });
  expect(workAttention(snapshot, { source: 3, target: 0, unit: 0 })).toBeNull();
  expect(workAttention({ ...snapshot, parameters: undefined }, { source: 1, target: 0, unit: 0 })).toMatchObject({ scoreTerms: [] });
});
