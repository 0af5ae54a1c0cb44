/** Reads a part of the stage's cursor: the component is drawn again when that part is another, and while its piece of the page is out of view not before it is seen. */
import { use, useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import type { CursorSpace } from './cursor';
import { createHeld, type Held } from './held';
import { type CursorSource, fitStageCursor, type StageCursor } from './stage-cursor';
import { SightContext } from './turns/sight';

/** @param select a number, a word, or an object that is the same as long as nothing changed */
export function useAt<Part>(at: StageCursor, select: (at: StageCursor) => Part): Part {
  const sight = use(SightContext);
  const subscribe = useCallback(
    (listener: () => void) => {
      if (sight === null) return at.subscribe(listener);
      const stops = [
        at.subscribe(() => {
          if (sight.getState()) listener();
        }),
        sight.subscribe(listener),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [at, sight],
  );
  const read = (): Part => select(at);
  return useSyncExternalStore(subscribe, read, read);
}

/** The cursor of what is drawn: another one only where the steps, units, quantities or their order are others. */
export function useStageCursor(source: CursorSource, space: CursorSpace): StageCursor {
  const [pin] = useState(() => createHeld(false));
  const key = JSON.stringify(space);
  return useMemo(() => fitStageCursor(source, pin, JSON.parse(key) as CursorSpace), [source, pin, key]);
}

export function useHeld<T>({ subscribe, getState }: Held<T>): T {
  return useSyncExternalStore(subscribe, getState, getState);
}
