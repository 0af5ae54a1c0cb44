/** Interventions against PyTorch: the same networks with the same numbers in the places of those computed. */
import { describe, expect, it } from 'vitest';
import { readCases } from '../../golden/cases';
import { createReferenceEngine } from '../reference/engine';
import { createNodeEngine } from './engines';
import { expectAgreement, expectTightAgreement } from './fixtures/agreement';
import { computeEdited } from './fixtures/edits';

describe('edits', () => {
  it.each(readCases('edits'))('$name are those of PyTorch in every output, state and gradient', async (golden) => {
    const result = await computeEdited(createReferenceEngine(), golden);
    expectAgreement(golden, result);
    expectTightAgreement(golden, result);
  });

  it('are those of PyTorch on WebAssembly', async () => {
    const engine = await createNodeEngine('wasm');
    for (const golden of readCases('edits')) expectAgreement(golden, await computeEdited(engine, golden));
    expect(readCases('edits')).toHaveLength(10);
    engine.dispose();
  });
});
