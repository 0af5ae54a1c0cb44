import { describe, expect, it } from 'vitest';
import { uniform } from '../core/random';
import { singularValues } from '../core/fixtures/singular-values';
import type { TensorMap } from '../core/tensor';
import type { Executor } from '../model/executor';
import { type Batch, createFeed, sizesOf } from '../model/feed';
import { initialiseParameters } from '../model/initialise';
import { parseModelSpec } from '../model/parse-spec';
import type { EncoderSpec, ModelSpec } from '../model/spec';
import { createReferenceEngine } from '../reference/engine';
import { jacobians as findJacobians } from './jacobian';
import { cellVariants, createExampleWeights, writeWeights } from '../reference/example';
import { runTextbook, type TextbookState } from '../reference/textbook';
import { createProbePlan, FORWARD_BACKWARD } from './probe';
import { writeParameters } from './weights';

const [B, T, H] = [2, 5, 3];

async function jacobians(executor: Executor, batch: Batch): Promise<TensorMap> {
  return (await findJacobians(executor, batch, () => Promise.resolve(true))) ?? {};
}

function createModel(encoder: Partial<EncoderSpec>): ModelSpec {
  const rest = { hiddenSizes: [H], bidirectional: false, dropout: 0, residual: false, nonlinearity: 'tanh' as const, resetAfter: true };
  return {
    input: { kind: 'values', size: 2 },
    encoder: { cell: 'rnn', ...rest, ...encoder },
    output: { kind: 'last', size: 1, loss: 'mse', dropout: 0, hidden: [] },
  };
}

const batch: Batch = {
  inputs: { shape: [B, T, 2], data: Float32Array.from({ length: B * T * 2 }, (_, k) => 2 * uniform(1, 70, k, 0) - 1) },
  lengths: { shape: [B], data: Int32Array.of(5, 3) },
  targets: { shape: [B, 1], data: new Float32Array(B) },
};

async function createProber(model: ModelSpec): Promise<Executor> {
  const executor = await createReferenceEngine().createExecutor(createProbePlan(model, sizesOf(batch)));
  const parameters = initialiseParameters(model, { kind: 'pytorch' }, 5);
  writeParameters(
    executor,
    parameters.map((value) => 1.5 * value),
  );
  return executor;
}

const cells: readonly Partial<EncoderSpec>[] = [
  { cell: 'rnn' },
  { cell: 'rnn', nonlinearity: 'relu' },
  { cell: 'lstm' },
  { cell: 'gru' },
  { cell: 'gru', resetAfter: false },
];

describe('jacobians', () => {
  /** dh_T/dh_t of row 0 by the engine's own backward scan: dL/dh_T set to each unit in turn, dL/dh_t recorded. */
  it.each(cells)('of the product are those of the gradient through %o', async (encoder) => {
    const executor = await createProber(createModel(encoder));
    const found = (await jacobians(executor, batch))['jacobianProduct.l0'];
    expect(found.shape).toEqual([B, T, 2]);
    const feed = createFeed(executor.plan.model, batch);
    const backward = executor.plan.segments.backward.filter(({ kernel }) => kernel === 'scanBackward');
    const columns: Float64Array[] = [];
    for (let unit = 0; unit < H; unit++) {
      await executor.enqueue([feed], FORWARD_BACKWARD.slice(0, 3));
      const dfinal = new Float64Array(2 * B * H);
      dfinal[unit] = 1;
      executor.write('dfinal.l0', dfinal);
      await executor.run(feed, backward);
      columns.push(Float64Array.from(await executor.read('dhidden.l0')));
    }
    for (let t = 0; t < T; t++) {
      const matrix = columns.flatMap((column) => [...column.subarray(t * B * H, t * B * H + H)]);
      const values = singularValues(matrix, H);
      expect(found.data[2 * t]).toBeCloseTo(values[0], 12);
      expect(found.data[2 * t + 1]).toBeCloseTo(values[H - 1], 12);
    }
  });

  it.each(cells)('of one step equal the product from the step before the last, and are 0 past the end, for %o', async (encoder) => {
    const found = await jacobians(await createProber(createModel(encoder)), batch);
    const [one, product] = [found['jacobian.l0'].data, found['jacobianProduct.l0'].data];
    for (const [b, last] of [4, 2].entries()) {
      const end = 2 * (b * T + last);
      expect([product[end], product[end + 1]]).toEqual([1, 1]);
      expect([...one.subarray(end, end + 2)]).toEqual([...product.subarray(end - 2, end)]);
    }
    expect([...one.subarray(2 * (T + 3)), ...product.subarray(2 * (T + 3))].every((value) => value === 0)).toBe(true);
  });

  it('of a linear network are those of W_hh', async () => {
    const executor = await createProber(createModel({ cell: 'rnn', nonlinearity: 'relu' }));
    executor.write('encoder.bias_ih_l0', new Float64Array(H).fill(100)); // always in the linear part
    const weights = Float64Array.of(2, 0, 0, 0, 0.5, 0, 0, 0, 1);
    executor.write('encoder.weight_hh_l0', weights);
    const found = await jacobians(executor, batch);
    expect([...found['jacobian.l0'].data.subarray(0, 2)]).toEqual([2, 0.5]);
    expect([...found['jacobianProduct.l0'].data.subarray(0, 2)]).toEqual([16, 1 / 16]);
  });

  it('are left off when they are told to', async () => {
    const answers = [true, true, false];
    expect(await findJacobians(await createProber(createModel({})), batch, () => Promise.resolve(answers.shift() ?? true))).toBeNull();
    expect(answers).toEqual([]);
  });

  it('are computed by the reference engine alone', async () => {
    const executor = await createProber(createModel({}));
    await expect(jacobians({ ...executor, engine: 'wasm' }, batch)).rejects.toThrow('must be reference');
  });
});

