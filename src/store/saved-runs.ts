/**
 * Runs kept in this browser: the same files that a person saves, each with a few words about it, in one IndexedDB database. What a browser may
 * do to it (forbid it, fill up, hold it for another tab, close it) becomes a StorageError that says which of these it was.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import * as v from 'valibot';
import type { CellKind } from '../model/spec';
import { autosavesToDrop } from './autosave-limits';
import type { StorageFault } from './status';

export class StorageError extends Error {
  override readonly name = 'StorageError';
  constructor(
    readonly fault: StorageFault,
    cause?: unknown,
  ) {
    super(`storage: ${fault}`, { cause });
  }
}

/** What the list shows of a run. */
export interface KeptRun {
  readonly id: string;
  /** `auto`: kept by itself, and forgotten when others need its place. */
  readonly kind: 'named' | 'auto';
  /** Empty where the page kept it by itself. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** The opening of the page that kept it, so that two tabs never take each other's place. */
  readonly page: string;
  readonly update: number;
  readonly task: string;
  readonly cell: CellKind;
  readonly hiddenSizes: readonly number[];
  readonly bytes: number;
}

export interface SavedRuns {
  /** Newest first. */
  readonly list: () => Promise<readonly KeptRun[]>;
  /** The file. @throws StorageError `missing` where another tab has deleted it. */
  readonly read: (id: string) => Promise<Uint8Array>;
  /** Keeps a file, in place of what was kept under the same id. Automatic ones above their limits go, the oldest first. */
  readonly put: (run: KeptRun, file: Uint8Array) => Promise<void>;
  /** Renames a run; one that was kept by itself is then kept for good. */
  readonly rename: (id: string, name: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** Calls the listener after every change that this tab makes; the function returned ends that. */
  readonly subscribe: (listener: () => void) => () => void;
}

interface Schema extends DBSchema {
  runs: { key: string; value: KeptRun };
  files: { key: string; value: Uint8Array };
}

const NAME = 'through-time';
const VERSION = 1;
export const LONGEST_NAME = 80;

const keptRun = v.object({
  id: v.string(),
  kind: v.picklist(['named', 'auto']),
  name: v.string(),
  task: v.string(),
  cell: v.picklist(['rnn', 'lstm', 'gru']),
  hiddenSizes: v.array(v.number()),
  savedAt: v.pipe(v.number(), v.finite()),
  page: v.string(),
  update: v.pipe(v.number(), v.integer(), v.minValue(0)),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/** Opens the database when it is first needed, and again after the browser has closed it. */
export function createSavedRuns(): SavedRuns {
  const listeners = new Set<() => void>();
  let opening: Promise<IDBPDatabase<Schema>> | null = null;
  /** Set once another tab has asked for a newer form: this one must not open the old form again. */
  let outdated = false;

  const tell = (): void => {
    for (const listener of listeners) listener();
  };

  async function open(): Promise<IDBPDatabase<Schema>> {
    if (outdated) throw new StorageError('newer');
    opening ??= openDatabase({
      onOutdated() {
        outdated = true;
        opening = null;
      },
      onClosed() {
        opening = null;
      },
    });
    try {
      return await opening;
    } catch (error) {
      opening = null;
      throw error;
    }
  }

  /** The work's result, or the fault that ended it. */
  async function using<Result>(work: (database: IDBPDatabase<Schema>) => Promise<Result>): Promise<Result> {
    try {
      return await work(await open());
    } catch (error) {
      throw error instanceof StorageError ? error : new StorageError(faultOf(error), error);
    }
  }

  async function changing(work: (database: IDBPDatabase<Schema>) => Promise<void>): Promise<void> {
    await using(work);
    tell();
  }

  return {
    list: () => using(listRuns),
    read: (id) =>
      using(async (database) => {
        const file = await database.get('files', id);
        if (file === undefined) throw new StorageError('missing');
        return file;
      }),
    put: (run, file) => changing((database) => putRun(database, run, file)),
    rename: (id, name) =>
      changing(async (database) => {
        const transaction = database.transaction('runs', 'readwrite');
        const run = await transaction.store.get(id);
        if (run === undefined) throw new StorageError('missing');
        await transaction.store.put({ ...run, kind: 'named', name: name.slice(0, LONGEST_NAME) });
        await transaction.done;
      }),
    remove: (id) => changing((database) => removeRuns(database, [id])),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

interface Callbacks {
  readonly onOutdated: () => void;
  readonly onClosed: () => void;
}

/** @throws StorageError */
function openDatabase({ onOutdated, onClosed }: Callbacks): Promise<IDBPDatabase<Schema>> {
  return new Promise((resolve, reject) => {
    let refused = false;
    openDB<Schema>(NAME, VERSION, {
      upgrade(database) {
        database.createObjectStore('runs', { keyPath: 'id' });
        database.createObjectStore('files');
      },
      blocked() {
        refused = true;
        reject(new StorageError('blocked'));
      },
      blocking(_current, _asked, event) {
        onOutdated();
        (event.target as IDBDatabase).close();
      },
      terminated: onClosed,
    }).then(
      (database) => {
        // Nobody waits any more: the next who asks opens it again.
        if (refused) database.close();
        else resolve(database);
      },
      (error: unknown) => {
        reject(new StorageError(nameOf(error) === 'VersionError' ? 'newer' : nameOf(error) === 'QuotaExceededError' ? 'full' : 'denied', error));
      },
    );
  });
}

async function listRuns(database: IDBPDatabase<Schema>): Promise<readonly KeptRun[]> {
  const found: readonly unknown[] = await database.getAll('runs');
  const runs = found.flatMap((each) => (v.is(keptRun, each) ? [each] : []));
  return runs.sort((a, b) => b.savedAt - a.savedAt);
}

/** Where there is no room, the oldest automatic runs make some, one after the other. */
async function putRun(database: IDBPDatabase<Schema>, run: KeptRun, file: Uint8Array): Promise<void> {
  const others = (await listRuns(database)).filter(({ id }) => id !== run.id);
  const spare = others.filter(({ kind }) => kind === 'auto');
  for (;;) {
    try {
      await writeRun(database, run, file);
      break;
    } catch (error) {
      const oldest = faultOf(error) === 'full' ? spare.pop() : undefined;
      if (oldest === undefined) throw error;
      await removeRuns(database, [oldest.id]);
    }
  }
  await removeRuns(database, autosavesToDrop(others, run));
}

async function writeRun(database: IDBPDatabase<Schema>, run: KeptRun, file: Uint8Array): Promise<void> {
  const transaction = database.transaction(['runs', 'files'], 'readwrite');
  // Each is awaited, and what is left of a transaction that failed is its own error, not an unhandled one.
  await Promise.all([transaction.objectStore('runs').put(run), transaction.objectStore('files').put(file, run.id), transaction.done]);
}

async function removeRuns(database: IDBPDatabase<Schema>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const transaction = database.transaction(['runs', 'files'], 'readwrite');
  const deletions = ids.flatMap((id) => [transaction.objectStore('runs').delete(id), transaction.objectStore('files').delete(id)]);
  await Promise.all([...deletions, transaction.done]);
}

/** What a failed call on an open database means. */
function faultOf(error: unknown): StorageFault {
  if (error instanceof StorageError) return error.fault;
  if (nameOf(error) === 'QuotaExceededError') return 'full';
  // InvalidStateError: the connection was closed under the call.
  return nameOf(error) === 'InvalidStateError' || nameOf(error) === 'AbortError' ? 'closed' : 'denied';
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
