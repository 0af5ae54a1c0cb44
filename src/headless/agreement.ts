/** For tests: a golden case run on an engine, and the measures by which its results agree with PyTorch's. */
import { expect } from 'vitest';
import { compareWithDigest, type Digest, drawBatch, drawParameters, type ModelCase, modelOf } from '../../golden/cases';
import type { TensorMap } from '../core/tensor';
import { gradients, probe } from '../engine/probe';
import type { Engine, Executor } from '../model/executor';
import { sizesOf } from '../model/feed';
import { createPlan, type PlanOptions } from '../model/plan';
import type { ModelSpec } from '../model/spec';

/** The measure of agreement for one pass: |a-b| ≤ 1e-4·max|b| + 1e-6·(the model's largest gradient). */
export function expectAgreement(golden: ModelCase, actual: TensorMap): void {
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

export function writeParameters(executor: Executor, parameters: TensorMap): void {
  for (const [name, { data }] of Object.entries(parameters)) executor.write(name, data);
}

/** An executor of a plan for the time of `body`. */
export async function withExecutor<Result>(
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

/** Float64 against float64: also the sum over every element with hashed signs, which a sample cannot miss. */
export function expectTightAgreement(golden: ModelCase, actual: TensorMap): void {
  Object.entries(golden.result).forEach(([tensor, digest], index) => {
    const { error, scale, dotError } = compareWithDigest(golden.seed, index, actual[tensor].data, digest);
    const elements = actual[tensor].data.length;
    expect(error, tensor).toBeLessThanOrEqual(2e-9 * scale + 1e-12);
    expect(dotError, tensor).toBeLessThanOrEqual(2e-9 * scale * elements + 1e-12);
  });
}

/** Both results of one pass, as float64 reference and float32 engines give them. */
export async function computePass(engine: Engine, golden: ModelCase): Promise<TensorMap> {
  const model = modelOf(golden);
  const batch = drawBatch(model, golden);
  return withExecutor(engine, model, { capacity: sizesOf(batch), record: true }, async (executor) => {
    writeParameters(executor, drawParameters(model, golden.seed));
    return { ...(await probe(executor, batch)), ...(await gradients(executor, batch)) };
  });
}
