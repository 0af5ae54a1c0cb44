/** Every engine against PyTorch: one pass of whole models, ten updates of whole models, and the update kernel alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareWithDigest, type Digest, drawBatch, drawGradients, drawParameters, type ModelCase, modelOf, readCases } from '../../golden/cases';
import type { TensorMap } from '../core/tensor';
import { gradients, probe } from '../engine/probe';
import type { Engine, Executor } from '../model/executor';
import { createFeed, sizesOf } from '../model/feed';
import { createPlan, gradientOf, type PlanOptions } from '../model/plan';
import { parseTrainingSpec } from '../model/parse-training';
import type { ModelSpec } from '../model/spec';
import { createNodeEngine, engineNames } from './engines';

/** The measure of agreement for one pass: |a-b| ≤ 1e-4·max|b| + 1e-6·(the model's largest gradient). */
function expectAgreement(golden: ModelCase, actual: TensorMap): void {
  const entries = Object.entries(golden.result);
  const largestGradient = entries.filter(([name]) => name.startsWith('gradient.')).reduce((most, [, digest]) => Math.max(most, largest(digest)), 0);
  const failures = entries.flatMap(([name, digest], index) => {
    if (!(name in actual)) return [`${name} is missing`];
    const { error, scale } = compareWithDigest(golden.seed, index, actual[name].data, digest);
    const bound = 1e-4 * scale + 1e-6 * largestGradient;
    return error <= bound ? [] : [`${name}: |a-b| must be at most ${String(bound)}, got ${String(error)}`];
  });
  expect(failures).toEqual([]);
}

function largest(digest: Digest): number {
  return 'all' in digest ? digest.all.reduce((most, value) => Math.max(most, Math.abs(value)), 0) : digest.max;
}

function writeParameters(executor: Executor, parameters: TensorMap): void {
  for (const [name, { data }] of Object.entries(parameters)) executor.write(name, data);
}

async function withExecutor<Result>(
  engine: Engine,
  model: ModelSpec,
  options: Pick<PlanOptions, 'capacity'> & Partial<PlanOptions>,
  body: (executor: Executor) => Promise<Result>,
): Promise<Result> {
  const executor = await engine.createExecutor(createPlan(model, options));
  try {
    return await body(executor);
  } finally {
    executor.dispose();
  }
}

/** Both results of one pass, as float64 reference and float32 engines give them. */
async function computePass(engine: Engine, golden: ModelCase): Promise<TensorMap> {
  const model = modelOf(golden);
  const batch = drawBatch(model, golden);
  return withExecutor(engine, model, { capacity: sizesOf(batch), record: true }, async (executor) => {
    writeParameters(executor, drawParameters(model, golden.seed));
    return { ...(await probe(executor, batch)), ...(await gradients(executor, batch)) };
  });
}

describe.each(engineNames)('%s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createNodeEngine(name);
  });
  afterAll(() => {
    engine.dispose();
  });

  it.each(readCases('models'))('$name agrees with PyTorch in every output, state and gradient', async (golden) => {
    const result = await computePass(engine, golden);
    expectAgreement(golden, result);
    if (name !== 'reference') return;
    // Float64 against float64: also the sum over every element with hashed signs, which a sample cannot miss.
    Object.entries(golden.result).forEach(([tensor, digest], index) => {
      const { error, scale, dotError } = compareWithDigest(golden.seed, index, result[tensor].data, digest);
      const elements = result[tensor].data.length;
      expect(error, tensor).toBeLessThanOrEqual(2e-9 * scale + 1e-12);
      expect(dotError, tensor).toBeLessThanOrEqual(2e-9 * scale * elements + 1e-12);
    });
  });

  it.each(readCases('fits'))('$name trains like PyTorch for ten updates', async (golden) => {
    const model = modelOf(golden);
    const { optimizer, clip } = parseTrainingSpec({ optimizer: golden.optimizer, clip: golden.clip });
    const batch = drawBatch(model, golden);
    await withExecutor(engine, model, { capacity: sizesOf(batch), optimizer, clip }, async (executor) => {
      writeParameters(executor, drawParameters(model, golden.seed));
      const feeds = golden.losses.map((_, k) => createFeed(model, batch, { update: k + 1, learningRate: optimizer.learningRate }));
      const reports = await executor.enqueue(feeds, ['encode', 'decode', 'loss', 'backward', 'update']);
      reports.forEach(({ loss }, k) => {
        expect(Math.abs(loss - golden.losses[k]), `loss ${String(k)}`).toBeLessThanOrEqual(1e-3 * Math.abs(golden.losses[k]) + 1e-6);
      });
      for (const [index, [parameter, digest]] of Object.entries(golden.result).entries()) {
        const { error, scale } = compareWithDigest(golden.seed, index, await executor.read(parameter), digest);
        expect(error, parameter).toBeLessThanOrEqual(1e-3 * scale);
      }
    });
  });

  it.each(readCases('updates').map((golden) => [JSON.stringify([golden.optimizer, golden.clip]), golden] as const))(
    'ten updates by %s are those of PyTorch',
    async (_, golden) => {
      const model = modelOf(golden);
      const { optimizer, clip } = parseTrainingSpec({ optimizer: golden.optimizer, clip: golden.clip });
      const batch = drawBatch(model, { seed: golden.seed, batch: 1, steps: 1, ragged: false });
      await withExecutor(engine, model, { capacity: sizesOf(batch), optimizer, clip }, async (executor) => {
        writeParameters(executor, drawParameters(model, golden.seed));
        for (let n = 1; n <= 10; n++) {
          for (const [parameter, { data }] of Object.entries(drawGradients(model, golden.seed, n))) executor.write(gradientOf(parameter), data);
          await executor.enqueue([createFeed(model, batch, { update: n, learningRate: optimizer.learningRate })], ['update']);
        }
        for (const [parameter, values] of Object.entries(golden.result)) {
          const { error, scale } = compareWithDigest(golden.seed, 0, await executor.read(parameter), { all: values });
          expect(error, parameter).toBeLessThanOrEqual(1e-5 * Math.max(1, scale));
        }
      });
    },
  );
});
