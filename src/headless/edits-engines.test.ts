/** Interventions on every engine: as the reference engine computes them, and bit for bit the network itself where nothing is held. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TensorMap } from '../core/tensor';
import { createEditPlan, prepareEdits } from '../engine/edited';
import { createEditCases, type EditCase } from '../engine/fixtures/edits';
import { generate } from '../engine/generate';
import { gradients, probe } from '../engine/probe';
import type { Edit } from '../model/edits';
import type { Engine } from '../model/executor';
import { sizesOf } from '../model/feed';
import { createReferenceEngine } from '../reference/engine';
import { createNodeEngine } from './engines';

const reference = createReferenceEngine();

/** Everything that a case gives with the plan that these edits ask for; `none`: on that plan without any. */
async function run(engine: Engine, { model, weights, batch }: EditCase, edits: readonly Edit[], none = false): Promise<TensorMap> {
  const executor = await engine.createExecutor(createEditPlan(model, sizesOf(batch), edits));
  try {
    const held = prepareEdits(executor, weights, batch, none ? [] : edits);
    const pass = { ...(await probe(executor, batch, null, held)), ...(await gradients(executor, batch, null, held)) };
    return model.output.kind === 'decoder' ? { ...pass, answers: (await generate(executor, batch, held)).outputs } : pass;
  } finally {
    executor.dispose();
  }
}

function largest(tensors: TensorMap, name: string): number {
  return Float64Array.from(tensors[name].data).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** |a-b| ≤ 1e-4·max|b| + 1e-6·(the model's largest gradient) */
function expectAgreement(actual: TensorMap, expected: TensorMap): void {
  const names = Object.keys(expected);
  const most = Math.max(...names.filter((name) => name.startsWith('gradient.')).map((name) => largest(expected, name)));
  const failures = names.flatMap((name) => {
    const error = Float64Array.from(expected[name].data).reduce((worst, value, k) => Math.max(worst, Math.abs(actual[name].data[k] - value)), 0);
    return error <= 1e-4 * largest(expected, name) + 1e-6 * most ? [] : [`${name}: ${String(error)} of ${String(largest(expected, name))}`];
  });
  expect(failures).toEqual([]);
}

describe.each(['wasm'] as const)('%s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createNodeEngine(name);
  });
  afterAll(() => {
    engine.dispose();
  });

  it.each(createEditCases(5))('$name, as the reference engine', async (which) => {
    expectAgreement(await run(engine, which, which.edits), await run(reference, which, which.edits));
  });

  it.each(createEditCases(18).filter(({ name: each }) => /last|Bahdanau/.test(each)))('$name, wider, as the reference engine', async (which) => {
    expectAgreement(await run(engine, which, which.edits), await run(reference, which, which.edits));
  });

  it.each(createEditCases(5).filter(({ name: each }) => /every|fed/.test(each)))('$name without edits, on the plan for edits', async (which) => {
    const free = await run(engine, which, which.edits, true);
    expectAgreement(free, await run(reference, which, []));
    if (name === 'wasm') expect(free).toEqual(await run(engine, which, [])); // a GPU runs narrow layers otherwise where nothing can be held
  });
});