describe('jacobians of a decoder', () => {
  const [S, U, E, V] = [4, 4, 2, 6];
  const attentions = {
    none: null,
    'input feeding': { score: 'dot', query: 'current', inputFeeding: true },
    'the query before the step': { score: 'additive', query: 'previous' },
  };
  const tokens = (columns: number, step: number) => ({
    shape: [B, columns],
    data: Int32Array.from({ length: B * columns }, (_, k) => (k * step) % V),
  });
  const translation: Batch = {
    inputs: tokens(S, 5),
    lengths: { shape: [B], data: Int32Array.of(4, 2) },
    targets: tokens(U, 7),
    targetLengths: { shape: [B], data: Int32Array.of(4, 3) },
  };
  const cases = Object.keys(cellVariants).flatMap((variant) => Object.keys(attentions).map((attention) => [variant, attention] as const));

  /** Central differences of the textbook's cell, fed what the decoder's cell was fed, which no nudge changes. */
  it.each(cases)('%s, %s, agree with finite differences that hold what enters the cell', async (variant, attention) => {
    const model = parseModelSpec({
      input: { kind: 'tokens', vocabSize: V, embeddingSize: E },
      encoder: { ...cellVariants[variant], hiddenSizes: [H] },
      output: { kind: 'decoder', vocabSize: V, embeddingSize: E, attention: attentions[attention as keyof typeof attentions] },
    });
    const executor = await createReferenceEngine().createExecutor(createProbePlan(model, sizesOf(translation)));
    writeWeights(executor, createExampleWeights(executor.plan.parameters, 9));
    const found = await jacobians(executor, translation);
    const read = async (tensor: string) => Float64Array.from(await executor.read(tensor));
    const [weightIh, weightHh, biasIh, biasHh] = await Promise.all(
      ['weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'].map((name) => read(`decoder.cell.${name}`)),
    );
    const embedded = await read('embedded.decoder');
    const extra = attention === 'none' ? null : await read(attention === 'input feeding' ? 'attended' : 'context');
    const hidden = await read('hidden.decoder');
    const cell = variant === 'lstm' ? await read('cell.decoder') : new Float64Array(0);
    const rowAt = (data: Float64Array, t: number, b: number, width: number): number[] => [
      ...data.subarray((t * B + b) * width, (t * B + b + 1) * width),
    ];
    const weights = { I: E + (extra ? H : 0), H, weightIh, weightHh, biasIh, biasHh };
    for (const [b, length] of [4, 3].entries()) {
      const x = Array.from({ length }, (_, t) => [...rowAt(embedded, t, b, E), ...(extra ? rowAt(extra, t, b, H) : [])]);
      const state = (t: number): TextbookState => ({ h: rowAt(hidden, t, b, H), c: variant === 'lstm' ? rowAt(cell, t, b, H) : [] }); // before step t
      /** d(h after step `to`)/d(h before step `from`), its rows units of the latter. */
      const differentiate = (from: number, to: number): number[] => {
        const EPS = 1e-6;
        const run = (unit: number, by: number): readonly number[] => {
          const { h, c } = state(from);
          const initial = { h: h.map((value, k) => (k === unit ? value + by : value)), c };
          return runTextbook(cellVariants[variant], weights, x.slice(from, to + 1), { initial })[to - from].h;
        };
        return Array.from({ length: H }, (_, unit) => {
          const [ahead, behind] = [run(unit, EPS), run(unit, -EPS)];
          return ahead.map((value, k) => (value - behind[k]) / (2 * EPS));
        }).flat();
      };
      for (let t = 0; t < length; t++) {
        const at = (b * U + t) * 2;
        const one = singularValues(differentiate(t, t), H);
        expect(found['jacobian.decoder'].data[at]).toBeCloseTo(one[0], 8);
        expect(found['jacobian.decoder'].data[at + 1]).toBeCloseTo(one[H - 1], 8);
        if (t === length - 1) continue;
        const product = singularValues(differentiate(t + 1, length - 1), H);
        expect(found['jacobianProduct.decoder'].data[at]).toBeCloseTo(product[0], 8);
        expect(found['jacobianProduct.decoder'].data[at + 1]).toBeCloseTo(product[H - 1], 8);
      }
    }
    expect([...found['jacobianProduct.decoder'].data.subarray(2 * (U + 2))]).toEqual([1, 1, 0, 0]);
  });
});
