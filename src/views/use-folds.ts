/** Which panels are folded away: kept by whoever gives `folded` and `onFold`, else by the stage itself. */
import { useState } from 'react';
import type { Fold } from './panel';

interface Input {
  readonly folded?: readonly string[];
  readonly onFold?: (folded: readonly string[]) => void;
}

/** Of each panel whether it is folded, and how to change that. */
export function useFolds({ folded, onFold }: Input): (panel: string) => Fold {
  const [own, setOwn] = useState<readonly string[]>([]);
  const all = folded ?? own;
  const set = onFold ?? setOwn;
  return (panel) => ({
    folded: all.includes(panel),
    onFold: (fold) => {
      set(fold ? [...all, panel] : all.filter((each) => each !== panel));
    },
  });
}
