/** Interventions on WebGPU, every cell in every wiring, narrow and wide. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { readCases } from '../../golden/cases';
import { createEditCases } from '../engine/fixtures/edits';
import type { Engine } from '../model/executor';
import { createNodeEngine } from './engines';
import { expectAgreement } from './fixtures/agreement';
import { computeEdited, expectReference, expectUnedited } from './fixtures/edits';

describe('webgpu', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createNodeEngine('webgpu');
  });
  afterAll(() => {
    engine.dispose();
  });

  it.each([...createEditCases(5), ...createEditCases(18)])('$name, as the reference engine', (which) => expectReference(engine, which));
  it.each(readCases('edits'))('$name, as PyTorch', async (golden) => {
    expectAgreement(golden, await computeEdited(engine, golden));
  });
  it.each(createEditCases(5))('$name without edits, as the reference engine', async (which) => {
    await expectUnedited(engine, which);
  });
});
