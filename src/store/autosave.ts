/**
 * Keeps the present run in this browser without being asked: when training pauses, and whenever the page says that it is time. Every run that is
 * opened gets a place of its own, so that a changed setting or another tab never takes the place of what was trained before.
 */
import { autosaveLimits } from './autosave-limits';
import type { KeptRun, SavedRuns } from './saved-runs';
import { StorageError } from './saved-runs';
import type { Session } from './session';
import type { StorageFault } from './status';
import { SaveError, type SavedFile } from './waiting';

export interface AutosaveOptions {
  readonly session: Pick<Session, 'status' | 'save'>;
  readonly runs: Pick<SavedRuns, 'put'>;
  /** This opening of the page. */
  readonly page: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly createId: () => string;
  /** Told once of each fault until something was kept again. */
  readonly onFault: (fault: StorageFault) => void;
}

export interface Autosave {
  /** Where the present run is kept. */
  readonly id: string;
  /** Keeps the present run if it has gone on since it was kept last. Never rejects. */
  keep(): Promise<void>;
  /** The present run was opened from what is kept under `id`, and takes its place from now on; null: it begins a place of its own. */
  goOnFrom(id: string | null): void;
  dispose(): void;
}

interface Place {
  readonly id: string;
  /** Which run it is for: Status.beginnings. */
  readonly beginning: number;
  /** The update that is kept already, or can be had again without. */
  keptAt: number | null;
}

export function createAutosave({ session, runs, page, now, createId, onFault }: AutosaveOptions): Autosave {
  const { status } = session;
  const told = new Set<StorageFault>();
  let place = createPlace();
  let working: Promise<void> | null = null;

  function createPlace(id = createId()): Place {
    const { beginnings, beganAt } = status.getState();
    return { id, beginning: beginnings, keptAt: beganAt };
  }

  function presentPlace(): Place {
    if (place.beginning !== status.getState().beginnings) place = createPlace();
    return place;
  }

  async function keepAt(there: Place): Promise<void> {
    try {
      const saved = await session.save();
      if (saved.file.length > autosaveLimits.bytesOfOne) throw new StorageError('tooLarge');
      await runs.put(describeRun(saved, { id: there.id, kind: 'auto', name: '', savedAt: now(), page }), saved.file);
      there.keptAt = saved.update;
      told.clear();
    } catch (error) {
      // Numbers that no file can hold are told where they arise; there is nothing to keep.
      if (error instanceof SaveError) return;
      const fault = error instanceof StorageError ? error.fault : 'denied';
      if (!told.has(fault)) onFault(fault);
      told.add(fault);
    }
  }

  /** One after the other; who asks meanwhile waits for the one that is under way. */
  function keep(): Promise<void> {
    if (working !== null) return working;
    const there = presentPlace();
    const { phase, update } = status.getState();
    if (phase !== 'open' || update === there.keptAt) return Promise.resolve();
    working = keepAt(there).finally(() => {
      working = null;
    });
    return working;
  }

  const unsubscribe = status.subscribe((present, before) => {
    if (before.running && !present.running) void keep();
  });

  return {
    get id() {
      return presentPlace().id;
    },
    keep,
    goOnFrom(id) {
      place = { ...createPlace(id ?? createId()), keptAt: status.getState().update };
    },
    dispose: unsubscribe,
  };
}

/** What is listed of a run that was just made a file. */
export function describeRun(
  { run: { model, task }, update, file }: SavedFile,
  rest: Pick<KeptRun, 'id' | 'kind' | 'name' | 'savedAt' | 'page'>,
): KeptRun {
  const { cell, hiddenSizes } = model.encoder;
  return { ...rest, update, task: task.name, cell, hiddenSizes, bytes: file.length };
}
