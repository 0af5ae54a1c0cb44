/** Whether the page is at most so wide, as a style sheet's media query asks. */
import { useCallback, useSyncExternalStore } from 'react';

/** @param width in CSS pixels */
export function useNarrow(width: number): boolean {
  const narrow = `(max-width: ${String(width)}px)`;
  const subscribe = useCallback(
    (changed: () => void) => {
      const query = window.matchMedia(narrow);
      query.addEventListener('change', changed);
      return () => {
        query.removeEventListener('change', changed);
      };
    },
    [narrow],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(narrow).matches);
}

/** Whether the page stands in one column, as on a phone: the width at which the style sheets change too. */
export function usePhone(): boolean {
  return useNarrow(760);
}
