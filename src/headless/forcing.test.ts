/** Decoders that read their own answers, on every engine: as PyTorch does it, and bit for bit as when they are told everything. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawBatch, drawParameters, type ForcingCase, modelOf, readCases } from '../../golden/cases';
import { gradients } from '../engine/probe';
import type { Engine, Executor, Forcing } from '../model/executor';
import { createFeed, sizesOf, targetLengthsOf } from '../model/feed';
import { parseTrainingSpec } from '../model/parse-training';
import { computePass, expectAgreement, expectTightAgreement, withExecutor, writeParameters } from './fixtures/agreement';
import { createNodeEngine, engineNames } from './engines';

const cases = readCases('forcing');
const forcingOf = ({ seed, probability }: ForcingCase): Forcing => ({ seed, probability });

/** What an executor's last feed read, a row after the other, 0 past their lengths. */
async function readTokens(executor: Executor, golden: ForcingCase): Promise<readonly (readonly number[])[]> {
  const { batch: B, targetSteps: U } = golden;
  const lengths = targetLengthsOf(drawBatch(modelOf(golden), golden));
  const tokens = await executor.read('tokens.decoder');
  return Array.from({ length: B }, (_, b) => Array.from({ length: U }, (_, u) => (u < lengths[b] ? tokens[u * B + b] : 0)));
}

describe.each(engineNames)('%s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createNodeEngine(name);
  });
  afterAll(() => {
    engine.dispose();
  });

  it.each(cases)('$name reads what PyTorch reads, and agrees in every output, state and gradient', async (golden) => {
    const result = await computePass(engine, golden, forcingOf(golden));
    expectAgreement(golden, result);
    if (name === 'reference') expectTightAgreement(golden, result);
  });

  it.each(cases)('$name draws anew for every update, as PyTorch does', async (golden) => {
    const model = modelOf(golden);
    const { optimizer, clip } = parseTrainingSpec({ optimizer: golden.optimizer, clip: null });
    const batch = drawBatch(model, golden);
    await withExecutor(engine, model, { capacity: sizesOf(batch), optimizer, clip }, async (executor) => {
      writeParameters(executor, drawParameters(model, golden.seed));
      const feeds = golden.losses.map((_, k) =>
        createFeed(model, batch, { update: k + 1, learningRate: optimizer.learningRate, forcing: forcingOf(golden) }),
      );
      await executor.enqueue(feeds.slice(0, 1), ['encode', 'decodeFreely']);
      expect(await readTokens(executor, golden)).toEqual(golden.tokens);
      const reports = await executor.enqueue(feeds, ['encode', 'decodeFreely', 'loss', 'backward', 'update']);
      reports.forEach(({ loss }, k) => {
        expect(Math.abs(loss - golden.losses[k]), `loss ${String(k)}`).toBeLessThanOrEqual(1e-4 * golden.losses[k]);
      });
    });
  });

  it.each(cases.filter(({ probability }) => probability === 0))(
    '$name: where every target is told, a step at a time is all at once',
    async (golden) => {
      const model = modelOf(golden);
      const batch = drawBatch(model, golden);
      await withExecutor(engine, model, { capacity: sizesOf(batch), record: true }, async (executor) => {
        writeParameters(executor, drawParameters(model, golden.seed));
        const told = await gradients(executor, batch);
        expect(await gradients(executor, batch, { seed: golden.seed, probability: 1 })).toEqual(told);
        expect(await gradients(executor, batch, { seed: golden.seed, probability: 0 })).not.toEqual(told);
      });
    },
  );
});
