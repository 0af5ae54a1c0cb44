/** Losses, lookups by token and copies alone, against the reference. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../model/executor';
import type { LossPass, Pass, TensorSpec } from '../model/passes';
import { matrix } from '../model/plan-draft';
import { createReferenceEngine } from '../reference/engine';
import { loadWasmEngine } from './load';
import { createLoneFeed, createLonePlan, drawNumbers, findDisagreements, runLone } from './side-by-side';

let wasm: Engine;
const reference = createReferenceEngine();
beforeAll(async () => {
  wasm = await loadWasmEngine();
});

const sizes = { B: 3, T: 4, U: 0 };
const feed = createLoneFeed(sizes, { lossScale: 1 / 7 });
const rows = sizes.B * sizes.T;

type Declared = Omit<TensorSpec, 'role'>;

async function expectAgreement(
  pass: Pass,
  tensors: readonly Declared[],
  written: Readonly<Record<string, Float32Array | Int32Array>>,
  read: readonly string[],
): Promise<void> {
  const plan = createLonePlan(sizes, tensors, [pass]);
  const [actual, expected] = await Promise.all([wasm, reference].map((engine) => runLone(engine, plan, feed, written, read)));
  expect(findDisagreements(actual, expected, 2e-6)).toEqual([]);
}

describe.each(['mse', 'bce', 'crossEntropy'] as const)('%s', (loss) => {
  const classes = loss === 'crossEntropy';
  it.each([1, 2, 4, 5, 8, 9, 131])('agrees with %i outputs a row, ragged or not, weighted or not', async (size) => {
    for (const ragged of [false, true]) {
      for (const weighted of [false, true]) {
        const tensors: Declared[] = [
          ...['outputs', 'doutputs'].map((name): Declared => ({ name, shape: ['T', 'B', size], type: 'f32' })),
          { name: 'targets', shape: classes ? ['T', 'B'] : ['T', 'B', size], type: classes ? 'i32' : 'f32' },
          { name: 'lengths', shape: ['B'], type: 'i32' },
          ...['weights', 'rowLoss'].map((name): Declared => ({ name, shape: ['T', 'B'], type: 'f32' })),
        ];
        const pass: LossPass = {
          kernel: 'loss',
          label: 'loss',
          loss,
          size,
          rows: ['T', 'B'],
          outputs: 'outputs',
          targets: 'targets',
          lengths: ragged ? 'lengths' : null,
          weights: weighted ? 'weights' : null,
          doutputs: 'doutputs',
          rowLoss: 'rowLoss',
        };
        const drawn = drawNumbers(classes ? rows : rows * size, 2);
        const targets = classes
          ? Int32Array.from(drawn, (_value, m) => (m * 7) % size)
          : drawn.map((value) => (loss === 'bce' ? Number(value > 0) : value));
        const written = { outputs: drawNumbers(rows * size, 1, 6), targets, lengths: Int32Array.of(4, 1, 2), weights: drawNumbers(rows, 3) };
        await expectAgreement(pass, tensors, written, ['outputs', 'doutputs', 'rowLoss']);
      }
    }
  });
});

describe('logits without bounds', () => {
  it('give finite losses, as long as they are finite', async () => {
    const tensors: Declared[] = [
      ...['outputs', 'doutputs'].map((name): Declared => ({ name, shape: ['B', 2], type: 'f32' })),
      { name: 'classes', shape: ['B'], type: 'i32' },
      { name: 'targets', shape: ['B', 2], type: 'f32' },
      { name: 'rowLoss', shape: ['B'], type: 'f32' },
    ];
    const shared = {
      kernel: 'loss',
      label: 'loss',
      size: 2,
      rows: ['B'],
      outputs: 'outputs',
      lengths: null,
      weights: null,
      doutputs: 'doutputs',
    } as const;
    const outputs = Float32Array.of(1e30, -1e30, 200, 100, -150, 90);
    const rest = { classes: Int32Array.of(1, 0, 0), targets: Float32Array.of(1, 0, 0, 1, 1, 0) };
    for (const loss of ['bce', 'crossEntropy'] as const) {
      const pass: LossPass = { ...shared, loss, targets: loss === 'bce' ? 'targets' : 'classes', rowLoss: 'rowLoss' };
      await expectAgreement(pass, tensors, { outputs, ...rest }, ['doutputs', 'rowLoss']);
    }
  });
});

describe('lookups by token', () => {
  it.each([1, 3, 4, 9, 64])('agree at width %i, forward and backward, into rows apart and from a table behind another', async (E) => {
    const V = 6;
    for (const [rest, before] of [
      [0, 0],
      [E, V * E],
      [3, 5],
    ]) {
      const stride = E + rest;
      const tensors: Declared[] = [
        ...['table', 'dtable'].map((name): Declared => ({ name, shape: [before + V * E], type: 'f32' })),
        { name: 'tokens', shape: ['T', 'B'], type: 'i32' },
        ...['out', 'dout'].map((name): Declared => ({ name, shape: ['T', 'B', stride], type: 'f32' })),
      ];
      const [table, dtable] = ['table', 'dtable'].map((name) => matrix(name, [V], E, { offset: before }));
      const [out, dout] = ['out', 'dout'].map((name) => matrix(name, ['T', 'B'], E, { stride }));
      const tokens = Int32Array.from({ length: rows }, (_value, m) => (m * m) % (V - 1));
      const written = {
        table: drawNumbers(before + V * E, 1),
        dtable: drawNumbers(before + V * E, 2),
        out: drawNumbers(rows * stride, 3),
        dout: drawNumbers(rows * stride, 4),
        tokens,
      };
      await expectAgreement({ kernel: 'embed', steps: 'T', label: 'embed', table, tokens: 'tokens', out }, tensors, written, ['out']);
      await expectAgreement({ kernel: 'embedBackward', label: 'embed backward', tokens: 'tokens', dout, dtable }, tensors, written, ['dtable']);
    }
  });
});
