import { describe, expect, it } from 'vitest';
import { getTask } from '../tasks/table';
import { type Autosave, createAutosave } from './autosave';
import { autosaveLimits, autosavesToDrop } from './autosave-limits';
import { createDefaultRun } from './default-run';
import { createPageIdentity } from './page-identity';
import { type KeptRun, StorageError } from './saved-runs';
import { type SavedFile, SaveError } from './waiting';
import { createStatus, type StatusStore, type StorageFault } from './status';

interface Bench {
  readonly status: StatusStore;
  readonly autosave: Autosave;
  readonly kept: Map<string, KeptRun>;
  readonly faults: StorageFault[];
  readonly saves: () => number;
  /** What the next saving ends with; null: it works. */
  failWith: (error: Error | null) => void;
}

function createBench(bytes = 10): Bench {
  const status = createStatus();
  const kept = new Map<string, KeptRun>();
  const faults: StorageFault[] = [];
  let failure: Error | null = null;
  let ids = 0;
  let saves = 0;
  const save = (): Promise<SavedFile> => {
    saves += 1;
    return Promise.resolve({ run: createDefaultRun(getTask('recall')), update: status.getState().update, file: new Uint8Array(bytes) });
  };
  const put = (run: KeptRun): Promise<void> => {
    if (failure !== null) return Promise.reject(failure);
    kept.set(run.id, run);
    return Promise.resolve();
  };
  const autosave = createAutosave({
    session: { status, save },
    runs: { put },
    page: 'page',
    now: () => 1000 + saves,
    createId: () => `id${String(++ids)}`,
    onFault: (fault) => faults.push(fault),
  });
  return {
    status,
    autosave,
    kept,
    faults,
    saves: () => saves,
    failWith: (error) => {
      failure = error;
    },
  };
}

const begin = (status: StatusStore, beganAt: number | null, update = beganAt ?? 0): void => {
  status.setState(({ beginnings }) => ({ phase: 'open', beginnings: beginnings + 1, beganAt, update }));
};

describe('autosave', () => {
  it('keeps a run that has gone on, in its own place, and no run twice at one update', async () => {
    const { status, autosave, kept, saves } = createBench();
    await autosave.keep();
    begin(status, 0);
    await autosave.keep();
    expect(saves()).toBe(0);
    status.setState({ update: 5 });
    await Promise.all([autosave.keep(), autosave.keep()]);
    await autosave.keep();
    expect(saves()).toBe(1);
    status.setState({ update: 9 });
    await autosave.keep();
    expect([...kept.values()]).toMatchObject([
      { kind: 'auto', name: '', task: 'recall', cell: 'lstm', hiddenSizes: [12], update: 9, bytes: 10, page: 'page' },
    ]);
  });

  it('keeps a run when its training pauses', async () => {
    const { status, autosave, kept } = createBench();
    begin(status, 0);
    status.setState({ running: true, update: 7 });
    expect(kept.size).toBe(0);
    status.setState({ running: false });
    await autosave.keep();
    expect([...kept.values()]).toMatchObject([{ update: 7 }]);
  });

  it('gives every run that is opened a place of its own', async () => {
    const { status, autosave, kept } = createBench();
    for (const update of [5, 6]) {
      begin(status, 0, update);
      await autosave.keep();
    }
    expect([...kept.values()].map(({ update }) => update)).toEqual([5, 6]);
  });

  it('keeps what came from a file at once, and nothing that is kept already', async () => {
    const { status, autosave, kept } = createBench();
    begin(status, null, 50);
    await autosave.keep();
    expect([...kept.values()]).toMatchObject([{ update: 50 }]);
    begin(status, null, 60);
    autosave.goOnFrom('old');
    await autosave.keep();
    expect(kept.size).toBe(1);
    status.setState({ update: 61 });
    await autosave.keep();
    expect(kept.get('old')).toMatchObject({ update: 61 });
  });

  it('tells a fault once, until something was kept again, and never rejects', async () => {
    const { status, autosave, faults, failWith } = createBench();
    begin(status, 0);
    const keepAt = (update: number): Promise<void> => {
      status.setState({ update });
      return autosave.keep();
    };
    failWith(new StorageError('full'));
    await keepAt(1);
    await keepAt(2);
    expect(faults).toEqual(['full']);
    failWith(new Error('unknown'));
    await keepAt(3);
    expect(faults).toEqual(['full', 'denied']);
    failWith(null);
    await keepAt(4);
    failWith(new StorageError('full'));
    await keepAt(5);
    expect(faults).toEqual(['full', 'denied', 'full']);
    failWith(new SaveError('weights: must be finite'));
    await keepAt(6);
    expect(faults).toHaveLength(3);
  });

  it('does not keep by itself what is too large', async () => {
    const { status, autosave, faults, kept } = createBench(autosaveLimits.bytesOfOne + 1);
    begin(status, 0, 3);
    await autosave.keep();
    expect(faults).toEqual(['tooLarge']);
    expect(kept.size).toBe(0);
  });
});

describe('the limits of automatic keeping', () => {
  const auto = (id: string, savedAt: number, bytes = 1) => ({ id, kind: 'auto' as const, savedAt, bytes });
  const next = auto('next', 100);

  it('let the oldest go above the number', () => {
    const others = Array.from({ length: 10 }, (_, k) => auto(String(k), k));
    expect(autosavesToDrop(others, next)).toEqual(['2', '1', '0']);
  });

  it('let the oldest go above the bytes, and never what has a name', () => {
    const half = autosaveLimits.bytes / 2;
    const named = { id: 'named', kind: 'named' as const, savedAt: 0, bytes: autosaveLimits.bytes };
    expect(autosavesToDrop([named, auto('a', 3, half), auto('b', 2, half), auto('c', 1, 1)], { ...next, bytes: 10 })).toEqual(['b', 'c']);
    expect(autosavesToDrop([named, auto('a', 3, half)], { ...next, kind: 'named', bytes: half * 4 })).toEqual([]);
  });
});

describe('a page’s identity', () => {
  function createTab(): Storage {
    const held = new Map<string, string>();
    return { getItem: (key: string) => held.get(key) ?? null, setItem: (key: string, value: string) => held.set(key, value) } as unknown as Storage;
  }
  const locks = (held: readonly string[]) =>
    ({ request: () => Promise.resolve(), query: () => Promise.resolve({ held: held.map((name) => ({ name })) }) }) as unknown as LockManager;

  it('knows the opening before in its tab, and whether another has ended', async () => {
    const tab = createTab();
    expect(createPageIdentity('a', tab, null).previous).toBeNull();
    const second = createPageIdentity('b', tab, locks(['through-time b', 'through-time c']));
    expect(second.previous).toBe('a');
    expect(await Promise.all(['a', 'b', 'c'].map((page) => second.hasEnded(page)))).toEqual([true, false, false]);
  });

  it('takes nobody for ended where the browser cannot tell', async () => {
    expect(await createPageIdentity('b', null, null).hasEnded('a')).toBe(false);
  });
});
