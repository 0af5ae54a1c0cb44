/**
 * Compiles every file of shaders/ with the parts that it needs, on a device without hardware and with WebGPU's default limits, and says where a shader
 * is wrong: file:line:column. Each entry point also becomes a pipeline, since some limits hold only there, and must be named after its file. A file may
 * name entry points that bind more storage buffers than those limits allow: lowering takes them where an adapter does.
 */
import { basename } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { create } from 'webgpu';
import { findBeyondDefault, findEntries, readShaders } from './read-shaders.mjs';

/** Kept by the module, since everything made from it dies with it. */
const gpu = create(['backend=null']);

/**
 * @param {readonly { name: string, code: string }[]} shaders
 * @returns {Promise<string[]>} one line a message of the compiler, warnings too
 */
export async function findShaderProblems(shaders) {
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new Error('check-shaders: the webgpu package must offer its null adapter, got none');
  const device = await adapter.requestDevice();
  /** @type {string[]} */
  const problems = [];
  for (const { name, code } of shaders) {
    device.pushErrorScope('validation');
    const module = device.createShaderModule({ label: name, code });
    const { messages } = await module.getCompilationInfo();
    for (const { type, lineNum, linePos, message } of messages) problems.push(`${name}:${lineNum}:${linePos}: ${type}: ${message}`);
    const invalid = (await device.popErrorScope()) !== null;
    const entries = findEntries(code);
    if (entries.length === 0) problems.push(`${name}:1:1: error: a shader must have an entry point, got none`);
    const beyond = findBeyondDefault(code);
    for (const { entryPoint, line } of invalid ? [] : entries) {
      const problem = await findPipelineProblem(device, module, entryPoint);
      const isBeyond = problem !== undefined && /number of storage buffers .* exceeds/.test(problem);
      if (problem && !(isBeyond && beyond.includes(entryPoint))) problems.push(`${name}:${line}:1: error: ${entryPoint}: ${problem}`);
      if (!isBeyond && beyond.includes(entryPoint))
        problems.push(`${name}:${line}:1: error: ${entryPoint} must bind more storage buffers than by default`);
    }
    const prefix = `${basename(name, '.wgsl').replaceAll('-', '_')}_`;
    for (const { entryPoint, line } of entries) {
      if (!entryPoint.startsWith(prefix)) problems.push(`${name}:${line}:1: error: an entry point must be named ${prefix}…, got ${entryPoint}`);
    }
  }
  device.destroy();
  return problems;
}

/**
 * @param {GPUDevice} device
 * @param {GPUShaderModule} module
 * @param {string} entryPoint
 * @returns {Promise<string | undefined>}
 */
async function findPipelineProblem(device, module, entryPoint) {
  device.pushErrorScope('validation');
  device.createComputePipeline({ label: entryPoint, layout: 'auto', compute: { module, entryPoint } });
  return (await device.popErrorScope())?.message.split('\n')[0];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const shaders = readShaders();
  const problems = await findShaderProblems(shaders);
  if (shaders.length === 0) problems.push('shaders: there must be shaders to check, got none');
  for (const problem of problems) console.error(problem);
  console.log(`${shaders.length} shaders, ${problems.length} problems`);
  process.exit(problems.length === 0 ? 0 : 1);
}
