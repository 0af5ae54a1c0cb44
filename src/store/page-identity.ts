/** Which opening of the page this is, and whether an earlier one still lives: what decides whose place in the storage may be taken over. */

/** The part of the browser's lock manager that is used here; browsers offer it only to secure pages. */
type Locks = Pick<LockManager, 'request' | 'query'>;

export interface PageIdentity {
  /** Of this opening alone: a reload and a duplicated tab are others. */
  readonly id: string;
  /** The opening before in this tab. */
  readonly previous: string | null;
  /** Whether that opening has surely ended; false too where the browser cannot tell. */
  hasEnded(page: string): Promise<boolean>;
}

const KEY = 'through-time-page';
const lockOf = (page: string): string => `through-time ${page}`;

/** @param tab storage that lasts as long as the tab; null where there is none. */
export function createPageIdentity(id: string, tab: Storage | null, locks: Locks | null): PageIdentity {
  const previous = tab?.getItem(KEY) ?? null;
  try {
    tab?.setItem(KEY, id);
  } catch {
    // Full: the next opening then knows of none before it.
  }
  // Held until the page goes; the browser gives it back then.
  void locks?.request(lockOf(id), () => new Promise(() => undefined)).catch(() => undefined);
  return {
    id,
    previous,
    async hasEnded(page) {
      if (locks === null || page === id) return false;
      const { held = [] } = await locks.query();
      return !held.some(({ name }) => name === lockOf(page));
    },
  };
}
