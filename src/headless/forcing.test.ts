/** Decoders that read their own answers, on every engine: as PyTorch does it, and bit for bit as when they are told everything. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawBatch, drawParameters, type ForcingCase, modelOf, readCases } from '../../golden/cases';
import { openRun } from '../engine/open-run';
import { gradients } from '../engine/probe';
import { createSession } from '../engine/session';
import type { Engine, Executor, Forcing } from '../model/executor';
import { createFeed, sizesOf, targetLengthsOf } from '../model/feed';
import { parseTrainingSpec } from '../model/parse-training';
import { computePass, expectAgreement, expectTightAgreement, withExecutor, writeParameters } from './fixtures/agreement';
import { createNodeEngine, engineNames } from './engines';
import { readData } from './files';
import { now, trainUntil } from './train-until';

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

/** The first losses of a run of `reverse`. */
async function firstLosses(engine: Engine, teacherForcing: number): Promise<readonly number[]> {
  const tokens = { vocabSize: 7, embeddingSize: 4 };
  const model = {
    input: { kind: 'tokens', ...tokens },
    encoder: { cell: 'gru', hiddenSizes: [8] },
    output: { kind: 'decoder', ...tokens, attention: { score: 'general', query: 'current', inputFeeding: true } },
  };
  const training = { batchSize: 8, optimizer: { kind: 'adam', learningRate: 0.01 }, teacherForcing };
  const opened = await openRun({ model, task: { name: 'reverse', options: { length: 4, symbols: 4 } }, training, seed: 3 }, readData);
  const session = await createSession({ ...opened, createExecutor: (plan) => engine.createExecutor(plan), clock: now, state: null });
  const losses: number[] = [];
  await trainUntil(session.trainer, 12, ({ loss }) => losses.push(loss));
  await session.dispose();
  return losses;
}

describe('a run whose teacher is heard half of the time', () => {
  it('has the same first losses on every engine, each the same numbers again, and others than a run that is told everything', async () => {
    const engines = await Promise.all(engineNames.map(createNodeEngine));
    const losses = await Promise.all(engines.map((engine) => firstLosses(engine, 0.5)));
    const again = await Promise.all(engines.map((engine) => firstLosses(engine, 0.5)));
    expect(again).toEqual(losses);
    const [truth] = losses;
    expect(truth).toHaveLength(12);
    expect(truth[11]).toBeLessThan(truth[0]);
    for (const found of losses) expect(Math.max(...found.map((loss, k) => Math.abs(loss - truth[k]) / truth[k]))).toBeLessThanOrEqual(1e-3);
    expect(await firstLosses(engines[0], 1)).not.toEqual(truth);
    for (const engine of engines) engine.dispose();
  });
});
