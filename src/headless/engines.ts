/** The engines of a machine without a page. */
import type { Engine, EngineName } from '../model/executor';
import { createReferenceEngine } from '../reference/engine';
import { loadWasmEngine } from '../wasm/load';

export const engineNames = ['reference', 'wasm'] as const satisfies readonly EngineName[];

/** @throws UnavailableError with the reason where this machine cannot run the engine. */
export function createNodeEngine(name: (typeof engineNames)[number]): Promise<Engine> {
  switch (name) {
    case 'reference':
      return Promise.resolve(createReferenceEngine());
    case 'wasm':
      return loadWasmEngine();
    default:
      return name satisfies never;
  }
}
