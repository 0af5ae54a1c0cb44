/** What a person does with saved runs: keeps, opens, renames, deletes them, saves them to files and opens files; loaded once the page stands. */
import { autosaveLimits } from '../store/autosave-limits';
import { type Autosave, createAutosave, describeRun } from '../store/autosave';
import { createPageIdentity, type PageIdentity } from '../store/page-identity';
import { createSavedRuns, type KeptRun, LONGEST_NAME, type SavedRuns, StorageError } from '../store/saved-runs';
import type { Session } from '../store/session';
import { SaveError, type SavedFile } from '../store/waiting';
import type { Notice } from '../store/status';
import { MAX_OPENED_FILE } from '../worker/protocol';
import { saveFile } from './save-file';

export interface Keeper {
  readonly limits: { readonly runs: number; readonly bytes: number; readonly name: number };
  /** Newest first; none where a notice says why. */
  readonly list: () => Promise<readonly KeptRun[]>;
  readonly subscribe: SavedRuns['subscribe'];
  /** Where the present run is kept by itself. */
  readonly isPresent: (run: KeptRun) => boolean;
  /** The rest resolve with whether it was done; where not, a notice says why. Keeps the present run under a name. */
  readonly keep: (name: string) => Promise<boolean>;
  /** One that was kept by itself is then kept for good. */
  readonly rename: (run: KeptRun, name: string) => Promise<boolean>;
  readonly remove: (run: KeptRun) => Promise<boolean>;
  /** Keeps what is open and opens this one instead. */
  readonly openKept: (run: KeptRun) => Promise<boolean>;
  readonly openFile: (file: File) => Promise<boolean>;
  readonly saveToFile: () => Promise<boolean>;
  readonly saveKeptToFile: (run: KeptRun, name: string) => Promise<boolean>;
}

/** Milliseconds between two times that a run which goes on is kept. */
const EVERY = 15_000;
/** A run of a tab that is closed is offered for a day; later it is in the list. */
const OFFERED_FOR = 24 * 60 * 60 * 1000;

const EXTENSION = '.through-time.zip';

export function startKeeper(session: Session, window: Window): Keeper {
  const { document, navigator } = window;
  const now = (): number => Math.round(window.performance.timeOrigin + window.performance.now());
  const page = createPageIdentity(createId(), findTabStorage(window), findLocks(navigator));
  const runs = createSavedRuns();
  const say = (notice: Notice): void => {
    // The way back from numbers that are not finite stays in sight.
    if (session.status.getState().notice?.kind !== 'nonFinite') session.notify(notice);
  };
  const autosave = createAutosave({
    session,
    runs,
    page: page.id,
    now,
    createId,
    onFault: (fault) => {
      say({ kind: 'storage', fault });
    },
  });
  keepAsTimePasses(autosave, window);
  void offerKept({ session, runs, page, now, say });

  /** Tells a failure of the storage or the worker. */
  async function attempt(work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      say(noticeOf(error));
      return false;
    }
  }

  const done = (work: () => Promise<void>): Promise<boolean> =>
    attempt(async () => {
      await work();
      return true;
    });

  return {
    limits: { runs: autosaveLimits.runs, bytes: autosaveLimits.bytes, name: LONGEST_NAME },
    list: () =>
      runs.list().catch((error: unknown) => {
        say(noticeOf(error));
        return [];
      }),
    subscribe: runs.subscribe,
    isPresent: ({ id }) => id === autosave.id,
    keep: (name) =>
      done(async () => {
        const saved = await session.save();
        await runs.put(describeRun(saved, { id: createId(), kind: 'named', name, savedAt: now(), page: page.id }), saved.file);
      }),
    rename: ({ id }, name) => done(() => runs.rename(id, name)),
    remove: ({ id }) => done(() => runs.remove(id)),
    openKept: (run) =>
      attempt(async () => {
        const file = await runs.read(run.id);
        const before = autosave.id;
        await autosave.keep();
        if (!(await session.openFile(file))) return false;
        // What was kept of the run that went on since is newer than what is opened: it keeps its place.
        const mayTake = run.kind === 'auto' && run.id !== before && (run.page === page.id || (await page.hasEnded(run.page)));
        autosave.goOnFrom(mayTake ? run.id : null);
        return true;
      }),
    openFile: (file) =>
      attempt(async () => {
        if (file.size > MAX_OPENED_FILE) {
          say({ kind: 'fileTooLarge', bytes: file.size });
          return false;
        }
        const bytes = await readFile(file);
        await autosave.keep();
        return session.openFile(bytes);
      }),
    saveToFile: () =>
      done(async () => {
        const saved = await session.save();
        download(saved.file, `${slugOf(saved)}${EXTENSION}`);
      }),
    saveKeptToFile: (run, name) =>
      done(async () => {
        download(await runs.read(run.id), `${name.replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-').replaceAll(/^-|-$/g, '')}${EXTENSION}`);
      }),
  };

  function download(file: Uint8Array, name: string): void {
    saveFile(document, name, new Blob([Uint8Array.from(file)], { type: 'application/zip' }));
  }
}

