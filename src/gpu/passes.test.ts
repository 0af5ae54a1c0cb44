/** Loss, lookups by token, copy and update alone against the reference. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Feed } from '../model/executor';
import type { Dim, LossPass, Matrix, Pass } from '../model/passes';
import { gradientOf, MOMENT_1, MOMENT_2 } from '../model/plan';
import { matrix } from '../model/plan-draft';
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

describe.each(['software', 'hardware'] as const)('lookups by token, cut for %s', (cut) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openTestEngine(cut);
  });
  afterAll(() => {
    engine.dispose();
  });

  /** `rest`: numbers between a row of what is looked up and the next; `before`: numbers of a table before its first row. */
  it.each([
    { V: 1, E: 1, B: 1, T: 1, rest: 0, before: 0 },
    { V: 9, E: 5, B: 6, T: 7, rest: 0, before: 0 },
    { V: 70, E: 33, B: 20, T: 9, rest: 0, before: 0 },
    { V: 7, E: 6, B: 3, T: 5, rest: 2, before: 42 },
    { V: 5, E: 48, B: 33, T: 20, rest: 16, before: 0 },
    { V: 66, E: 17, B: 4, T: 3, rest: 1, before: 3 },
  ])('$V ids of width $E in $T·$B places, $rest between rows, $before before the table', async ({ V, E, B, T, rest, before }) => {
    const stride = E + rest;
    const [table, dtable] = ['table', 'dtable'].map((name): Matrix => ({ ...matrix(name, [V], E), offset: before }));
    const [out, dout] = ['out', 'dout'].map((name) => matrix(name, ['T', 'B'], E, { stride }));
    const lone: Lone = {
      sizes: { B, T, U: 0 },
      capacity: { B: B + 1, T: T + 2, U: 0 },
      activations: { table: [before + V * E], dtable: [before + V * E], out: ['T', 'B', stride], dout: ['T', 'B', stride] },
      // Token 0 stands in half of the places, token V - 1 in none.
      inputs: { tokens: { shape: ['T', 'B'], data: Int32Array.from({ length: T * B }, (_value, k) => (k % 2) * ((k * k) % Math.max(1, V - 1))) } },
      passes: [
        { kernel: 'embed', steps: 'T', label: 'embed', table, tokens: 'tokens', out },
        { kernel: 'embedBackward', label: 'embed backward', tokens: 'tokens', dout, dtable },
      ],
    };
    const written = {
      table: drawNumbers(before + V * E, 1),
      dtable: drawNumbers(before + V * E, 2),
      out: drawNumbers(T * B * stride, 3),
      dout: drawNumbers(T * B * stride, 4),
    };
    const { given, truth } = await runLone(engine, lone, written, ['out', 'dtable']);
    expect(findDisagreements(given, truth, 2e-6)).toEqual([]);
    expect((await runLone(engine, lone, written, ['out', 'dtable'])).given).toEqual(given);
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
  describe.each(Object.keys(optimizers))('%s', (name) => {
    it.each(Object.keys(clips))('%s', async (clipName) => {
      const optimizer: OptimizerSpec = { ...defaultTraining.optimizer, ...optimizers[name] };
      const clip = clips[clipName];
      const update: Pass = { kernel: 'update', label: 'update', optimizer, clip };
      const lone: Lone = { sizes, parameters, passes: [update], options: { optimizer, clip } };
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
