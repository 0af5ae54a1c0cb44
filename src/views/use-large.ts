/** Which of the panels is open large: it alone is shown then, with the sequence above it; its button and Escape close it. */
import { useEffect, useState } from 'react';
import type { LargeSwitch } from './panel';

export interface LargePanels {
  /** The panel that is open large; null: none. */
  readonly large: string | null;
  /** What a panel needs to know: whether it is left out, and its switch. */
  readonly largeOf: (panel: string) => { readonly hidden: boolean; readonly large: LargeSwitch };
}

/** @param known the panels that there are: one that has gone is no longer large. */
export function useLarge(known: (panel: string) => boolean, label: string): LargePanels {
  const [asked, setAsked] = useState<string | null>(null);
  const large = asked !== null && known(asked) ? asked : null;
  useEffect(() => {
    if (large === null) return undefined;
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !(event.target instanceof Element && event.target.closest('dialog') !== null)) setAsked(null);
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, [large]);
  return {
    large,
    largeOf: (panel) => ({
      hidden: large !== null && large !== panel,
      large: {
        on: large === panel,
        label,
        onToggle: () => {
          setAsked(large === panel ? null : panel);
        },
      },
    }),
  };
}
