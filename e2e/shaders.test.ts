/** The browser's own shader compiler takes every shader as it stands and makes a pipeline of every entry point, with default limits. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from './lab-page';

const folder = new URL('../shaders/', import.meta.url);
const files = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.wgsl'));

test('compiles every shader', async ({ lab, page }) => {
  expect(files.length).toBeGreaterThan(0);
  await lab.open();
  for (const file of files) {
    const code = readFileSync(new URL(file, folder), 'utf8');
    const entries = [...code.matchAll(/@compute[^;{}]*?\bfn\s+(\w+)/g)].map(([, entry]) => entry);
    expect(entries, file).not.toEqual([]);
    expect(await page.evaluate(findProblems, { code, entries }), file).toEqual([]);
  }
});

/** In the page: messages of the compiler, then of the pipelines. */
async function findProblems({ code, entries }: { readonly code: string; readonly entries: readonly string[] }): Promise<string[]> {
  const device = await (await navigator.gpu.requestAdapter())?.requestDevice();
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
