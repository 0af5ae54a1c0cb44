/** How far the network is unrolled: kept by whoever gives `opening` and `opener`, else by the stage itself. */
import { useState } from 'react';
import { createOpener, type Opener } from './opener';

interface Input {
  readonly opening?: number;
  readonly opener?: Opener;
}

export function useOpening({ opening, opener }: Input): { readonly opening: number; readonly opener: Opener } {
  const [own, setOwn] = useState(opening ?? 1);
  const [ownOpener] = useState(() => {
    let latest = opening ?? 1;
    const write = (next: number): void => {
      latest = next;
      setOwn(next);
    };
    return createOpener(
      () => latest,
      write,
      () => window,
    );
  });
  return opener === undefined ? { opening: own, opener: ownOpener } : { opening: opening ?? own, opener };
}
