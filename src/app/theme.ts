/** Which of the two themes is on the screen: the person's choice, else the system's setting. */
import { useEffect, useSyncExternalStore } from 'react';
import type { ThemeName } from '../views/theme/palette';
import { usePreferences } from './lab-context';

const dark = '(prefers-color-scheme: dark)';

/** The theme at hand; tells the document too, so that style sheets and canvases agree. */
export function useTheme(): ThemeName {
  const chosen = usePreferences((preferences) => preferences.theme);
  const systemIsDark = useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(dark);
      query.addEventListener('change', changed);
      return () => {
        query.removeEventListener('change', changed);
      };
    },
    () => window.matchMedia(dark).matches,
  );
  const theme = chosen === 'system' ? (systemIsDark ? 'dark' : 'light') : chosen;
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return theme;
}
