/** Every engine against PyTorch over the whole family of networks: one pass, and ten updates with dropout on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareWithDigest, drawBatch, drawParameters, modelOf, readCases } from '../../golden/cases';
import type { Engine } from '../model/executor';
import { createFeed, sizesOf } from '../model/feed';
import { parseTrainingSpec } from '../model/parse-training';
import { presets } from '../model/presets';
import { computePass, expectAgreement, expectTightAgreement, withExecutor, writeParameters } from './agreement';
import { createNodeEngine, engineNames } from './engines';

const presetCases = readCases('presets');
const family = [...presetCases, ...readCases('family').filter((golden) => golden.targetSteps === 0)];

it('has the networks of the presets, as large as PyTorch builds them', () => {
  expect(presetCases.map((golden) => [golden.name, modelOf(golden), golden.parameterCount])).toEqual(
    presets.map(({ name, model, parameterCount }) => [name, model, parameterCount]),
  );
});

describe.each(engineNames)('%s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createNodeEngine(name);
  });
  afterAll(() => {
    engine.dispose();
  });

  it.each(family)('$name agrees with PyTorch in every output, state and gradient', async (golden) => {
    const result = await computePass(engine, golden);
    expectAgreement(golden, result);
    if (name === 'reference') expectTightAgreement(golden, result);
  });

  it.each(family)('$name trains like PyTorch for ten updates, dropping what PyTorch drops', async (golden) => {
    const model = modelOf(golden);
    const { optimizer, clip } = parseTrainingSpec({ optimizer: golden.optimizer, clip: golden.clip });
    const batch = drawBatch(model, golden);
    await withExecutor(engine, model, { capacity: sizesOf(batch), optimizer, clip }, async (executor) => {
      writeParameters(executor, drawParameters(model, golden.seed));
      const feeds = golden.losses.map((_, k) =>
        createFeed(model, batch, { update: k + 1, learningRate: optimizer.learningRate, dropout: golden.seed }),
      );
      const reports = await executor.enqueue(feeds, ['encode', 'decode', 'loss', 'backward', 'update']);
      const tolerance = name === 'reference' ? 1e-8 : 1e-3;
      reports.forEach(({ loss }, k) => {
        expect(Math.abs(loss - golden.losses[k]), `loss ${String(k)}`).toBeLessThanOrEqual(tolerance * Math.abs(golden.losses[k]) + 1e-6);
      });
      for (const [index, [parameter, digest]] of Object.entries(golden.updated).entries()) {
        const { error, scale } = compareWithDigest(golden.seed, index, await executor.read(parameter), digest);
        expect(error, parameter).toBeLessThanOrEqual(tolerance * scale);
      }
    });
  });
});
