/** Which engine computes, and why: the faster one for the run at hand, never a CPU that imitates a GPU unless the user asks for it. */
import { UnavailableError } from '../core/errors';
import type { Engine, EngineName } from '../model/executor';
import { isMeasurable, measureRate, type Rates } from './measure';
import type { OpenedRun } from './open-run';

/**
 * Why this engine. The user asked for it; a link's run was computed on it; it shows the first picture until the faster one is known; it was
 * measured to be the faster; the adapter is a real GPU and the run too large to measure; the adapter is software; there is none; there is
 * no WebGPU; the GPU cannot run the model; the device was lost.
 */
export type EngineReason = 'chosen' | 'linked' | 'measuring' | 'measured' | 'hardware' | 'software' | 'noAdapter' | 'noWebGpu' | 'unable' | 'lost';

/** How to make each engine; left out where this platform has none. The others fall back on wasm, then on reference. */
export interface EngineFactories {
  readonly webgpu?: () => Promise<Engine>;
  readonly wasm?: () => Promise<Engine>;
  readonly reference: () => Promise<Engine>;
}

export interface ChosenEngine {
  readonly engine: Engine;
  readonly reason: EngineReason;
  /** Where they were measured. */
  readonly rates: Rates | null;
}

/** The engine that is asked for. */
export interface Wanted {
  readonly engine: EngineName | 'auto';
  /** With `auto`: the engine that the run was computed on before, taken again where it can be. */
  readonly replay: EngineName | null;
}

/** Asked between submits; false ends the measurement. */
export type GoOn = () => Promise<boolean>;

/** Ends the choice: the engine to train on, which may be the one that there is; null where `goOn` ended it. */
export type Decide = (goOn: GoOn) => Promise<ChosenEngine | null>;

export interface Choice {
  readonly chosen: ChosenEngine;
  /** null where `chosen` is final; else to be called before the first update. */
  readonly decide: Decide | null;
}

export interface Chooser {
  /**
   * The engine that was asked for, or with `auto` one that can show the first picture at once and a way to find the best. WebGPU that is
   * not there falls back, with the reason; so does a software adapter under `auto`. Whoever calls disposes the engine.
   *
   * @throws UnavailableError where the user asked for wasm and it cannot run.
   */
  choose(wanted: Wanted, opened: OpenedRun): Promise<Choice>;
  /** After a loss: the same engine again the first time, the fallback from the second time on. */
  replaceLost(lost: EngineName, losses: number): Promise<ChosenEngine>;
}

/** @param clock milliseconds; what it says decides between engines, and nothing else. */
export function createChooser(factories: EngineFactories, clock: () => number): Chooser {
  const measured = new Map<string, Rates>();
  let softwareOnly = false;

  async function choose({ engine: wanted, replay }: Wanted, opened: OpenedRun): Promise<Choice> {
    if (wanted !== 'auto') return { chosen: await createAsked(factories, wanted), decide: null };
    if (replay === 'reference') return { chosen: { engine: await factories.reference(), reason: 'linked', rates: null }, decide: null };
    const current = await createFallback(factories, 'measuring');
    const settled = (reason: EngineReason, rates: Rates | null = null): Choice => ({ chosen: { ...current, reason, rates }, decide: null });
    if (replay === 'wasm' && current.engine.name === 'wasm') return settled('linked');
    if (!factories.webgpu) return settled('noWebGpu');
    if (softwareOnly) return settled('software');
    const rates = measured.get(keyOf(opened));
    if (replay === null && rates && rates.webgpu <= rates.wasm) return settled('measured', rates);
    return { chosen: current, decide: (goOn) => decide(opened, current, replay, goOn) };
  }

  /** Whatever goes wrong with a GPU here is no reason to stop: the other engine has shown the run already. */
  async function decide(opened: OpenedRun, current: ChosenEngine, replay: EngineName | null, goOn: GoOn): Promise<ChosenEngine | null> {
    let found: Engine | null = null;
    try {
      const webgpu = await tryWebGpu(factories);
      if (typeof webgpu === 'string') return { ...current, reason: webgpu };
      found = webgpu;
      const decided = await compare(found, opened, current, replay, goOn);
      if (decided?.engine !== found) found.dispose();
      return decided;
    } catch {
      found?.dispose();
      return { ...current, reason: 'unable' };
    }
  }

  async function compare(
    webgpu: Engine,
    opened: OpenedRun,
    current: ChosenEngine,
    replay: EngineName | null,
    goOn: GoOn,
  ): Promise<ChosenEngine | null> {
    if (webgpu.software) {
      softwareOnly = true;
      return { ...current, reason: 'software' };
    }
    if (replay === 'webgpu') return { engine: webgpu, reason: 'linked', rates: null };
    if (current.engine.name !== 'wasm' || !isMeasurable(opened)) return { engine: webgpu, reason: 'hardware', rates: null };
    const rates = measured.get(keyOf(opened)) ?? (await measure(opened, { webgpu, wasm: current.engine }, goOn));
    if (!rates) return null;
    return { engine: rates.webgpu > rates.wasm ? webgpu : current.engine, reason: 'measured', rates };
  }

  async function measure(opened: OpenedRun, engines: Readonly<Record<keyof Rates, Engine>>, goOn: GoOn): Promise<Rates | null> {
    const webgpu = await measureRate(engines.webgpu, opened, clock, goOn);
    const wasm = webgpu === null ? null : await measureRate(engines.wasm, opened, clock, goOn);
    if (webgpu === null || wasm === null) return null;
    measured.set(keyOf(opened), { webgpu, wasm });
    return { webgpu, wasm };
  }

  return {
    choose,
    async replaceLost(lost, losses) {
      const factory = factories[lost];
      const again = losses === 1 && factory ? await nullIfUnavailable(factory) : null;
      return again ? { engine: again, reason: 'lost', rates: null } : createFallback(factories, 'lost');
    },
  };
}

/** Runs of one key cost the same. */
function keyOf({ run: { model, task, training } }: OpenedRun): string {
  return JSON.stringify([model, task, training.batchSize, training.optimizer.kind, training.clip, training.teacherForcing < 1]);
}

async function createAsked(factories: EngineFactories, wanted: EngineName): Promise<ChosenEngine> {
  if (wanted === 'reference') return { engine: await factories.reference(), reason: 'chosen', rates: null };
  if (wanted === 'wasm') return { engine: await createWasm(factories), reason: 'chosen', rates: null };
  const found = await tryWebGpu(factories);
  return typeof found === 'string' ? createFallback(factories, found) : { engine: found, reason: 'chosen', rates: null };
}

/** The engine that runs where WebGPU does not: wasm, and without it reference. */
async function createFallback(factories: EngineFactories, reason: EngineReason): Promise<ChosenEngine> {
  const wasm = factories.wasm ? await nullIfUnavailable(factories.wasm) : null;
  return { engine: wasm ?? (await factories.reference()), reason, rates: null };
}

async function tryWebGpu({ webgpu }: EngineFactories): Promise<Engine | 'noWebGpu' | 'noAdapter'> {
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
