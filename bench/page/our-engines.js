/** This project's engines as a page has them. */
import { createWebGpuEngine } from '../../src/gpu/engine';
import { createReferenceEngine } from '../../src/reference/engine';
import { loadWasmEngine } from '../../src/wasm/load';
import { createOurs } from './ours.js';

const engines = {
  wasm: loadWasmEngine,
  webgpu: () => createWebGpuEngine(navigator.gpu),
  reference: createReferenceEngine,
};

export async function create(drawn, backend) {
  const engine = await engines[backend]();
  return { step: await createOurs(drawn, engine), adapter: engine.adapter };
}
