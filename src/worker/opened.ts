/** A run that is open and the engine under it, made and freed together. */
import { InputError } from '../core/errors';
import type { Choice, ChosenEngine, Decide } from '../engine/choose';
import { guardEngine } from '../engine/guard';
import type { OpenedRun } from '../engine/open-run';
import { createSession, type Session } from '../engine/session';
import type { TrainingState } from '../engine/weights';
import type { EngineStatus } from './protocol';

export interface Opened {
  readonly session: Session;
  readonly chosen: ChosenEngine;
  /** Where another engine may yet turn out the better one: to be called before the first update. */
  readonly decide: Decide | null;
}

/** A session on the engine chosen; that engine is disposed where there can be none. @param clock milliseconds */
export async function openOn(chosen: ChosenEngine, what: OpenedRun, state: TrainingState | null, clock: () => number): Promise<Opened> {
  try {
    const session = await createSession({ ...what, createExecutor: guardEngine(chosen.engine), clock, state });
    return { session, chosen, decide: null };
  } catch (error) {
    chosen.engine.dispose();
    throw error;
  }
}

/** A session on the engine that can show first; a run too large for that one opens on the engine that is decided for. */
export async function openFirst({ chosen, decide }: Choice, what: OpenedRun, state: TrainingState | null, clock: () => number): Promise<Opened> {
  try {
    return { ...(await openOn(chosen, what, state, clock)), decide };
  } catch (error) {
    if (decide === null || !(error instanceof InputError)) throw error;
    const decided = await decide(() => Promise.resolve(true));
    if (decided === null || decided.engine === chosen.engine) throw error;
    return openOn(decided, what, state, clock);
  }
}

/** The run on the engine decided for, exactly where it was; a run that this engine cannot take stays on the engine that it has. */
export async function moveTo(decided: ChosenEngine, before: Opened, clock: () => number): Promise<Opened> {
  const stay = (chosen: ChosenEngine): Opened => ({ ...before, chosen, decide: null });
  if (decided.engine === before.chosen.engine) return stay(decided);
  try {
    const next = await openOn(decided, before.session, before.session.trainer.checkpoints.latest, clock);
    await close(before);
    return next;
  } catch {
    return stay({ ...before.chosen, reason: 'unable' });
  }
}

export function statusOf({ chosen: { engine, reason, rates } }: Opened): EngineStatus {
  return { name: engine.name, adapter: engine.adapter, software: engine.software, reason, rates };
}

export async function close({ session, chosen }: Opened): Promise<void> {
  await session.dispose();
  chosen.engine.dispose();
}
