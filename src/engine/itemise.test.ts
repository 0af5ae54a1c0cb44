import { describe, expect, it } from 'vitest';
import { createReferenceEngine } from '../reference/engine';
import { createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from '../reference/example';
import { chooseLossSteps, createItemisePlan, itemise, itemiseNorms } from './itemise';

describe('chooseLossSteps', () => {
  const choose = (T: number, window: number | null, lengths?: readonly number[]) => {
    const model = createExampleModel();
    return chooseLossSteps(model, createExampleBatch(model, lengths?.length ?? 1, T, 1, lengths), window);
  };

  it('takes all of 64, and of a ragged batch as many as its longest row has', () => {
    expect(choose(64, null).steps).toHaveLength(64);
    expect(choose(64, 10)).toMatchObject({ stride: 1, count: 64 });
    expect(choose(90, null, [3, 7])).toEqual({ steps: [0, 1, 2, 3, 4, 5, 6], count: 7, stride: 1 });
  });

  it.each([65, 96, 97, 100, 1000])('takes at most 32 of %i, evenly and with the last one', (T) => {
    const { steps, count, stride } = choose(T, null);
    expect(count).toBe(T);
    expect(steps.length).toBeLessThanOrEqual(32);
    expect(steps.length).toBeGreaterThan(20);
    expect(steps.at(-1)).toBe(T - 1);
    expect(steps[0]).toBeLessThan(stride);
    steps.slice(1).forEach((step, k) => {
      expect(step - steps[k]).toBe(stride);
    });
  });

  it('takes the 32 of a window, which stays within the sequence', () => {
    expect(choose(100, 40)).toMatchObject({ stride: 1, count: 100 });
    expect(choose(100, 40).steps).toEqual(Array.from({ length: 32 }, (_, k) => 40 + k));
    expect(choose(100, 99).steps).toEqual(Array.from({ length: 32 }, (_, k) => 68 + k));
  });

  it('takes the last step of a network that answers once', () => {
    const model = createExampleModel({ head: 'last' });
    expect(chooseLossSteps(model, createExampleBatch(model, 1, 100, 1), 5)).toEqual({ steps: [99], count: 1, stride: 1 });
  });
});

it('itemiseNorms gives the lengths of what itemise gives', async () => {
  const model = createExampleModel({ variant: 'gru after' });
  const batch = createExampleBatch(model, 2, 6, 1, [6, 4]);
  const executor = await createReferenceEngine().createExecutor(createItemisePlan(model, { T: 6, U: 0 }));
  writeWeights(executor, createExampleWeights(executor.plan.parameters, 2));
  const { shape, data } = (await itemiseNorms(executor, batch, [1, 5]))['itemisedNorm.l0'];
  const items = (await itemise(executor, batch, [1, 5]))['itemised.l0'];
  expect(shape).toEqual([2, 2, 6]);
  data.forEach((norm, m) => {
    expect(norm).toBeCloseTo(Math.hypot(...items.data.subarray(4 * m, 4 * m + 4)), 15);
  });
  expect(data[1 * 6 + 3]).toBeGreaterThan(0);
  expect([...data.subarray(18)]).toEqual([0, 0, 0, 0, 0, 0]); // the second row has no loss at step 5
});
