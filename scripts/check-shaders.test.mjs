/** The shader checker must report what it is there to report. */
import { expect, it } from 'vitest';
import { findShaderProblems } from './check-shaders.mjs';

const good = '@group(0) @binding(0) var<storage, read_write> a: array<f32>;\n@compute @workgroup_size(1)\nfn good_copy() { a[0] = 1.0; }\n';

it('accepts a valid shader', async () => {
  expect(await findShaderProblems([{ name: 'good.wgsl', code: good }])).toEqual([]);
});

it('names file, line and column of a mistake', async () => {
  const problems = await findShaderProblems([
    { name: 'good.wgsl', code: good },
    { name: 'good.wgsl', code: good.replace('1.0', 'missing') },
  ]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^good\.wgsl:3:25: error: unresolved value 'missing'/);
});

it('holds the limits that only a pipeline meets', async () => {
  const problems = await findShaderProblems([{ name: 'good.wgsl', code: good.replace('workgroup_size(1)', 'workgroup_size(512)') }]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^good\.wgsl:2:1: error: good_copy: .*512/);
});

it('refuses a file without an entry point, and an entry point named after something else', async () => {
  expect(await findShaderProblems([{ name: 'empty.wgsl', code: '// nothing\n' }])).toEqual([
    'empty.wgsl:1:1: error: a shader must have an entry point, got none',
  ]);
  expect(await findShaderProblems([{ name: 'other.wgsl', code: good }])).toEqual([
    'other.wgsl:2:1: error: an entry point must be named other_…, got good_copy',
  ]);
});
