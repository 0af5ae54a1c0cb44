import { describe, expect, it } from 'vitest';
import { buildKernels } from './build-wasm.mjs';

describe('the build of the WASM kernels', () => {
  it('is one for all who ask while it runs', async () => {
    const first = buildKernels();
    expect(buildKernels()).toBe(first);
    expect(await first).toMatch(/kernels\.wasm$/);
  });
});
