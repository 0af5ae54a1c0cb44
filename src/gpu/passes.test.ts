/** Loss, embedding, copy, norm and update alone against the reference. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Feed } from '../model/executor';
import type { Dim, LossPass, Pass } from '../model/passes';
import { gradientOf, MOMENT_1, MOMENT_2 } from '../model/plan';
import type { LossKind } from '../model/spec';
import { type ClipSpec, defaultTraining, type OptimizerSpec } from '../model/training';
import { createReferenceEngine } from '../reference/engine';
import { findDisagreements } from './fixtures/agreement';
import { createLonePlan, drawNumbers, type Lone, openTestEngine, runLone } from './fixtures/lone-plan';

let webgpu: Engine;
beforeAll(async () => {
  webgpu = await openTestEngine('hardware');
});
afterAll(() => {
  webgpu.dispose();
});

const losses = ['mse', 'bce', 'crossEntropy'] as const;

async function expectSameLoss(loss: LossKind, size: number, B: number, T: number, every: boolean, weighted: boolean, scale = 1): Promise<void> {
  const rows: readonly Dim[] = every ? ['T', 'B'] : ['B'];
  const M = every ? T * B : B;
  const classes = loss === 'crossEntropy';
  const target = (_value: unknown, k: number): number => (classes ? (k * 7) % size : loss === 'bce' ? k % 2 : Math.sin(k));
  const from = { length: classes ? M : M * size };
  const pass: LossPass = {
    kernel: 'loss',
    label: 'loss',
    loss,
    size,
    rows,
    outputs: 'outputs',
    targets: 'targets',
    lengths: every ? 'lengths' : null,
    weights: weighted ? 'weights' : null,
    doutputs: 'doutputs',
    rowLoss: 'rowLoss',
  };
  const lone: Lone = {
    sizes: { B, T, U: 0 },
    capacity: { B: B + 1, T: T + 1, U: 0 },
    activations: { outputs: [...rows, size], doutputs: [...rows, size], rowLoss: rows },
    inputs: {
      lengths: { shape: ['B'], data: Int32Array.from({ length: B }, (_value, b) => 1 + (b % T)) },
      targets: { shape: classes ? rows : [...rows, size], data: classes ? Int32Array.from(from, target) : Float32Array.from(from, target) },
      ...(weighted ? { weights: { shape: rows, data: drawNumbers(M, 3) } } : {}),
    },
    passes: [pass],
  };
  const written = { outputs: drawNumbers(M * size, 1, scale) };
  const { given, truth } = await runLone(webgpu, lone, written, ['outputs', 'doutputs', 'rowLoss'], { lossScale: 0.3 });
  expect(findDisagreements(given, truth, 2e-6)).toEqual([]);
}

describe.each(losses)('%s', (loss) => {
  it.each([1, 2, 5, 64, 100])('rows of %i, ragged', (size) => expectSameLoss(loss, size, 5, 4, true, false));
  it('one row a sequence, weighted', () => expectSameLoss(loss, 3, 67, 1, false, true));
  it('large outputs', () => expectSameLoss(loss, 6, 9, 3, true, false, 60));
});

describe('embedding', () => {
  it.each([
    [1, 1, 1, 1],
    [9, 5, 6, 7],
    [70, 33, 20, 9],
  ])('%i ids of width %i', async (V, E, B, T) => {
    const passes: readonly Pass[] = [
      { kernel: 'embed', steps: 'T', label: 'embed', table: 'table', tokens: 'tokens', out: 'embedded' },
      { kernel: 'embedBackward', label: 'embed backward', tokens: 'tokens', dout: 'dembedded', dtable: gradientOf('table') },
    ];
    const lone: Lone = {
      sizes: { B, T, U: 0 },
      capacity: { B: B + 1, T: T + 2, U: 0 },
      parameters: { table: [V, E] },
      activations: { embedded: ['T', 'B', E], dembedded: ['T', 'B', E] },
      inputs: { tokens: { shape: ['T', 'B'], data: Int32Array.from({ length: T * B }, (_value, k) => (k * k + 3 * k) % V) } },
      passes,
    };
    const written = { table: drawNumbers(V * E, 1), dembedded: drawNumbers(T * B * E, 2), [gradientOf('table')]: drawNumbers(V * E, 3) };
    const { given, truth } = await runLone(webgpu, lone, written, ['embedded', gradientOf('table')]);
    expect(findDisagreements(given, truth, 1e-6)).toEqual([]);
  });
});

const optimizers: Readonly<Record<string, Partial<OptimizerSpec>>> = {
  sgd: { kind: 'sgd' },
  'sgd with momentum and decay': { kind: 'sgd', momentum: 0.9, weightDecay: 0.01 },
  rmsprop: { kind: 'rmsprop' },
  'rmsprop with momentum and decay': { kind: 'rmsprop', momentum: 0.8, weightDecay: 0.02, alpha: 0.95 },
  adam: { kind: 'adam' },
  'adam with decay': { kind: 'adam', weightDecay: 0.03, betas: [0.8, 0.99] },
  adamw: { kind: 'adamw', weightDecay: 0.1 },
};
const clips: Readonly<Record<string, ClipSpec>> = { 'no clip': null, 'clip by norm': { norm: 0.7 }, 'clip by value': { value: 0.4 } };

describe.each([1000, 9000])('ten updates of %i parameters and some', (many) => {
  const sizes = { B: 1, T: 1, U: 0 };
  const parameters = { a: [70, 9], b: [3], c: [many] };
  const passes: readonly Pass[] = [{ kernel: 'norm', label: 'norm' }];
  describe.each(Object.keys(optimizers))('%s', (name) => {
    it.each(Object.keys(clips))('%s', async (clipName) => {
      const optimizer: OptimizerSpec = { ...defaultTraining.optimizer, ...optimizers[name] };
      const clip = clips[clipName];
      const update: Pass = { kernel: 'update', label: 'update', optimizer, clip };
      const lone: Lone = { sizes, parameters, passes: [...passes, update], options: { optimizer, clip } };
      const plan = createLonePlan(lone);
      const run = async (engine: Engine) => {
        const executor = await engine.createExecutor(plan);
        for (const { name: parameter, size } of plan.parameters.list) executor.write(parameter, drawNumbers(size, 5));
        for (let n = 1; n <= 10; n++) {
          for (const { name: parameter, size } of plan.parameters.list) executor.write(gradientOf(parameter), drawNumbers(size, n, 0.05));
          const feed: Feed = { sizes, inputs: {}, lossScale: 1, update: n, learningRate: 0.01, truncate: 0, dropout: null, forcing: null };
          await executor.run(feed, lone.passes);
        }
        const result: Record<string, ArrayLike<number>> = {};
        for (const tensor of ['a', 'b', 'c', MOMENT_1, MOMENT_2]) result[tensor] = await executor.read(tensor);
        executor.dispose();
        return result;
      };
      expect(findDisagreements(await run(webgpu), await run(createReferenceEngine()), 1e-5)).toEqual([]);
    });
  });
});
