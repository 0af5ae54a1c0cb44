/** Which page the address asks for: another page by its name, with what it should show after a `=`, else the lab. */
import { useSyncExternalStore } from 'react';
import { type PageName, pageNames } from './pages';

export type Route = 'lab' | PageName;

export function routeOf(hash: string): Route {
  return pageNames.find((name) => hash === `#${name}` || hash.startsWith(`#${name}=`)) ?? 'lab';
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
