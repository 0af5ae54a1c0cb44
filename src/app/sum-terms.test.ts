/** The terms sum to what the gate takes its nonlinearity of, for every cell, layer and direction: the gate that the engine computed says so. */
import { describe, expect, it } from 'vitest';
import { createProbePlan, probe } from '../engine/probe';
import { writeParameters } from '../engine/weights';
import { initialiseParameters } from '../model/initialise';
import { parseModelSpec } from '../model/parse-spec';
import type { Snapshot } from '../model/snapshot';
import { defaultTraining } from '../model/training';
import { createReferenceEngine } from '../reference/engine';
import { scanNames } from '../views/scan-names';
import { sumsOf, termsOf, total } from './sum-terms';
import { workEquations } from './worked-equations';

async function probeOf(encoder: Readonly<Record<string, unknown>>): Promise<Snapshot> {
  const model = parseModelSpec({
    input: { kind: 'tokens', vocabSize: 5, embeddingSize: 3 },
    encoder: { hiddenSizes: [4, 4, 4], ...encoder },
    output: { kind: 'last', size: 2, loss: 'mse' },
  });
  const batch = {
    inputs: { shape: [1, 4], data: Int32Array.of(2, 0, 4, 1) },
    targets: { shape: [1, 2], data: Float64Array.of(1, -1) },
  };
  const executor = await createReferenceEngine().createExecutor(createProbePlan(model, { B: 1, T: 4, U: 0 }));
  const parameters = initialiseParameters(model, defaultTraining.initialisation, 3);
  writeParameters(executor, parameters);
  const snapshot = { update: 0, model, batch, tensors: await probe(executor, batch), parameters };
  executor.dispose();
  return snapshot;
}

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

describe('terms of a sum', () => {
  it.each([
    [{ cell: 'lstm' }],
    [{ cell: 'lstm', bidirectional: true, residual: true }],
    [{ cell: 'gru', resetAfter: true, residual: true }],
    [{ cell: 'gru', resetAfter: false, bidirectional: true }],
    [{ cell: 'rnn', bidirectional: true }],
  ])('end in the gates of %o', async (encoder) => {
    const snapshot = await probeOf(encoder);
    let compared = 0;
    for (const scan of scanNames(snapshot)) {
      for (const t of [0, 2, 3]) {
        for (const quantity of ['input', 'forget', 'output', 'reset', 'update', 'candidate', 'hidden'] as const) {
          const name = quantity === 'hidden' ? `hidden.${scan}` : `gates.${scan}.${quantity}`;
          if (!(name in snapshot.tensors) || (quantity === 'hidden' && encoder.cell !== 'rnn')) continue;
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
    expect(compared).toBeGreaterThan(8);
  });

  it("are those of the new state where the quantity in focus is another cell's", async () => {
    expect(termsOf(await probeOf({ cell: 'rnn' }), { scan: 'l0', t: 1, unit: 0 }, 'forget')?.symbol).toBe('a');
  });

  it('are none without weights', async () => {
    const snapshot = await probeOf({ cell: 'lstm' });
    expect(sumsOf({ ...snapshot, parameters: undefined }, { scan: 'l0', t: 1, unit: 0 }, 'f', 'h')).toBeNull();
  });
});