function noticeOf(error: unknown): Notice {
  if (error instanceof StorageError) return { kind: 'storage', fault: error.fault };
  if (error instanceof SaveError) return { kind: 'notSaved', detail: error.message };
  return { kind: 'fileRefused', detail: error instanceof Error ? error.message : String(error) };
}

/** @throws Error where the file went away or may not be read. */
async function readFile(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

function slugOf({ run: { model, task }, update }: SavedFile): string {
  return `${task.name}-${model.encoder.cell}-update-${String(update)}`;
}

/** On a clock, and when the page is left; a tab that is closed may end before that is done, and then up to EVERY is lost. */
function keepAsTimePasses(autosave: Autosave, window: Window): void {
  const keep = (): void => {
    void autosave.keep();
  };
  window.setInterval(keep, EVERY);
  window.addEventListener('pagehide', keep);
  window.document.addEventListener('visibilitychange', () => {
    if (window.document.visibilityState === 'hidden') keep();
  });
}

interface Offering {
  readonly session: Session;
  readonly runs: SavedRuns;
  readonly page: PageIdentity;
  readonly now: () => number;
  readonly say: (notice: Notice) => void;
}

/** Once, after the page's first run is open: the run that this tab had before, or that of a tab which has ended since. Nothing is opened unasked. */
async function offerKept({ session, runs, page, now, say }: Offering): Promise<void> {
  await untilOpen(session);
  const kept = await runs.list().catch(() => []);
  const run = await findOffer(
    kept.filter(({ kind }) => kind === 'auto'),
    page,
    now(),
  );
  const { notice, update, beginnings } = session.status.getState();
  if (run !== null && notice === null && beginnings === 1 && !isShown(run, session, update)) say({ kind: 'kept', run });
}

async function findOffer(kept: readonly KeptRun[], page: PageIdentity, now: number): Promise<KeptRun | null> {
  const own = kept.find((run) => run.page === page.previous);
  if (own !== undefined) return own;
  for (const run of kept) if (now - run.savedAt < OFFERED_FOR && (await page.hasEnded(run.page))) return run;
  return null;
}

/** Whether the page has come as far already. */
function isShown(run: KeptRun, session: Session, update: number): boolean {
  const { task, model } = session.settings.getState().run;
  return run.task === task.name && run.cell === model.encoder.cell && run.update <= update;
}

function untilOpen({ status }: Session): Promise<void> {
  return new Promise((resolve) => {
    if (status.getState().phase === 'open') {
      resolve();
      return;
    }
    const stop = status.subscribe(({ phase }) => {
      if (phase !== 'open') return;
      stop();
      resolve();
    });
  });
}

/** 96 random bits; `crypto.randomUUID` is for secure pages alone. */
function createId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(3)), (word) => word.toString(16).padStart(8, '0')).join('');
}

function findTabStorage(window: Window): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

/** The types promise locks; pages that are not secure have none. */
function findLocks(navigator: Partial<Pick<Navigator, 'locks'>>): LockManager | null {
  return navigator.locks ?? null;
}
