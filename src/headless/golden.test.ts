/** Every engine against PyTorch: one pass of whole models, ten updates of whole models, and the update kernel alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareWithDigest, drawBatch, drawGradients, drawParameters, modelOf, readCases } from '../../golden/cases';
import type { Engine } from '../model/executor';
import { createFeed, sizesOf } from '../model/feed';
import { gradientOf } from '../model/plan';
import { parseTrainingSpec } from '../model/parse-training';
import { computePass, expectAgreement, expectTightAgreement, withExecutor, writeParameters } from './fixtures/agreement';
import { createNodeEngine, engineNames } from './engines';

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
    if (name === 'reference') expectTightAgreement(golden, result);
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
