/** Which engine computes, and why: a real GPU first, never a CPU that imitates one unless the user asks for it. */
import { UnavailableError } from '../core/errors';
import type { Engine, EngineName } from '../model/executor';

/** Why this engine: the user asked; the adapter is a real GPU; there is no usable one; it was lost. */
export type EngineReason = 'chosen' | 'hardware' | 'software' | 'noAdapter' | 'noWebGpu' | 'lost';

/** How to make each engine; left out where this platform has none. The others fall back on wasm, then on reference. */
export interface EngineFactories {
  readonly webgpu?: () => Promise<Engine>;
  readonly wasm?: () => Promise<Engine>;
  readonly reference: () => Promise<Engine>;
}

export interface ChosenEngine {
  readonly engine: Engine;
  readonly reason: EngineReason;
}

/**
 * The engine that was asked for, or with `auto` the best one. WebGPU that is not there falls back, with the reason; so does a software
 * adapter under `auto`. Whoever calls disposes the engine.
 *
 * @throws UnavailableError where the user asked for wasm and it cannot run.
 */
export async function chooseEngine(wanted: EngineName | 'auto', factories: EngineFactories): Promise<ChosenEngine> {
  if (wanted === 'reference') return { engine: await factories.reference(), reason: 'chosen' };
  if (wanted === 'wasm') return { engine: await createWasm(factories), reason: 'chosen' };
  const found = await tryWebGpu(factories);
  if (typeof found === 'string') return createFallback(factories, found);
  if (wanted === 'webgpu') return { engine: found, reason: 'chosen' };
  if (!found.software) return { engine: found, reason: 'hardware' };
  found.dispose();
  return createFallback(factories, 'software');
}

/** The engine that runs where WebGPU does not: wasm, and without it reference. */
async function createFallback(factories: EngineFactories, reason: EngineReason): Promise<ChosenEngine> {
  if (factories.wasm) {
    const wasm = await nullIfUnavailable(factories.wasm);
    if (wasm) return { engine: wasm, reason };
  }
  return { engine: await factories.reference(), reason };
}

/** After a loss: the same engine again the first time, the fallback from the second time on. */
export async function replaceLost(lost: EngineName, losses: number, factories: EngineFactories): Promise<ChosenEngine> {
  const factory = factories[lost];
  const again = losses === 1 && factory ? await nullIfUnavailable(factory) : null;
  return again ? { engine: again, reason: 'lost' } : createFallback(factories, 'lost');
}

async function tryWebGpu({ webgpu }: EngineFactories): Promise<Engine | EngineReason> {
  if (!webgpu) return 'noWebGpu';
  return (await nullIfUnavailable(webgpu)) ?? 'noAdapter';
}

async function createWasm({ wasm }: EngineFactories): Promise<Engine> {
  if (!wasm) throw new UnavailableError('engine: wasm is not part of this build; choose reference or webgpu');
  return wasm();
}

async function nullIfUnavailable(create: () => Promise<Engine>): Promise<Engine | null> {
  try {
    return await create();
  } catch (error) {
    if (error instanceof UnavailableError) return null;
    throw error;
  }
}
