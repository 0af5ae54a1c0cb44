/** The terms sum to what the gate takes its nonlinearity of, for every cell, layer and direction: the gate that the engine computed says so. */
import { describe, expect, it } from 'vitest';
import { parseModelSpec } from '../model/parse-spec';
import type { Snapshot } from '../model/snapshot';
import { boundsOf } from '../store/cursor-bounds';
import { scanNames } from '../views/scan-names';
import { probeDecoder, probeExample } from './fixtures/probe-example';
import { sumsOf, termsOf, total } from './sum-terms';
import { workEquations } from './worked-equations';

function probeOf(encoder: Readonly<Record<string, unknown>>): Promise<Snapshot> {
  const model = parseModelSpec({
    input: { kind: 'tokens', vocabSize: 5, embeddingSize: 3 },
    encoder: { hiddenSizes: [4, 4, 4], ...encoder },
    output: { kind: 'last', size: 2, loss: 'mse' },
  });
  return probeExample(model, {
    inputs: { shape: [1, 4], data: Int32Array.of(2, 0, 4, 1) },
    targets: { shape: [1, 2], data: Float64Array.of(1, -1) },
  });
}

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

/** Holds every gate of every scan to the terms behind it; says how many there were. */
function compareAll(snapshot: Snapshot): number {
  let compared = 0;
  for (const scan of scanNames(snapshot)) {
    for (const t of [0, 2, 3]) {
      if (t >= boundsOf(snapshot)[scan].steps) continue;
      for (const quantity of ['input', 'forget', 'output', 'reset', 'update', 'candidate', 'hidden'] as const) {
        const name = quantity === 'hidden' ? `hidden.${scan}` : `gates.${scan}.${quantity}`;
        if (!(name in snapshot.tensors) || (quantity === 'hidden' && snapshot.model.encoder.cell !== 'rnn')) continue;
        const place = { scan, t, unit: 1 };
        const found = termsOf(snapshot, place, quantity);
        const sum = total(found?.terms ?? []);
        const line = workEquations(snapshot, place).find(({ symbol }) => symbol === found?.symbol);
        expect(line?.result).toBeCloseTo(sum, 12);
        const gate = quantity === 'candidate' || quantity === 'hidden' ? Math.tanh(sum) : sigmoid(sum);
        expect(Math.abs(gate - snapshot.tensors[name].data[t * 4 + 1])).toBeLessThan(1e-12);
        compared += 1;
      }
    }
  }
  return compared;
}

describe('terms of a sum', () => {
  it.each([
    [{ cell: 'lstm' }],
    [{ cell: 'lstm', bidirectional: true, residual: true }],
    [{ cell: 'gru', resetAfter: true, residual: true }],
    [{ cell: 'gru', resetAfter: false, bidirectional: true }],
    [{ cell: 'rnn', bidirectional: true }],
  ])('end in the gates of %o', async (encoder) => {
    const compared = compareAll(await probeOf(encoder));
    expect(compared).toBeGreaterThan(8);
  });

  it.each([
    [{ cell: 'lstm' }, { score: 'dot', query: 'current', inputFeeding: true }],
    [
      { cell: 'gru', bidirectional: true, resetAfter: false },
      { score: 'additive', query: 'previous' },
    ],
    [
      { cell: 'lstm', bidirectional: true },
      { score: 'general', query: 'current' },
    ],
    [{ cell: 'rnn', bidirectional: true }, null],
  ])('end in the gates of the decoder of %o with attention %o, from the state handed over on', async (encoder, attention) => {
    const snapshot = await probeDecoder(encoder, attention);
    expect(scanNames(snapshot).at(-1)).toBe('decoder');
    expect(compareAll(snapshot)).toBeGreaterThan(8);
    for (const t of [0, 3]) {
      for (const { symbol, values, result } of workEquations(snapshot, { scan: 'decoder', t, unit: 2 })) {
        if (symbol === 'kept') expect(values?.[1], `c or h before step ${String(t)}`).not.toBe(0);
        expect(result, symbol).not.toBeNull();
      }
    }
  });

  it("are those of the new state where the quantity in focus is another cell's", async () => {
    expect(termsOf(await probeOf({ cell: 'rnn' }), { scan: 'l0', t: 1, unit: 0 }, 'forget')?.symbol).toBe('a');
  });

  it('are none without weights', async () => {
    const snapshot = await probeOf({ cell: 'lstm' });
    expect(sumsOf({ ...snapshot, parameters: undefined }, { scan: 'l0', t: 1, unit: 0 }, 'f', 'h')).toBeNull();
  });
});
