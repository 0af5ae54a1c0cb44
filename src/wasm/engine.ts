/** The WebAssembly engine: float32 with SIMD on one thread, wherever WebGPU is not. */
import type { Engine } from '../model/executor';
import { createWasmExecutor } from './executor';

/** An engine over the compiled kernels; each executor has an instance and a memory of its own, of at most so many bytes. It cannot be lost. */
export function createWasmEngine(module: WebAssembly.Module, most?: number): Engine {
  return {
    name: 'wasm',
    adapter: 'WebAssembly SIMD',
    software: false,
    createExecutor: (plan) => createWasmExecutor(module, plan, most),
    lost: new Promise<string>(() => undefined),
    dispose: () => undefined,
  };
}
