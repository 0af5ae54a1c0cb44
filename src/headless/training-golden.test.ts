/** Every engine against PyTorch in how a network is trained: cut gradients, carried states, and schedules with clips and optimizers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareWithDigest, drawBatch, drawParameters, type ModelCase, modelOf, readCases } from '../../golden/cases';
import type { Tensor, TensorMap } from '../core/tensor';
import { createBatchFeeds } from '../engine/feeds';
import { createTrainer } from '../engine/trainer';
import { beginWith, readParameters } from '../engine/weights';
import type { Engine, Executor } from '../model/executor';
import { type Batch, createFeed, sizesOf, swapBatchAndTime } from '../model/feed';
import { packParameters, unpackParameters } from '../model/parameter-files';
import { parseTrainingSpec } from '../model/parse-training';
import { CARRIED, gradientOf } from '../model/plan';
import { createNodeEngine, engineNames } from './engines';
import { expectAgreement, withExecutor, writeParameters } from './fixtures/agreement';
import { now, trainUntil } from './train-until';

/** |a - b| against the largest |b|, after several updates. */
const TOLERANCE = 1e-3;

describe.each(engineNames)('%s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createNodeEngine(name);
  });
  afterAll(() => {
    engine.dispose();
  });

  it.each(readCases('truncated'))('$name: gradients are those of PyTorch', async (golden) => {
    const model = modelOf(golden);
    const batch = drawBatch(model, golden);
    await withExecutor(engine, model, { capacity: sizesOf(batch), record: true }, async (executor) => {
      writeParameters(executor, drawParameters(model, golden.seed));
      const feed = createFeed(model, batch, { truncate: golden.truncate });
      const [{ loss }] = await executor.enqueue([feed], ['encode', 'decode', 'loss', 'backward']);
      const result: Record<string, Tensor> = { loss: { shape: [1], data: Float64Array.of(loss) } };
      for (const { name: parameter, shape } of executor.plan.parameters.list)
        result[gradientOf(parameter)] = { shape, data: await executor.read(gradientOf(parameter)) };
      for (const tensor of Object.keys(golden.result).filter((each) => each.startsWith('hiddenGradient.')))
        result[tensor] = await readStateGradient(executor, tensor, golden);
      expectAgreement(golden, result);
    });
  });

  it.each(readCases('carried'))('$name: windows go on from the states before, without gradient', async (golden) => {
    const model = modelOf(golden);
    const training = parseTrainingSpec(golden.training);
    const stream = drawBatch(model, { ...golden, steps: golden.steps * golden.windows });
    const windows = golden.losses.map((_, n) => sliceSteps(stream, n * golden.steps, golden.steps));
    await withExecutor(engine, model, { capacity: sizesOf(windows[0]), ...training, carry: true }, async (executor) => {
      const feedsOf = (n: number, count: number) =>
        windows.slice(n - 1, n - 1 + count).flatMap((window, k) => createBatchFeeds(model, window, training)(n + k, 1));
      const initial = beginWith(packParameters(executor.plan.parameters, drawParameters(model, golden.seed)));
      const trainer = createTrainer({ executor, feedsOf, initial, clock: now });
      const losses: number[] = [];
      await trainUntil(trainer, golden.windows, ({ loss }) => losses.push(loss));
      expectLosses(losses, golden.losses);
      expectParameters(golden, unpackParameters(executor.plan.parameters, Float64Array.from(await readParameters(executor))));
      const { error, scale } = compareWithDigest(golden.seed, 0, await executor.read(CARRIED), { all: golden.carried });
      expect(error).toBeLessThanOrEqual(TOLERANCE * scale);
    });
  });

  it.each(readCases('trained'))('$name: ten updates are those of PyTorch', async (golden) => {
    const model = modelOf(golden);
    const training = parseTrainingSpec(golden.training);
    const batch = drawBatch(model, golden);
    await withExecutor(engine, model, { capacity: sizesOf(batch), ...training }, async (executor) => {
      const feedsOf = createBatchFeeds(model, batch, training);
      feedsOf(1, 10).forEach(({ learningRate }, k) => {
        expect(learningRate).toBeCloseTo(golden.rates[k], 11);
      });
      const initial = beginWith(packParameters(executor.plan.parameters, drawParameters(model, golden.seed)));
      const trainer = createTrainer({ executor, feedsOf, initial, clock: now });
      const losses: number[] = [];
      await trainUntil(trainer, 10, ({ loss }) => losses.push(loss));
      expectLosses(losses, golden.losses);
      expectParameters(golden, unpackParameters(executor.plan.parameters, Float64Array.from(await readParameters(executor))));
    });
  });
});

/** `hiddenGradient.…` [B, T, H] as the recording plan leaves it. */
async function readStateGradient(executor: Executor, name: string, golden: ModelCase): Promise<Tensor> {
  const data = await executor.read(name.replace('hiddenGradient.', 'dhidden.'));
  const { U, T } = executor.plan.options.capacity;
  const steps = name.endsWith('decoder') ? U : T;
  return swapBatchAndTime({ shape: [steps, golden.batch, data.length / steps / golden.batch], data });
}

/** Steps `first` … of a batch whose tensors are all [B, T]. */
function sliceSteps(batch: Batch, first: number, count: number): Batch {
  return Object.fromEntries(
    Object.entries(batch).map(([name, { shape, data }]) => {
      const [B, T] = shape;
      const rows = Array.from({ length: B }, (_, b) => Array.from(data.subarray(b * T + first, b * T + first + count)));
      return [name, { shape: [B, count], data: Int32Array.from(rows.flat()) }];
    }),
  );
}

function expectLosses(losses: readonly number[], golden: readonly number[]): void {
  expect(losses.length).toBe(golden.length);
  losses.forEach((loss, k) => {
    expect(Math.abs(loss - golden[k]), `loss ${String(k)}`).toBeLessThanOrEqual(TOLERANCE * Math.abs(golden[k]));
  });
}

function expectParameters(golden: ModelCase, parameters: TensorMap): void {
  Object.entries(golden.result).forEach(([parameter, digest], index) => {
    const { error, scale } = compareWithDigest(golden.seed, index, parameters[parameter].data, digest);
    expect(error, parameter).toBeLessThanOrEqual(TOLERANCE * scale);
  });
}
