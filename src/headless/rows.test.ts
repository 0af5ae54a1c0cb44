/**
 * Tokens whose rows are prepared before the scans look them up: on every engine what PyTorch computes. A plan with room for many rows of a batch reads so,
 * whatever is fed; the same cases without that room look up embeddings.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawBatch, drawParameters, type ModelCase, modelOf, readCases } from '../../golden/cases';
import { FORWARD_BACKWARD } from '../engine/probe';
import type { Engine } from '../model/executor';
import { createFeed, sizesOf } from '../model/feed';
import { createPlan, gradientOf } from '../model/plan';
import { createNodeEngine, engineNames } from './engines';
import { computePass, expectAgreement, expectTightAgreement, withExecutor, writeParameters } from './fixtures/agreement';

const ROOM = 100;
const hasTokens = (golden: ModelCase): boolean => {
  const { input, output } = modelOf(golden);
  return input.kind === 'tokens' || output.kind === 'decoder';
};
const family = readCases('family').filter(hasTokens);
const forcing = readCases('forcing');

describe('a plan', () => {
  const rowsOf = (golden: ModelCase, room: number): readonly string[] => {
    const { B, ...steps } = sizesOf(drawBatch(modelOf(golden), golden));
    const { tensors } = createPlan(modelOf(golden), { capacity: { B: B * room, ...steps } });
    return [...tensors.keys()].filter((name) => /^(rows\.|embedded)/.test(name));
  };
  const [golden] = forcing;

  it('prepares rows where the vocabulary is small against the batch', () => {
    expect(rowsOf(golden, 1)).toEqual(['embedded', 'embedded.decoder']);
    expect(rowsOf(golden, ROOM)).toEqual(['rows.l0', 'rows.decoder']);
  });

  it('does so in every case below', () => {
    for (const each of [...family, ...forcing]) expect(rowsOf(each, ROOM).filter((name) => !name.startsWith('rows.'))).toEqual([]);
  });
});

describe.each(engineNames)('%s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createNodeEngine(name);
  });
  afterAll(() => {
    engine.dispose();
  });
  const some = <Case>(list: readonly Case[]): readonly Case[] => (name === 'webgpu' ? list.filter((_, k) => k % 4 === 0) : list);

  it.each(some(family))('$name agrees with PyTorch in every output, state and gradient', async (golden) => {
    const result = await computePass(engine, golden, null, ROOM);
    expectAgreement(golden, result);
    if (name === 'reference') expectTightAgreement(golden, result);
  });

  it.each(some(forcing))('$name reads its own answers as PyTorch does', async (golden) => {
    const result = await computePass(engine, golden, { seed: golden.seed, probability: golden.probability }, ROOM);
    expectAgreement(golden, result);
    if (name === 'reference') expectTightAgreement(golden, result);
  });

  it.each(family.filter((_, k) => k % 8 === 0))('$name: the same bits again, recorded or not', async (golden) => {
    const model = modelOf(golden);
    const batch = drawBatch(model, golden);
    const { B, ...steps } = sizesOf(batch);
    const compute = (record: boolean) =>
      withExecutor(engine, model, { capacity: { B: B * ROOM, ...steps }, record }, async (executor) => {
        writeParameters(executor, drawParameters(model, golden.seed));
        const [{ loss }] = await executor.enqueue([createFeed(model, batch)], FORWARD_BACKWARD);
        const found = new Map<string, unknown>([['loss', loss]]);
        for (const each of executor.plan.parameters.list) found.set(each.name, await executor.read(gradientOf(each.name)));
        return found;
      });
    const first = await compute(true);
    expect(await compute(true)).toEqual(first);
    expect(await compute(false)).toEqual(first);
  });
});
