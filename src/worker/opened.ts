/** A run that is open and the engine under it, made and freed together. */
import { type ChosenEngine } from '../engine/choose';
import { guardEngine } from '../engine/guard';
import type { OpenedRun } from '../engine/open-run';
import { createSession, type Session } from '../engine/session';
import type { TrainingState } from '../engine/weights';
import type { EngineStatus } from './protocol';

export interface Opened {
  readonly session: Session;
  readonly chosen: ChosenEngine;
  readonly status: EngineStatus;
}

/** A session on the engine chosen; that engine is disposed where there can be none. @param clock milliseconds */
export async function openOn(chosen: ChosenEngine, what: OpenedRun, state: TrainingState | null, clock: () => number): Promise<Opened> {
  const { engine, reason } = chosen;
  try {
    const session = await createSession({ ...what, createExecutor: guardEngine(engine), clock, state });
    return { session, chosen, status: { name: engine.name, adapter: engine.adapter, software: engine.software, reason } };
  } catch (error) {
    engine.dispose();
    throw error;
  }
}

export async function close({ session, chosen }: Opened): Promise<void> {
  await session.dispose();
  chosen.engine.dispose();
}
