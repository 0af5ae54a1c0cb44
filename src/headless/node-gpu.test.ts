/** Without Dawn's binary the other engines still work, and WebGPU says why it does not. */
import { expect, it, vi } from 'vitest';
import { UnavailableError } from '../core/errors';
import { createNodeEngine } from './engines';
import { listEngines } from './list-engines';

vi.mock('webgpu', () => {
  throw new Error('dawn.node: no such file');
});

it('lists the engines that need no Dawn, and the reason for the one that does', async () => {
  const rows = JSON.parse(await listEngines(['--json'])) as readonly { name: string; available: boolean; reason: string | null }[];
  expect(rows.map(({ name, available }) => [name, available])).toEqual([
    ['reference', true],
    ['wasm', true],
    ['webgpu', false],
  ]);
  expect(rows[2].reason).toContain('Dawn does not load here');
  await expect(createNodeEngine('webgpu')).rejects.toThrow(UnavailableError);
});
