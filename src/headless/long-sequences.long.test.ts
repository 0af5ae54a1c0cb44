/** A thousand time steps and more: every engine computes what the float64 reference does. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawBatch, drawParameters } from '../../golden/cases';
import type { TensorMap } from '../core/tensor';
import { findDisagreements } from '../gpu/fixtures/agreement';
import { gradients, probe } from '../engine/probe';
import type { Engine } from '../model/executor';
import { sizesOf } from '../model/feed';
import { parseModelSpec } from '../model/parse-spec';
import { createReferenceEngine } from '../reference/engine';
import { createNodeEngine } from './engines';
import { withExecutor, writeParameters } from './fixtures/agreement';

const cells = {
  rnn: { cell: 'rnn', hiddenSizes: [8] },
  lstm: { cell: 'lstm', hiddenSizes: [8] },
  'gru after': { cell: 'gru', hiddenSizes: [8] },
  'gru before': { cell: 'gru', hiddenSizes: [8], resetAfter: false },
} as const;
const heads = {
  last: { kind: 'last', size: 2, loss: 'mse' },
  every: { kind: 'every', size: 2, loss: 'mse' },
} as const;
const SEED = 7;

const drawCase = (cell: keyof typeof cells, head: keyof typeof heads, steps: number, rows: number) => {
  const model = parseModelSpec({ input: { kind: 'values', size: 3 }, encoder: cells[cell], output: heads[head] });
  return { model, batch: drawBatch(model, { seed: SEED, batch: rows, steps, ragged: rows > 1 }), parameters: drawParameters(model, SEED) };
};

/** All that one pass leaves: outputs, states, gates, their gradients, and those of the parameters. */
async function compute(
  engine: Engine,
  { model, batch, parameters }: ReturnType<typeof drawCase>,
): Promise<Readonly<Record<string, TensorMap[string]['data']>>> {
  return withExecutor(engine, model, { capacity: sizesOf(batch), record: true }, async (executor) => {
    writeParameters(executor, parameters);
    const result = { ...(await probe(executor, batch)), ...(await gradients(executor, batch)) };
    return Object.fromEntries(Object.entries(result).map(([name, { data }]) => [name, data]));
  });
}

describe.each(['wasm', 'webgpu'] as const)('%s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createNodeEngine(name);
  });
  afterAll(() => {
    engine.dispose();
  });

  describe.each([1000, 2000])('over %i steps', (steps) => {
    describe.each(Object.keys(heads) as (keyof typeof heads)[])('%s', (head) => {
      it.each(Object.keys(cells) as (keyof typeof cells)[])('%s', async (cell) => {
        const one = drawCase(cell, head, steps, 1);
        expect(findDisagreements(await compute(engine, one), await compute(createReferenceEngine(), one))).toEqual([]);
      });
    });
    it('of three rows that end at different steps', async () => {
      const ragged = drawCase('lstm', 'every', steps, 3);
      expect(findDisagreements(await compute(engine, ragged), await compute(createReferenceEngine(), ragged))).toEqual([]);
    });
  });
});
