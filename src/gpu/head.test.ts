/** A small output layer with its loss and what comes back, in one dispatch, against the reference. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { elementCount } from '../core/tensor';
import type { Engine, Feed } from '../model/executor';
import type { ActivateBackwardPass, Dim, LossPass, Matrix, Pass, ProductPass } from '../model/passes';
import type { Plan } from '../model/plan';
import { matrix } from '../model/plan-draft';
import type { Activation, LossKind } from '../model/spec';
import { createReferenceEngine } from '../reference/engine';
import { findDisagreements } from './fixtures/agreement';
import { createLonePlan, drawNumbers, openTestEngine } from './fixtures/lone-plan';
import { lowerPlan } from './lower';

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
  const steps_ = (every ? sizes[every] : sizes.T) + 1;
  return {
    plan: { ...lone, segments },
    passes: [forward, lossPass, back, ...activated],
    feed: { sizes, inputs: data, lossScale: 0.3, update: 1, learningRate: 0, truncate: 0, dropout: null, forcing: null },
    written: {
      w: drawNumbers(elementCount([size, wide]), 1, 0.5),
      b: drawNumbers(size, 2),
      ...Object.fromEntries(columns.map((n, k) => [`x${String(k)}`, drawNumbers(steps_ * sizes.B * n, 4 + k, slope ? 0.4 : 1)])),
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

describe('a small head', () => {
  it.each(cases.map((each) => [JSON.stringify(each), each] as const))('%s', async (_name, each) => {
    const { plan, passes, feed, written } = make(each);
    const isWhole = each.columns.length === 1; // two matrices share a dispatch only where they lie in one buffer, as those of two directions do
    expect(lowerPlan(plan, { software: false }).schedule(passes).length).toBe(isWhole ? 2 : 4);
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
});
