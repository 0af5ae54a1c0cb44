/** The compiled kernels as the host sees them: one exported function a pass. Pointers are bytes into the memory; flags are 0 or 1. */
import { UnavailableError } from '../core/errors';

type Pointer = number;

/** Equations and shapes stand beside each function in src/wasm/assembly. */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  heapBase(): Pointer;
  productScratch(): number;
  product(list: Pointer, count: number, packed: Pointer): void;
  copy(from: Pointer, to: Pointer, count: number): void;
  map(kind: number, x: Pointer, y: Pointer, count: number): void;
  embed(table: Pointer, tokens: Pointer, out: Pointer, count: number, E: number, stride: number): void;
  embedBackward(tokens: Pointer, dout: Pointer, dtable: Pointer, count: number, V: number, E: number, stride: number): void;
  pick(...numbers: number[]): void;
  dropout(...numbers: number[]): void;
  activate(...numbers: number[]): void;
  activateBackward(...numbers: number[]): void;
  join(...numbers: number[]): void;
  joinBackward(...numbers: number[]): void;
  clearRows(...numbers: number[]): void;
  attend(...numbers: number[]): void;
  holdAttention(...numbers: number[]): void;
  attendBackward(...numbers: number[]): void;
  attendKeysBackward(...numbers: number[]): void;
  scanRnn(...numbers: number[]): void;
  scanRnnBackward(...numbers: number[]): void;
  scanLstm(...numbers: number[]): void;
  scanLstmBackward(...numbers: number[]): void;
  scanGru(...numbers: number[]): void;
  scanGruBackward(...numbers: number[]): void;
  lossMse: LossKernel;
  lossBce: LossKernel;
  lossCrossEntropy: LossKernel;
  sumOfSquares(gradients: Pointer, count: number): number;
  updateSgd(...numbers: number[]): void;
  updateRmsprop(...numbers: number[]): void;
  updateAdam(...numbers: number[]): void;
}

export type LossKernel = (
  outputs: Pointer,
  targets: Pointer,
  doutputs: Pointer,
  rowLoss: Pointer,
  lengths: Pointer,
  weights: Pointer,
  M: number,
  B: number,
  size: number,
  scale: number,
) => number;

/** A fresh instance with a memory of its own. */
export async function createKernels(module: WebAssembly.Module): Promise<Kernels> {
  const instance = await WebAssembly.instantiate(module, {});
  return instance.exports as unknown as Kernels;
}

/**
 * Compiles the kernels' bytes.
 * @throws UnavailableError where this machine has no WebAssembly with SIMD.
 */
export async function compileKernels(bytes: BufferSource): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new UnavailableError(`wasm: this browser must run WebAssembly with SIMD; update it, or choose another engine (${detail})`);
  }
}
