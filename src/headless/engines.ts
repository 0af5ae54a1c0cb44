/** The engines of a machine without a page. */
import { createEngineOn } from '../gpu/engine';
import type { Engine, EngineName } from '../model/executor';
import { createReferenceEngine } from '../reference/engine';
import { loadWasmEngine } from '../wasm/load';
import { openNodeDevice } from './node-device';

export const engineNames = ['reference', 'wasm', 'webgpu'] as const satisfies readonly EngineName[];

/** @throws UnavailableError with the reason where this machine cannot run the engine. */
export async function createNodeEngine(name: EngineName): Promise<Engine> {
  switch (name) {
    case 'reference':
      return createReferenceEngine();
    case 'wasm':
      return loadWasmEngine();
    case 'webgpu':
      return createEngineOn(await openNodeDevice());
    default:
      return name satisfies never;
  }
}

/** Calls `work` with the engine and disposes it whatever happens. @throws UnavailableError */
export async function withEngine<Result>(name: EngineName, work: (engine: Engine) => Promise<Result>): Promise<Result> {
  const engine = await createNodeEngine(name);
  try {
    return await work(engine);
  } finally {
    engine.dispose();
  }
}
