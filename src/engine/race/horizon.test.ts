import { describe, expect, it } from 'vitest';
import { createReferenceEngine } from '../../reference/engine';
import { initialiseParameters } from '../../model/initialise';
import { getTask } from '../../tasks/table';
import { createProbePlan, probe } from '../probe';
import { writeParameters } from '../weights';
import { createRun, thresholdTask } from '../fixtures/threshold';
import { createHorizonMeter, findHorizon, medianOf } from './horizon';
import { sizesOf } from '../../model/feed';

const norms = (...values: readonly number[]): Float64Array => Float64Array.from(values);

describe('findHorizon', () => {
  it('is the furthest step whose median share is above the threshold', () => {
    const examples = [norms(2, 1, 0.2, 0.02), norms(1, 0.5, 0.05, 0.2), norms(4, 1, 0.2, 0.004)];
    // Shares one step back 0.5, 0.5, 0.25; two 0.1, 0.05, 0.05; three 0.01, 0.2, 0.001.
    expect(findHorizon(examples, 0.06)).toEqual({ steps: 1, most: 3 });
    expect(findHorizon(examples, 0.04)).toEqual({ steps: 2, most: 3 });
    expect(findHorizon(examples, 0.009)).toEqual({ steps: 3, most: 3 });
    expect(findHorizon(examples, 0.5)).toEqual({ steps: 0, most: 3 });
  });

  it('counts a step that comes back above the threshold after one below', () => {
    expect(findHorizon([norms(1, 0.0001, 0.5)])).toEqual({ steps: 2, most: 2 });
  });

  it('leaves out examples that are too short, and those without a gradient', () => {
    expect(findHorizon([norms(1, 0.1, 0.1), norms(1, 1e-9), norms(0, 0, 0, 0), norms(Number.NaN, 1)])).toEqual({ steps: 2, most: 3 });
    expect(findHorizon([norms(0, 0)])).toEqual({ steps: null, most: 1 });
    expect(findHorizon([])).toEqual({ steps: null, most: 0 });
  });

  it('takes the middle of the values', () => {
    expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianOf([])]).toEqual([2, 2.5, Number.NaN]);
  });
});

describe('createHorizonMeter', () => {
  it.each(['rnn', 'lstm', 'gru'] as const)('measures the state’s gradient that the probe shows, backwards from the last step: %s', async (cell) => {
    const engine = createReferenceEngine();
    const model = { ...createRun().model, encoder: { ...createRun().model.encoder, cell, hiddenSizes: [3, 4] } };
    const weights = initialiseParameters(model, { kind: 'pytorch' }, 7);
    const batch = thresholdTask.sample({}, 7, 'heldOut', 0, 1);
    const meter = createHorizonMeter(model, batch, (plan) => engine.createExecutor(plan));
    const [measured] = await meter.measure(weights);
    const executor = await engine.createExecutor(createProbePlan(model, sizesOf(batch)));
    writeParameters(executor, weights);
    const tensors = await probe(executor, batch);
    const states = cell === 'lstm' ? ['hiddenGradient.l1', 'cellGradient.l1'] : ['hiddenGradient.l1'];
    const [, T, H] = tensors['hiddenGradient.l1'].shape;
    expect(measured).toHaveLength(T);
    for (let k = 0; k < T; k++) {
      const t = T - 1 - k;
      expect(measured[k]).toBeCloseTo(Math.hypot(...states.flatMap((name) => [...tensors[name].data.subarray(t * H, (t + 1) * H)])), 12);
    }
    meter.dispose();
    executor.dispose();
  });

  it('follows the last loss alone where a network answers at every step, from the step at which it comes in', async () => {
    const engine = createReferenceEngine();
    const task = getTask('copy');
    const options = { ...Object.fromEntries(Object.entries(task.options).map(([key, rule]) => [key, rule.default])) };
    const model = { ...createRun().model, input: task.input(options), output: task.output(options) };
    const batch = task.sample(options, 1, 'heldOut', 0, 2);
    const meter = createHorizonMeter(model, batch, (plan) => engine.createExecutor(plan));
    const measured = await meter.measure(initialiseParameters(model, { kind: 'pytorch' }, 1));
    expect(measured.map((each) => each.length)).toEqual([sizesOf(batch).T, sizesOf(batch).T]);
    expect(measured[0][0]).toBeGreaterThan(0);
    expect(measured[0].at(-1)).toBeLessThan(measured[0][0]);
    meter.dispose();
  });
});
