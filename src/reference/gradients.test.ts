/** Every gradient against central finite differences of the loss: the oracle that knows nothing of adjoint rules. */
import { describe, expect, it } from 'vitest';
import { normal, RandomStream } from '../core/random';
import type { Executor } from '../model/executor';
import { createFeed } from '../model/feed';
import { createPlan, gradientOf } from '../model/plan';
import type { ModelSpec } from '../model/spec';
import { createReferenceEngine } from './engine';
import { cellVariants, createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from './example';

const DIRECTIONS = 20;
const STEP = 1e-5;
const TOLERANCE = 1e-6;

/** For each parameter the largest |finite difference - g·direction| over random unit directions, relative to ‖g‖. */
async function largestErrors(model: ModelSpec, B: number, T: number, lengths?: readonly number[]): Promise<Record<string, number>> {
  const plan = createPlan(model, { capacity: { B, T, U: 0 } });
  const executor = await createReferenceEngine().createExecutor(plan);
  const feed = createFeed(model, createExampleBatch(model, B, T, 7, lengths));
  const weights = createExampleWeights(plan.parameters, 11);
  writeWeights(executor, weights);
  await executor.enqueue([feed], ['encode', 'decode', 'loss', 'backward']);
  const gradients = await readGradients(executor);
  const lossAt = async (name: string, data: Float64Array): Promise<number> => {
    executor.write(name, data);
    const [report] = await executor.enqueue([feed], ['encode', 'decode', 'loss']);
    return report.loss;
  };
  const errors: Record<string, number> = {};
  for (const [index, { name, size }] of plan.parameters.list.entries()) {
    const g = gradients[name];
    const norm = Math.hypot(...g);
    errors[name] = norm > 0 ? 0 : Infinity;
    for (let d = 0; d < DIRECTIONS; d++) {
      const direction = Float64Array.from({ length: size }, (_value, k) => normal(index, RandomStream.initialWeights, d, k));
      const length = Math.hypot(...direction);
      const along = g.reduce((sum, value, k) => sum + (value * direction[k]) / length, 0);
      const ahead = await lossAt(
        name,
        Float64Array.from(weights[name], (w, k) => w + (STEP * direction[k]) / length),
      );
      const behind = await lossAt(
        name,
        Float64Array.from(weights[name], (w, k) => w - (STEP * direction[k]) / length),
      );
      errors[name] = Math.max(errors[name], Math.abs((ahead - behind) / (2 * STEP) - along) / norm);
    }
    executor.write(name, weights[name]);
  }
  return errors;
}

async function readGradients(executor: Executor): Promise<Record<string, Float64Array>> {
  const gradients: Record<string, Float64Array> = {};
  for (const { name } of executor.plan.parameters.list) gradients[name] = Float64Array.from(await executor.read(gradientOf(name)));
  return gradients;
}

function expectSmall(errors: Readonly<Record<string, number>>): void {
  const large = Object.entries(errors).filter(([, error]) => !(error <= TOLERANCE));
  expect(large).toEqual([]);
}

describe('gradients agree with finite differences', () => {
  for (const variant of Object.keys(cellVariants)) {
    for (const head of ['last', 'every'] as const) {
      for (const loss of ['mse', 'bce', 'crossEntropy'] as const) {
        it(`${variant}, ${head}, ${loss}, ragged`, async () => {
          expectSmall(await largestErrors(createExampleModel({ variant, head, loss }), 3, 5, [5, 1, 3]));
        });
      }
      it(`${variant}, ${head}, one row`, async () => {
        expectSmall(await largestErrors(createExampleModel({ variant, head, loss: 'mse' }), 1, 4));
      });
      it(`${variant}, ${head}, one step, of one unit`, async () => {
        const model = createExampleModel({ variant, head, loss: 'mse', hiddenSize: 1, outputSize: 1 });
        const errors = await largestErrors(model, 9, 1);
        // From a state of 0 the recurrent weights move nothing.
        delete errors['encoder.weight_hh_l0'];
        expectSmall(errors);
      });
      it(`${variant}, ${head}, tokens`, async () => {
        const input = { kind: 'tokens', vocabSize: 6, embeddingSize: 3 } as const;
        expectSmall(await largestErrors(createExampleModel({ variant, head, input }), 4, 5, [2, 5, 4, 1]));
      });
    }
  }
});
