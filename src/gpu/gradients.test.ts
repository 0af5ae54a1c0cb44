/** Whole networks on WebGPU against the float64 reference: losses, outputs and every gradient. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Executor } from '../model/executor';
import { createFeed } from '../model/feed';
import { createPlan, gradientOf } from '../model/plan';
import type { InputSpec, ModelSpec } from '../model/spec';
import { createReferenceEngine } from '../reference/engine';
import { cellVariants, createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from '../reference/example';
import { findDisagreements } from './fixtures/agreement';
import { openTestEngine } from './fixtures/lone-plan';

let webgpu: Engine;
const reference = createReferenceEngine();

beforeAll(async () => {
  webgpu = await openTestEngine('software');
});
afterAll(() => {
  webgpu.dispose();
});

interface Case {
  readonly B: number;
  readonly T: number;
  readonly lengths?: readonly number[];
  readonly truncate?: number;
  readonly range?: number;
}

async function compute(engine: Engine, model: ModelSpec, { B, T, lengths, truncate = 0, range = 0.7 }: Case): Promise<Record<string, Float64Array>> {
  const plan = createPlan(model, { capacity: { B: B + 1, T: T + 2, U: 0 } });
  const executor: Executor = await engine.createExecutor(plan);
  try {
    writeWeights(executor, createExampleWeights(plan.parameters, 11, range));
    const feed = createFeed(model, createExampleBatch(model, B, T, 7, lengths), { truncate });
    const [{ loss }] = await executor.enqueue([feed], ['encode', 'decode', 'loss', 'backward']);
    const result: Record<string, Float64Array> = { loss: Float64Array.of(loss) };
    for (const name of ['outputs', ...plan.parameters.list.map((parameter) => gradientOf(parameter.name))]) {
      result[name] = Float64Array.from(await executor.read(name));
    }
    return result;
  } finally {
    executor.dispose();
  }
}

async function expectSame(model: ModelSpec, size: Case): Promise<void> {
  expect(findDisagreements(await compute(webgpu, model, size), await compute(reference, model, size))).toEqual([]);
}

const tokens: InputSpec = { kind: 'tokens', vocabSize: 7, embeddingSize: 5 };

describe('one layer agrees with the reference', () => {
  for (const variant of Object.keys(cellVariants)) {
    for (const head of ['last', 'every'] as const) {
      for (const loss of ['mse', 'bce', 'crossEntropy'] as const) {
        it(`${variant}, ${head}, ${loss}, ragged`, () => expectSame(createExampleModel({ variant, head, loss }), { B: 3, T: 5, lengths: [5, 1, 3] }));
      }
      it(`${variant}, ${head}, tokens, ragged`, () =>
        expectSame(createExampleModel({ variant, head, input: tokens, hiddenSize: 9 }), { B: 6, T: 7, lengths: [2, 7, 4, 1, 7, 3] }));
      it(`${variant}, ${head}, one unit, one row, one step`, () =>
        expectSame(createExampleModel({ variant, head, loss: 'mse', hiddenSize: 1, outputSize: 1 }), { B: 1, T: 1 }));
      it(`${variant}, ${head}, truncated`, () =>
        expectSame(createExampleModel({ variant, head, hiddenSize: 6 }), { B: 5, T: 11, lengths: [11, 4, 8, 3, 10], truncate: 4 }));
    }
    it(`${variant}, 64 units`, () => expectSame(createExampleModel({ variant, hiddenSize: 64 }), { B: 9, T: 12, range: 0.12 }));
    it(`${variant}, 300 units`, () =>
      expectSame(createExampleModel({ variant, hiddenSize: 300 }), { B: 5, T: 4, lengths: [4, 2, 1, 4, 3], range: 0.05 }));
  }
});
