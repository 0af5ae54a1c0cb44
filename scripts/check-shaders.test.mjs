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

it('lets an entry point bind more storage buffers where its file says so, and it does', async () => {
  const bound = (/** @type {number} */ count) => {
    const each = Array.from({ length: count }, (_, k) => k);
    const declared = each.map((k) => `@group(0) @binding(${k}) var<storage, read_write> b${k}: array<f32>;`).join('\n');
    return `${declared}\n@compute @workgroup_size(1)\nfn wide_run() {\n  ${each.map((k) => `b${k}[0] = 1;`).join(' ')}\n}\n`;
  };
  const told = '// more storage buffers than by default: wide_run\n';
  const find = (/** @type {string} */ code) => findShaderProblems([{ name: 'wide.wgsl', code }]);
  expect(await find(told + bound(9))).toEqual([]);
  expect(await find(bound(9))).toEqual([expect.stringContaining('exceeds the maximum per-stage limit (8)')]);
  expect(await find(told + bound(8))).toEqual([expect.stringContaining('wide_run must bind more storage buffers')]);
});
