/** The browser's own shader compiler takes every shader and makes a pipeline of every entry point, with default limits but where a file says otherwise. */
import { findBeyondDefault, findEntries, readShaders } from '../scripts/read-shaders.mjs';
import { WANTED_STORAGE_BUFFERS } from '../src/gpu/tuning';
import { expect, test } from './lab-page';

const shaders = readShaders();

test('compiles every shader', async ({ lab, page }) => {
  expect(shaders.length).toBeGreaterThan(0);
  await lab.open();
  for (const { name, code } of shaders) {
    const entries = findEntries(code).map(({ entryPoint }) => entryPoint);
    expect(entries, name).not.toEqual([]);
    const more = findBeyondDefault(code);
    expect(await page.evaluate(findProblems, { code, entries: entries.filter((entry) => !more.includes(entry)) }), name).toEqual([]);
    if (more.length > 0) expect(await page.evaluate(findProblems, { code, entries: more, storageBuffers: WANTED_STORAGE_BUFFERS }), name).toEqual([]);
  }
});

interface Shader {
  readonly code: string;
  readonly entries: readonly string[];
  /** That an entry point may bind; left out, as many as by default. */
  readonly storageBuffers?: number;
}

/** In the page: messages of the compiler, then of the pipelines. */
async function findProblems({ code, entries, storageBuffers }: Shader): Promise<string[]> {
  const adapter = await navigator.gpu.requestAdapter();
  const device = await adapter?.requestDevice(storageBuffers ? { requiredLimits: { maxStorageBuffersPerShaderStage: storageBuffers } } : {});
  if (!device) return ['this browser must give a WebGPU device, gave none'];
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ code });
  const { messages } = await module.getCompilationInfo();
  const problems = messages.map(({ type, lineNum, linePos, message }) => `${String(lineNum)}:${String(linePos)}: ${type}: ${message}`);
  for (const entryPoint of entries) {
    try {
      await device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint } });
    } catch (error) {
      problems.push(`${entryPoint}: ${String(error)}`);
    }
  }
  const error = await device.popErrorScope();
  if (error) problems.push(error.message);
  device.destroy();
  return problems;
}
