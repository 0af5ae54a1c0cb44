/** The worked attention is the engine's: its terms add up to the score and the context, its weights to the softmax, and the answer follows from what is shown. */
import { describe, expect, it } from 'vitest';
import { workAttention } from './attention-work';
import { probeDecoder } from './fixtures/probe-example';
import { multiply, readCombined, readMatrix, readStep } from './step-vectors';
import { total } from './sum-terms';

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
    expect(result('α')).toBe(snapshot.tensors.attention.data[at]);
    expect(Math.exp(result('s') - result('m')) / result('Z')).toBeCloseTo(result('α'), 12);
    expect(result('context[2]')).toBe(readStep(snapshot, 'context', target)?.[2]);
    expect(work?.contextTerms).toHaveLength(3);
    expect(total(work?.contextTerms ?? [])).toBeCloseTo(result('context[2]'), 12);
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

it('is nothing without attention, past the end of the source, and leaves terms out without weights', async () => {
  expect(workAttention(await probeDecoder({ cell: 'gru' }, null), { source: 0, target: 0, unit: 0 })).toBeNull();
  const snapshot = await probeDecoder({ cell: 'gru' }, { score: 'general', query: 'current' });
  expect(workAttention(snapshot, { source: 3, target: 0, unit: 0 })).toBeNull();
  expect(workAttention({ ...snapshot, parameters: undefined }, { source: 1, target: 0, unit: 0 })).toMatchObject({ scoreTerms: [] });
});
