/** Decoders cut for a GPU against the reference: tokens of both sides looked up and collected together, told by a teacher or picked, by rows or embeddings. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Numbers } from '../core/tensor';
import type { Engine } from '../model/executor';
import { createFeed } from '../model/feed';
import { parseModelSpec } from '../model/parse-spec';
import { createPlan, type Plan, type Segment } from '../model/plan';
import type { ModelSpec } from '../model/spec';
import { createReferenceEngine } from '../reference/engine';
import { type cellVariants, createExampleModel, createExampleWeights, writeWeights } from '../reference/example';
import { drawBatch } from '../reference/fixtures/window-cases';
import { findDisagreements } from './fixtures/agreement';
import { openTestEngine } from './fixtures/lone-plan';
import { lowerPlan } from './lower';

let webgpu: Engine;
beforeAll(async () => {
  webgpu = await openTestEngine('hardware');
});
afterAll(() => {
  webgpu.dispose();
});

const T = 11;
const told: readonly Segment[] = ['encode', 'decode', 'loss', 'backward', 'update'];
const picked: readonly Segment[] = ['encode', 'decodeFreely', 'loss', 'backward', 'update'];

/** A table that is read by rows where its width makes that cheaper, else as an embedding. */
function tokensOf(byRows: boolean): { readonly vocabSize: number; readonly embeddingSize: number } {
  return byRows ? { vocabSize: 3, embeddingSize: 40 } : { vocabSize: 30, embeddingSize: 5 };
}

interface Case {
  readonly rows: readonly [source: boolean, target: boolean];
  readonly variant: keyof typeof cellVariants;
  readonly bidirectional: boolean;
  readonly attention: object | null;
}

function modelOf({ rows: [source, target], variant, bidirectional, attention }: Case): ModelSpec {
  return parseModelSpec({
    input: { kind: 'tokens', ...tokensOf(source) },
    encoder: { ...createExampleModel({ variant, hiddenSize: 6 }).encoder, bidirectional },
    output: { kind: 'decoder', ...tokensOf(target), attention },
  });
}

function planOf(model: ModelSpec): Plan {
  return createPlan(model, { capacity: { B: 5, T, U: 4 }, clip: { norm: 1 } });
}

function entriesOf(plan: Plan, segments: readonly Segment[]): readonly string[] {
  const scheduled = lowerPlan(plan, { software: false }).schedule(segments.flatMap((segment) => plan.segments[segment]));
  return scheduled.flatMap((each) => ('variant' in each ? [each.variant.entry] : []));
}

async function train(engine: Engine, model: ModelSpec, lists: readonly (readonly Segment[])[]): Promise<Readonly<Record<string, Numbers>>> {
  const executor = await engine.createExecutor(planOf(model));
  writeWeights(executor, createExampleWeights(executor.plan.parameters, 11, 0.7));
  const results: Record<string, Numbers> = {};
  for (const [k, segments] of lists.entries()) {
    const feed = createFeed(model, drawBatch(model, T - 3 * k, k), { update: k + 1, learningRate: 0.01 });
    const [{ loss, gradNorm }] = await executor.enqueue([feed], segments);
    results[`report ${String(k)}`] = Float64Array.of(loss, gradNorm);
    for (const { name } of executor.plan.parameters.list) results[`${name} ${String(k)}`] = await executor.read(name);
    results[`tokens ${String(k)}`] = await executor.read('tokens.decoder');
  }
  executor.dispose();
  return results;
}

const general = { score: 'general', query: 'current', inputFeeding: false };
const cases: readonly Case[] = [
  { rows: [true, true], variant: 'lstm', bidirectional: false, attention: null },
  { rows: [true, true], variant: 'gru after', bidirectional: true, attention: null },
  { rows: [false, true], variant: 'lstm', bidirectional: false, attention: { ...general, score: 'dot' } },
  { rows: [true, false], variant: 'rnn tanh', bidirectional: false, attention: general },
  { rows: [true, false], variant: 'lstm', bidirectional: true, attention: null },
  { rows: [false, false], variant: 'lstm', bidirectional: false, attention: { ...general, score: 'additive' } },
  { rows: [true, true], variant: 'gru before', bidirectional: false, attention: { ...general, score: 'additive', query: 'previous' } },
  { rows: [true, true], variant: 'lstm', bidirectional: true, attention: { ...general, inputFeeding: true } },
];

describe.each(cases)('tables by rows $rows, $variant, both directions $bidirectional, attention $attention', (each) => {
  it('does what the reference does, told, picked and told again', async () => {
    const model = modelOf(each);
    const lists = [told, picked, told];
    expect(findDisagreements(await train(webgpu, model, lists), await train(createReferenceEngine(), model, lists), 2e-4)).toEqual([]);
  });

  const [source, target] = each.rows;
  it('looks up once where the rows are there by then, and collects once where nothing waits for what is collected', () => {
    const plan = planOf(modelOf(each));
    const [whole, free] = [entriesOf(plan, told), entriesOf(plan, picked)];
    const isEarly = source || !target;
    const isLate = source || !target;
    expect(whole.filter((entry) => entry === 'embed_both_gather').length).toBe(isEarly ? 1 : 0);
    expect(whole.filter((entry) => entry === 'embed_order').length).toBe(isEarly ? 0 : 1);
    expect(whole.filter((entry) => entry === 'embed_both_collect').length).toBe(isLate ? 1 : 0);
    expect(free).not.toContain('embed_both_gather');
    expect(free.filter((entry) => entry === 'embed_both_collect').length).toBe(isLate ? 1 : 0);
    expect(free.filter((entry) => entry === 'embed_order').length).toBe(1);
  });
});

describe.each([
  { rows: true, variant: 'lstm', attention: null },
  { rows: true, variant: 'gru after', attention: general },
  { rows: false, variant: 'lstm', attention: { ...general, score: 'additive' } },
] as const)('after an encoder of numbers, by rows $rows, $variant, attention $attention', ({ rows, variant, attention }) => {
  const input = { kind: 'values', size: 3 };
  const { encoder } = createExampleModel({ variant, hiddenSize: 6 });
  const model = parseModelSpec({ input, encoder, output: { kind: 'decoder', ...tokensOf(rows), attention } });

  it('does what the reference does, told, picked and told again', async () => {
    const lists = [told, picked, told];
    expect(findDisagreements(await train(webgpu, model, lists), await train(createReferenceEngine(), model, lists), 2e-4)).toEqual([]);
  });

  it('looks up and orders what is told in one dispatch, and computes all gradients in one', () => {
    const plan = planOf(model);
    const [whole, free] = [entriesOf(plan, told), entriesOf(plan, picked)];
    const lookups = (entries: readonly string[]): readonly string[] => entries.filter((entry) => /^(embed|copy)_/.test(entry));
    expect(lookups(whole)).toEqual(['embed_both_gather', 'embed_share']);
    expect(lookups(free)).toEqual(['embed_order', 'embed_share']);
    const scheduled = lowerPlan(plan, { software: false }).schedule(told.flatMap((segment) => plan.segments[segment]));
    expect(scheduled.filter((each) => 'label' in each && each.label === 'weight gradients')).toHaveLength(1);
  });
});
