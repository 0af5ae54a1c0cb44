/** The WebAssembly engine: float32 with SIMD on one thread, wherever WebGPU is not. */
import type { Engine } from '../model/executor';
import { createWasmExecutor } from './executor';

/** An engine over the compiled kernels; each executor has an instance and a memory of its own. It cannot be lost. */
export function createWasmEngine(module: WebAssembly.Module): Engine {
  return {
    name: 'wasm',
    adapter: 'WebAssembly SIMD',
    software: false,
    createExecutor: (plan) => createWasmExecutor(module, plan),
    lost: new Promise<string>(() => undefined),
    dispose: () => undefined,
  };
}
