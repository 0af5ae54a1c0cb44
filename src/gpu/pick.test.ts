/** What a decoder reads next, on this engine and the reference: told or answered by itself, of equal answers the first. */
import { describe, expect, it } from 'vitest';
import { gradientOf } from '../model/plan';
import { createPickCase, FORCINGS, PICK_SIZES, pickedTokens } from '../reference/fixtures/pick-case';
import { findDisagreements } from './fixtures/agreement';
import { openTestEngine, runLone } from './fixtures/lone-plan';

describe.each(['hardware', 'software'] as const)('cut for %s', (cut) => {
  it.each([1, 5, 40, 300])('of %d logits', async (V) => {
    const webgpu = await openTestEngine(cut);
    for (const forcing of FORCINGS) {
      const pick = createPickCase(V);
      const lone = { sizes: PICK_SIZES, parameters: pick.parameters, activations: pick.floats, integers: pick.integers, passes: pick.passes };
      const { given, truth } = await runLone(webgpu, lone, pick.written, ['tokens', 'embedded', gradientOf('table')], { forcing, update: 4 });
      expect(truth.tokens).toEqual(pickedTokens(pick, V, forcing, 4));
      expect(given.tokens).toEqual(truth.tokens);
      expect(findDisagreements(given, truth, 1e-6)).toEqual([]);
    }
    webgpu.dispose();
  });
});
