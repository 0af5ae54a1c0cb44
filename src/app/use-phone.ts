/** Whether the page stands in one column, as on a phone: the width at which the style sheets change too. */
import { useSyncExternalStore } from 'react';

const narrow = '(max-width: 760px)';

export function usePhone(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(narrow);
      query.addEventListener('change', changed);
      return () => {
        query.removeEventListener('change', changed);
      };
    },
    () => window.matchMedia(narrow).matches,
  );
}
