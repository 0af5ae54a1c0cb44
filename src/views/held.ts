/** A value kept outside of React, so that a change of it draws only what shows it. */

/** What can be read at any time and watched; a store of the page is one as well. */
export interface Watchable<T> {
  readonly getState: () => T;
  /** Calls back after every change; returns the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface Held<T> extends Watchable<T> {
  readonly setState: (next: T) => void;
}

export function createHeld<T>(start: T): Held<T> {
  const listeners = new Set<() => void>();
  let state = start;
  return {
    getState: () => state,
    setState: (next) => {
      if (Object.is(next, state)) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
