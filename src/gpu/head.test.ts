/** A small output layer with its loss and what comes back, in one dispatch, against the reference. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { elementCount } from '../core/tensor';
import type { Engine, Feed } from '../model/executor';
import { createFeed } from '../model/feed';
import type { ActivateBackwardPass, Dim, LossPass, Matrix, Pass, ProductPass } from '../model/passes';
import { createPlan, gradientOf, type Plan } from '../model/plan';
import { matrix } from '../model/plan-draft';
import { parseModelSpec } from '../model/parse-spec';
import type { Activation, LossKind } from '../model/spec';
import { createReferenceEngine } from '../reference/engine';
import { createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from '../reference/example';
import { findDisagreements } from './fixtures/agreement';
import { createLonePlan, drawNumbers, openTestEngine } from './fixtures/lone-plan';
import { flattenDispatches } from './dispatch';
import { lowerPlan } from './lower';
import { MOST_HEAD_WEIGHTS, type Target } from './tuning';

interface Case {
  readonly loss: LossKind;
  readonly size: number;
  /** Columns of each matrix that is read; the first is a tensor's rows from the second step on, a second one those of another from the first on. */
  readonly columns: readonly number[];
  readonly every?: 'T' | 'U';
  readonly weighted?: boolean;
  readonly bias?: boolean;
  readonly slope?: Activation;
}

const sizes = { B: 5, T: 3, U: 4 };

interface Made {
  readonly plan: Plan;
  readonly passes: readonly Pass[];
  readonly feed: Feed;
  readonly written: Readonly<Record<string, Float32Array>>;
}

function make({ loss, size, columns, every, weighted = false, bias = true, slope }: Case): Made {
  const rows: readonly Dim[] = every ? [every, 'B'] : ['B'];
  const M = (every ? sizes[every] : 1) * sizes.B;
  const wide = columns.reduce((a, b) => a + b, 0);
  const steps: readonly Dim[] = every ? [`${every}+1`, 'B'] : ['T+1', 'B'];
  const classes = loss === 'crossEntropy';
  const weight = (k: number): Matrix => matrix('w', [size], columns[k], { stride: wide, offset: k === 0 ? 0 : columns[0] });
  const x = (k: number): Matrix => matrix(`x${String(k)}`, rows, columns[k], { steps: every ? (k === 0 ? 1 : 0) : k === 0 ? 'T' : 1 });
  const dx = (k: number): Matrix => ({ ...x(k), tensor: `dx${String(k)}` });
  const y = matrix('outputs', rows, size);
  const dy = matrix('doutputs', rows, size);
  const forward: ProductPass = {
    kernel: 'product',
    label: 'outputs',
    products: columns.map((_n, k) => ({ form: 'nt', a: x(k), b: weight(k), c: y, bias: k === 0 && bias ? 'b' : null, accumulate: k > 0 })),
  };
  const lossPass: LossPass = {
    kernel: 'loss',
    label: 'loss',
    loss,
    size,
    rows,
    outputs: 'outputs',
    doutputs: 'doutputs',
    targets: 'targets',
    lengths: every ? 'lengths' : null,
    weights: weighted ? 'weights' : null,
    rowLoss: 'rowLoss',
  };
  const back: ProductPass = {
    kernel: 'product',
    label: 'outputs dx',
    products: columns.map((_n, k) => ({ form: 'nn', a: dy, b: weight(k), c: dx(k), bias: null, accumulate: false })),
  };
  const activated: readonly ActivateBackwardPass[] = slope
    ? [{ kernel: 'activateBackward', label: 'slope', activation: slope, values: x(0), dvalues: dx(0) }]
    : [];
  const target = (k: number): number => (classes ? (k * 7) % size : loss === 'bce' ? k % 2 : Math.sin(k));
  const from = { length: classes ? M : M * size };
  const inputs = {
    lengths: { shape: ['B'] as const, data: Int32Array.from({ length: sizes.B }, (_value, b) => 1 + (b % sizes[every ?? 'T'])) },
    targets: {
      shape: classes ? rows : [...rows, size],
      data: classes ? Int32Array.from(from, (_value, k) => target(k)) : Float32Array.from(from, (_value, k) => target(k)),
    },
    ...(weighted ? { weights: { shape: rows, data: drawNumbers(M, 3) } } : {}),
  };
  const tensors = columns.flatMap((n, k) => [`x${String(k)}`, `dx${String(k)}`].map((name) => [name, [...steps, n]] as const));
  const lone = createLonePlan({
    sizes,
    capacity: { B: 7, T: 5, U: 6 },
    parameters: { other: [3, 5], w: [size, wide], b: [size] },
    activations: { ...Object.fromEntries(tensors), outputs: [...rows, size], doutputs: [...rows, size], rowLoss: rows },
    inputs,
    passes: [],
  });
  const segments = { ...lone.segments, decode: [forward], loss: [lossPass], backward: [back, ...activated] };
  const data = Object.fromEntries(Object.entries(inputs).map(([name, each]) => [name, each.data]));
  const states = (every ? sizes[every] : sizes.T) + 1;
  return {
    plan: { ...lone, segments },
    passes: [forward, lossPass, back, ...activated],
    feed: { sizes, inputs: data, lossScale: 0.3, update: 1, learningRate: 0, truncate: 0, dropout: null, forcing: null },
    written: {
      w: drawNumbers(elementCount([size, wide]), 1, 0.5),
      b: drawNumbers(size, 2),
      ...Object.fromEntries(columns.map((n, k) => [`x${String(k)}`, drawNumbers(states * sizes.B * n, 4 + k, slope ? 0.4 : 1)])),
    },
  };
}

