/** Gets the compiled kernels wherever the engine runs: page, worker, tests, headless. */
import { loadKernels } from 'virtual:wasm-kernels';
import type { Engine } from '../model/executor';
import { createWasmEngine } from './engine';
import { compileKernels } from './kernels';

/**
 * Loads and compiles the kernels, and makes the engine.
 * @throws UnavailableError where this machine has no WebAssembly with SIMD.
 */
export async function loadWasmEngine(): Promise<Engine> {
  return createWasmEngine(await compileKernels(await loadKernels()));
}
