/** The roads against the reference engine with every other road closed: W_hh is 0 on the way back, and no loss but the last adds to the gradient. */
import { describe, expect, it } from 'vitest';
import type { Executor } from '../../model/executor';
import { type Batch, createFeed, sizesOf } from '../../model/feed';
import { createPlan, type PlanOptions } from '../../model/plan';
import { listScans, type ScanPlace, stepsOfScan } from '../../model/scans';
import type { ModelSpec } from '../../model/spec';
import { createReferenceEngine } from '../../reference/engine';
import { cellVariants, createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from '../../reference/example';
import { createProbePlan, probe } from '../probe';
import { splitRoads } from './roads';

const [B, T, H] = [3, 6, 4];
const LENGTHS = [6, 3, 1];

function createModel(variant: string, head: 'last' | 'every', bidirectional: boolean): ModelSpec {
  const model = createExampleModel({ variant, head, hiddenSize: H });
  return { ...model, encoder: { ...model.encoder, bidirectional } };
}

async function createExecutor(model: ModelSpec, options: Partial<PlanOptions>): Promise<Executor> {
  const executor = await createReferenceEngine().createExecutor(createPlan(model, { capacity: { B, T, U: 0 }, record: true, ...options }));
  writeWeights(executor, createExampleWeights(executor.plan.parameters, 5, 1.2));
  return executor;
}

/** dL/ds_t [T,B,H] where the gradient has the additive road alone, of one scan. */
async function closeOtherRoads(model: ModelSpec, batch: Batch, scan: ScanPlace): Promise<ArrayLike<number>> {
  const executor = await createExecutor(model, { weighted: true });
  const every = model.output.kind === 'every';
  const weights = new Float32Array(every ? B * T : B).fill(every ? 0 : 1);
  if (every) LENGTHS.forEach((length, b) => (weights[b * T + (scan.reverse ? 0 : length - 1)] = 1));
  const feed = createFeed(model, { ...batch, weights: { shape: every ? [B, T] : [B], data: weights } });
  await executor.enqueue([feed], ['encode', 'decode', 'loss']);
  for (const { name, size } of executor.plan.parameters.list) if (name.includes('weight_hh')) executor.write(name, new Float64Array(size));
  await executor.run(feed, executor.plan.segments.backward);
  return executor.read(`${model.encoder.cell === 'lstm' ? 'dcell' : 'dhidden'}.${scan.name}`);
}

const gated = Object.keys(cellVariants).filter((variant) => !variant.startsWith('rnn'));
const cases = gated.flatMap((variant) =>
  (['last', 'every'] as const).flatMap((head) => [false, true].map((bidirectional) => [variant, head, bidirectional] as const)),
);

describe('splitRoads', () => {
  it.each(cases)('gives the additive road of a %s, answering %s, bidirectional %s, and the rest', async (variant, head, bidirectional) => {
    const model = createModel(variant, head, bidirectional);
    const batch = createExampleBatch(model, B, T, 3, LENGTHS);
    const tensors = await probe(await createExecutor(model, {}), batch);
    const roads = splitRoads(model, batch, tensors);
    for (const scan of listScans(model)) {
      const total = tensors[`${variant === 'lstm' ? 'cell' : 'hidden'}Gradient.${scan.name}`];
      const [additive, rest, share] = ['additive', 'gated', 'share'].map((part) => roads[`road.${part}.${scan.name}`]);
      expect([additive.shape, rest.shape, share.shape]).toEqual([
        [B, T, H],
        [B, T, H],
        [B, T, 2],
      ]);
      const alone = await closeOtherRoads(model, batch, scan);
      let differs = 0;
      for (let b = 0; b < B; b++) {
        for (let t = 0; t < T; t++) {
          for (let h = 0; h < H; h++) {
            const at = (b * T + t) * H + h;
            expect(additive.data[at]).toBeCloseTo(t < LENGTHS[b] ? alone[(t * B + b) * H + h] : 0, 14);
            const sum = additive.data[at] + rest.data[at];
            expect(Math.abs(sum - total.data[at])).toBeLessThanOrEqual(2 ** -52 * Math.max(Math.abs(additive.data[at]), Math.abs(rest.data[at])));
            differs = Math.max(differs, Math.abs(rest.data[at]));
          }
          const [one, other] = share.data.subarray((b * T + t) * 2, (b * T + t) * 2 + 2);
          if (t < LENGTHS[b]) expect(one + other).toBeCloseTo(1, 10);
          else expect([one, other]).toEqual([0, 0]);
        }
      }
      expect(differs).toBeGreaterThan(1e-3); // the rest is no rounding
    }
  });

  it('gives the whole gradient to the additive road at the last step of each scan', async () => {
    const model = createModel('gru before', 'every', true);
    const batch = createExampleBatch(model, B, T, 3, LENGTHS);
    const roads = splitRoads(model, batch, await probe(await createExecutor(model, {}), batch));
    LENGTHS.forEach((length, b) => {
      const share = (name: string, t: number): readonly number[] => [
        ...roads[`road.share.${name}`].data.subarray((b * T + t) * 2, (b * T + t) * 2 + 2),
      ];
      expect(share('l0', length - 1)).toEqual([1, 0]);
      expect(share('l0_reverse', 0)).toEqual([1, 0]);
    });
  });

  it('shares out by projection: parts that are opposed to the total have a negative share', () => {
    const model = createModel('lstm', 'last', false);
    const batch = createExampleBatch(model, 1, 2, 3);
    const tensor = (...values: number[]) => ({ shape: [1, 2, H], data: Float64Array.from(values) });
    const roads = splitRoads(model, batch, {
      'gates.l0.forget': tensor(0, 0, 0, 0, 0.5, 0.5, 1, 1), // the first step's gate carries what came before it
      'cellGradient.l0': tensor(-1, 0, 0, 0, 4, 2, 0, 0),
    });
    expect([...roads['road.additive.l0'].data]).toEqual([2, 1, 0, 0, 4, 2, 0, 0]);
    expect([...roads['road.gated.l0'].data]).toEqual([-3, -1, 0, 0, 0, 0, 0, 0]);
    expect([...roads['road.share.l0'].data]).toEqual([-2, 3, 1, 0]);
  });

  it('sees what has nearly vanished', () => {
    const model = createModel('lstm', 'last', false);
    const tiny = { shape: [1, 1, H], data: new Float64Array(H).fill(1e-200) };
    const roads = splitRoads(model, createExampleBatch(model, 1, 1, 3), { 'gates.l0.forget': tiny, 'cellGradient.l0': tiny });
    expect([...roads['road.share.l0'].data]).toEqual([1, 0]);
  });

  it('gives nothing for the rnn, which carries nothing', async () => {
    const model = createModel('rnn tanh', 'last', false);
    const batch = createExampleBatch(model, B, T, 3);
    const prober = await createReferenceEngine().createExecutor(createProbePlan(model, sizesOf(batch)));
    expect(splitRoads(model, batch, await probe(prober, batch))).toEqual({});
  });

  it('takes a decoder’s last state to be its last valid target step', () => {
    const model: ModelSpec = {
      ...createModel('gru after', 'last', false),
      output: { kind: 'decoder', vocabSize: 4, embeddingSize: 2, attention: null },
    };
    const ids = (columns: number) => ({ shape: [1, columns], data: new Int32Array(columns) });
    const batch = { inputs: ids(2), targets: ids(3), targetLengths: { shape: [1], data: Int32Array.of(2) } };
    expect(listScans(model).map((scan) => [scan.name, stepsOfScan(scan, batch).T])).toEqual([
      ['l0', 2],
      ['decoder', 3],
    ]);
    const tensor = (steps: number, value: (t: number) => number) => ({
      shape: [1, steps, H],
      data: Float64Array.from({ length: steps * H }, (_, k) => value(Math.floor(k / H))),
    });
    const roads = splitRoads(model, batch, {
      'gates.l0.update': tensor(2, () => 0.5),
      'hiddenGradient.l0': tensor(2, () => 1),
      'gates.decoder.update': tensor(3, () => 0.25),
      'hiddenGradient.decoder': tensor(3, (t) => [3, 2, 0][t]),
    });
    expect([0, H, 2 * H].map((at) => roads['road.additive.decoder'].data[at])).toEqual([0.5, 2, 0]);
  });
});