let webgpu: Engine;
beforeAll(async () => {
  webgpu = await openTestEngine('hardware');
});
afterAll(() => {
  webgpu.dispose();
});

const cases: readonly Case[] = [
  ...(['mse', 'bce', 'crossEntropy'] as const).flatMap((loss): Case[] => [
    { loss, size: 3, columns: [8] },
    { loss, size: 17, columns: [33], every: 'T', weighted: true },
    { loss, size: 9, columns: [6, 10], weighted: true },
    { loss, size: 5, columns: [7, 7], every: 'U' },
    { loss, size: 2, columns: [70], every: 'U', bias: false, slope: 'tanh' },
  ]),
  { loss: 'mse', size: 1, columns: [1] },
  { loss: 'mse', size: 4, columns: [5], slope: 'relu' },
  { loss: 'mse', size: 4, columns: [5], every: 'T', slope: 'sigmoid' },
];

const labelsOf = (plan: Plan, passes: readonly Pass[], target: Target = { software: false }): readonly string[] =>
  flattenDispatches(lowerPlan(plan, target).schedule(passes)).map(({ label }) => label);

describe('a small head', () => {
  it.each(cases.map((each) => [JSON.stringify(each), each] as const))('%s', async (_name, each) => {
    const { plan, passes, feed, written } = make(each);
    const isWhole = each.columns.length === 1; // two matrices share a dispatch only where they lie in one buffer, as those of two directions do
    expect(labelsOf(plan, passes)).toHaveLength(isWhole ? 2 : 4);
    const run = async (engine: Engine): Promise<Readonly<Record<string, ArrayLike<number>>>> => {
      const executor = await engine.createExecutor(plan);
      for (const [name, data] of Object.entries(written)) executor.write(name, data);
      await executor.run(feed, passes);
      const result: Record<string, ArrayLike<number>> = {};
      for (const name of ['outputs', 'doutputs', 'rowLoss', ...each.columns.map((_n, k) => `dx${String(k)}`)])
        result[name] = await executor.read(name);
      executor.dispose();
      return result;
    };
    expect(findDisagreements(await run(webgpu), await run(createReferenceEngine()), 4e-6)).toEqual([]);
  });

  it.each(['mse', 'bce', 'crossEntropy'] as const)('%s of every step, ragged, over both directions, with gradients of weights', async (loss) => {
    const model = parseModelSpec({
      input: { kind: 'values', size: 3 },
      encoder: { cell: 'gru', hiddenSizes: [6], bidirectional: true },
      output: { kind: 'every', size: 4, loss },
    });
    const plan = createPlan(model, { capacity: { B: 6, T: 8, U: 0 } });
    const passes = (['encode', 'decode', 'loss', 'backward'] as const).flatMap((segment) => plan.segments[segment]);
    expect(labelsOf(plan, passes)).toContain('head, loss, head dx');
    const run = async (engine: Engine): Promise<Readonly<Record<string, ArrayLike<number>>>> => {
      const executor = await engine.createExecutor(plan);
      writeWeights(executor, createExampleWeights(plan.parameters, 3, 0.6));
      const [{ loss: value }] = await executor.enqueue(
        [createFeed(model, createExampleBatch(model, 5, 7, 2))],
        ['encode', 'decode', 'loss', 'backward'],
      );
      const result: Record<string, ArrayLike<number>> = { loss: [value] };
      for (const { name } of plan.parameters.list) result[name] = await executor.read(gradientOf(name));
      executor.dispose();
      return result;
    };
    expect(findDisagreements(await run(webgpu), await run(createReferenceEngine()), 2e-5)).toEqual([]);
  });

  it('is taken apart where not all of it is wanted, or something stands between', () => {
    const { plan, passes } = make({ loss: 'mse', size: 3, columns: [8] });
    const [forward, loss, back] = passes;
    const clear: Pass = { kernel: 'clear', label: 'clear', values: matrix('dx0', ['B'], 8) };
    const longer = { ...plan, segments: { ...plan.segments, keep: [clear] } };
    expect(labelsOf(longer, [forward, loss, back])).toEqual(['outputs, loss, outputs dx', 'report']);
    expect(labelsOf(longer, [forward, loss])).toEqual(['outputs', 'loss', 'report']);
    expect(labelsOf(longer, [back])).toEqual(['outputs dx', 'report']);
    expect(labelsOf(longer, [forward, loss, clear, back])).toEqual(['outputs', 'loss', 'clear', 'outputs dx', 'report']);
  });

  it('is taken apart where gradients of weights that read what it leaves run on their own', () => {
    const model = createExampleModel({ head: 'last', loss: 'mse' });
    const plan = createPlan(model, { capacity: { B: 2, T: 3, U: 0 } });
    const { decode, loss, backward } = plan.segments;
    expect(labelsOf(plan, [...decode, ...loss, ...backward])).toContain('head, loss, head dx');
    expect(labelsOf(plan, [...decode, ...loss, ...backward.slice(0, 2)])).toEqual([
      'head',
      'loss',
      'head dx',
      'head gradients',
      'add parts',
      'report',
    ]);
  });

  it.each([0, 1])('has at most as many weights as a thread multiplies in little time, %i more', (more) => {
    const { plan, passes } = make({ loss: 'mse', size: 1, columns: [MOST_HEAD_WEIGHTS + more] });
    expect(labelsOf(plan, passes)).toHaveLength(more === 0 ? 2 : 4);
  });

  it('binds no more than fits one binding', () => {
    const { plan, passes } = make({ loss: 'mse', size: 16, columns: [8], every: 'T' });
    const bindingBytes = 4 * 7 * 5 * 16; // outputs alone
    expect(labelsOf(plan, passes)).toHaveLength(2);
    expect(lowerPlan(plan, { software: false, bindingBytes }).besides.size).toBe(0);
    expect(labelsOf(plan, passes, { software: false, bindingBytes })).toHaveLength(4);
  });
});
