/** Greedy decoding on every engine: its answers are those that teacher forcing gives when it forces these answers. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { elementCount, type Tensor } from '../core/tensor';
import { openTestEngine } from '../gpu/fixtures/lone-plan';
import type { Engine } from '../model/executor';
import { type Batch, sizesOf } from '../model/feed';
import { parseModelSpec } from '../model/parse-spec';
import { createReferenceEngine } from '../reference/engine';
import { createExampleWeights, writeWeights } from '../reference/example';
import { loadWasmEngine } from '../wasm/load';
import { generate } from './generate';
import { openRun } from './open-run';
import { createProbePlan, probe } from './probe';
import { createSession } from './session';
import { writeParameters } from './weights';

const V = 7;
const [B, T, U] = [3, 4, 5];

const attentions = [
  null,
  { score: 'dot', query: 'current' },
  { score: 'general', query: 'current', inputFeeding: true },
  { score: 'additive', query: 'previous' },
];

function createModel(attention: unknown) {
  return parseModelSpec({
    input: { kind: 'tokens', vocabSize: 9, embeddingSize: 4 },
    encoder: { cell: 'gru', hiddenSizes: [6] },
    output: { kind: 'decoder', vocabSize: V, embeddingSize: 3, attention },
  });
}

function tensor(shape: readonly number[], value: (k: number) => number): Tensor {
  return { shape, data: Int32Array.from({ length: elementCount(shape) }, (_value, k) => value(k)) };
}

/** Targets that must not matter, some of them short. */
function createBatch(): Batch {
  return {
    inputs: tensor([B, T], (k) => (k * 5) % 9),
    lengths: tensor([B], (b) => T - b),
    targets: tensor([B, U], (k) => (k * 3) % V),
    targetLengths: tensor([B], (b) => b + 1),
  };
}

/** The place of the largest of each V numbers, found by sorting. */
function tokensOf({ data }: Tensor): Int32Array {
  return Int32Array.from({ length: data.length / V }, (_value, row) => {
    const logits = Array.from(data.subarray(row * V, (row + 1) * V));
    return logits.indexOf(Math.max(...logits));
  });
}

const names = ['reference', 'wasm', 'webgpu', 'webgpu cut for hardware'] as const;
let engines: Readonly<Record<(typeof names)[number], Engine>>;
beforeAll(async () => {
  const [webgpu, cut] = await Promise.all([openTestEngine('software'), openTestEngine('hardware')]);
  engines = { reference: createReferenceEngine(), wasm: await loadWasmEngine(), webgpu, 'webgpu cut for hardware': cut };
});
afterAll(() => {
  for (const engine of Object.values(engines)) engine.dispose();
});

describe.each(names)('greedy decoding on %s', (name) => {
  it.each(attentions)('answers as it would when forced to its answers, attention %j', async (attention) => {
    const plan = createProbePlan(createModel(attention), { B, T, U });
    const executor = await engines[name].createExecutor(plan);
    writeWeights(executor, createExampleWeights(plan.parameters, 6, 2));
    const batch = createBatch();
    const answers = await generate(executor, batch);
    expect(answers.outputs.shape).toEqual([B, U, V]);
    const tokens = tokensOf(answers.outputs);
    expect(new Set(tokens).size).toBeGreaterThan(1);
    const forced = { inputs: batch.inputs, lengths: batch.lengths, targets: { shape: [B, U], data: tokens } };
    expect(sizesOf(forced)).toEqual({ B, T, U });
    const truth = await probe(executor, forced);
    expect(truth.outputs).toEqual(answers.outputs);
    expect('attention' in truth ? truth.attention : null).toEqual(answers.attention);
    executor.dispose();
  });

  it('asks the engine once, however many steps there are', async () => {
    const executor = await engines[name].createExecutor(createProbePlan(createModel(null), { B, T, U }));
    const enqueue = vi.spyOn(executor, 'enqueue');
    await generate(executor, createBatch());
    expect(enqueue.mock.calls.map(([feeds, segments]) => [feeds.length, segments])).toEqual([[1, ['encode', 'decodeFreely']]]);
    executor.dispose();
  });

  it('takes the lowest id of equal logits', async () => {
    const plan = createProbePlan(createModel(null), { B, T, U });
    const executor = await engines[name].createExecutor(plan);
    executor.write('decoder.output.bias', Float64Array.of(0, 0, 0, 2, 1, 2, 0));
    await generate(executor, createBatch());
    expect([...(await executor.read('tokens.decoder'))]).toEqual([1, 1, 1, ...Array.from({ length: (U - 1) * B }, () => 3)]);
    executor.dispose();
  });
});

describe('a snapshot of a decoder', () => {
  it('holds what it answers to itself beside what it answers when it reads the targets', async () => {
    const output = { kind: 'decoder', vocabSize: 7, embeddingSize: 3, attention: { score: 'dot', query: 'current' } };
    const model = { input: { kind: 'tokens', vocabSize: 7, embeddingSize: 4 }, encoder: { cell: 'gru', hiddenSizes: [6] }, output };
    const opened = await openRun({ model, task: { name: 'reverse', options: { symbols: 4, length: 3 } }, seed: 5 }, () =>
      Promise.reject(new Error()),
    );
    const session = await createSession({ ...opened, createExecutor: (plan) => engines.wasm.createExecutor(plan), clock: () => 0, state: null });
    const { batch, tensors, parameters, greedy } = await session.snapshot(2);
    const executor = await engines.wasm.createExecutor(createProbePlan(opened.run.model, sizesOf(batch)));
    writeParameters(executor, parameters ?? new Float32Array());
    expect(tensors).toEqual(await probe(executor, batch));
    expect(greedy).toEqual(await generate(executor, batch));
    expect(greedy?.attention?.shape).toEqual([1, 4, 3]);
    expect(greedy?.outputs.data).not.toEqual(tensors.outputs.data);
    executor.dispose();
    await session.dispose();
  });
});
