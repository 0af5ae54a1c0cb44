/** Inside every cell the numbers are the engine's: what the operations send back adds up to the engine's own gradients, at every step and of every unit. */
import { describe, expect, it } from 'vitest';
import { createProbePlan, gradients } from '../engine/probe';
import { writeParameters } from '../engine/weights';
import { sizesOf } from '../model/feed';
import { projectionOf } from '../model/equations/equation';
import { parseModelSpec } from '../model/parse-spec';
import type { Snapshot } from '../model/snapshot';
import { createReferenceEngine } from '../reference/engine';
import { type CellWork, momentOf, workCell } from './cell-work';
import { probeDecoder, probeExample } from './fixtures/probe-example';

const T = 5;
const H = 3;
const variants = {
  lstm: { cell: 'lstm' },
  'gru, reset after': { cell: 'gru' },
  'gru, reset before': { cell: 'gru', resetAfter: false },
  'rnn, tanh': { cell: 'rnn' },
  'rnn, relu': { cell: 'rnn', nonlinearity: 'relu' },
} as const;

function probeVariant(encoder: Readonly<Record<string, unknown>>): Promise<Snapshot> {
  const model = parseModelSpec({
    input: { kind: 'values', size: 2 },
    encoder: { hiddenSizes: [H], ...encoder },
    output: { kind: 'last', size: 1, loss: 'mse' },
  });
  return probeExample(model, {
    inputs: { shape: [1, T, 2], data: Float64Array.of(0.25, 1, -0.75, 0, 0.875, 1, 0.125, 0, -0.5, 1) },
    targets: { shape: [1, 1], data: Float64Array.of(0.5) },
  });
}

/** The engine's gradient of every parameter, by name. */
async function readGradients({ model, batch, parameters }: Snapshot): Promise<Readonly<Record<string, ArrayLike<number>>>> {
  const executor = await createReferenceEngine().createExecutor(createProbePlan(model, sizesOf(batch)));
  if (parameters) writeParameters(executor, Float64Array.from(parameters));
  const tensors = await gradients(executor, batch);
  executor.dispose();
  return Object.fromEntries(Object.entries(tensors).map(([name, { data }]) => [name, data]));
}

const lastOf = (work: CellWork): number => work.operations.length - 1;
const each = (snapshot: Snapshot, t: number): readonly CellWork[] =>
  Array.from({ length: H }, (_, unit) => workCell(snapshot, { scan: 'l0', t, unit }));

/** What has come together at a symbol once all has gone back. */
const gradientAt = (work: CellWork, symbol: string): number => momentOf(work, lastOf(work)).gradients.get(symbol) ?? Number.NaN;

describe.each(Object.entries(variants))('inside the %s', (_name, encoder) => {
  it('sends the input what the engine adds up to the gradient of its biases and weights', async () => {
    const snapshot = await probeVariant(encoder);
    const engine = await readGradients(snapshot);
    const steps = Array.from({ length: T }, (_, t) => each(snapshot, t));
    const { gates } = steps[0][0].equations;
    gates.forEach((gate, g) => {
      for (let unit = 0; unit < H; unit++) {
        const row = g * H + unit;
        const sent = steps.map((works) => gradientAt(works[unit], projectionOf(gate)));
        const x = (t: number, k: number): number => snapshot.batch.inputs.data[2 * t + k];
        expect(sent.reduce((a, b) => a + b)).toBeCloseTo(engine['gradient.encoder.bias_ih_l0'][row], 12);
        for (const k of [0, 1])
          expect(sent.reduce((sum, d, t) => sum + d * x(t, k), 0)).toBeCloseTo(engine['gradient.encoder.weight_ih_l0'][row * 2 + k], 12);
      }
    });
  });

  it('sends the step before the gradient that the engine finds there', async () => {
    const snapshot = await probeVariant(encoder);
    for (let t = 1; t < T; t++) {
      each(snapshot, t).forEach((work, unit) => {
        const at = (name: string, step: number): number => snapshot.tensors[name].data[step * H + unit];
        expect(gradientAt(work, 'h')).toBeCloseTo(at('hiddenGradient.l0', t - 1), 13);
        if (work.equations.cell === 'lstm') expect(gradientAt(work, "c'")).toBeCloseTo(at('cellGradient.l0', t), 13);
      });
    }
  });

  it('computes every node by its rule to what the engine kept', async () => {
    const snapshot = await probeVariant(encoder);
    for (let t = 0; t < T; t++) {
      each(snapshot, t).forEach(({ equations, values, lines }) => {
        for (const { symbol, inputs, operation } of equations.nodes) {
          const line = lines.get(symbol);
          expect(values.get(symbol)).toBe(line?.result);
          const rules: Partial<Record<string, (a: number, b: number) => number>> = {
            sigmoid: (a) => 1 / (1 + Math.exp(-a)),
            tanh: (a) => Math.tanh(a),
            relu: (a) => Math.max(0, a),
            product: (a, b) => a * b,
            sum: (a, b) => a + b,
            complement: (a) => 1 - a,
          };
          const [a, b] = inputs.map((input) => values.get(input) ?? Number.NaN);
          const expected = rules[operation]?.(a, b) ?? line?.parts?.reduce((sum, part) => sum + part);
          expect(values.get(symbol)).toBeCloseTo(expected ?? Number.NaN, 13);
        }
      });
    }
  });

  it('shows the same picture at the same place of the clock, whatever was shown before', async () => {
    const work = workCell(await probeVariant(encoder), { scan: 'l0', t: 2, unit: 1 });
    const first = work.operations.map((_, at) => momentOf(work, at));
    const back = work.operations.map((_, at) => momentOf(work, lastOf(work) - at)).reverse();
    expect(back).toEqual(first);
    first.forEach(({ operation, values, now }) => {
      if (operation.phase === 'forward') expect(values.has(operation.node.symbol)).toBe(true);
      if (operation.phase === 'backward') expect(now.map(({ from }) => from)).toEqual(operation.node.inputs.map(() => operation.node.symbol));
    });
    expect(momentOf(work, 99)).toEqual(first.at(-1));
  });

  it('leaves out what only the weights tell, and nothing else', async () => {
    const snapshot = await probeVariant(encoder);
    const { parameters: _left, ...bare } = snapshot;
    const [work, whole] = [workCell(bare, { scan: 'l0', t: 2, unit: 1 }), workCell(snapshot, { scan: 'l0', t: 2, unit: 1 })];
    for (const [symbol, value] of work.values) expect(value).toBe(whole.values.get(symbol));
    expect(momentOf(work, lastOf(work)).gradients.get('h')).toBeNull();
    const [last] = work.equations.gates.slice(-1);
    expect(gradientAt(work, projectionOf(last))).toBe(gradientAt(whole, projectionOf(last)));
  });
});

it.each([false, true])(
  'takes from a decoder what it sends back to the last cell state, and goes on in it (both directions: %s)',
  async (bidirectional) => {
    const snapshot = await probeDecoder({ cell: 'lstm', bidirectional }, null);
    for (const scan of ['l1', 'decoder', ...(bidirectional ? ['l1_reverse'] : [])]) {
      const steps = scan === 'decoder' ? 4 : 3;
      for (let t = 0; t < steps; t++) {
        const work = workCell(snapshot, { scan, t, unit: 2 });
        const tensor = snapshot.tensors[`cellGradient.${scan}`];
        expect(gradientAt(work, "c'")).toBeCloseTo(tensor.data[t * tensor.shape[2] + 2], 13);
      }
    }
  },
);
