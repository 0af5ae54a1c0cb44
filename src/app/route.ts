/** Which page the address asks for: the gallery by its name, else the lab. */
import { useSyncExternalStore } from 'react';

export type Route = 'lab' | 'gallery';

export function routeOf(hash: string): Route {
  return hash === '#gallery' ? 'gallery' : 'lab';
}

/** The route at hand; draws again when the address changes. */
export function useRoute(): Route {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('hashchange', changed);
      return () => {
        window.removeEventListener('hashchange', changed);
      };
    },
    () => routeOf(window.location.hash),
  );
}
