/** What a batch leaves for the next one, while everything so far was finite. */
import type { Feed } from '../model/executor';
import type { KeepPass } from '../model/passes';
import { resolveCount, resolveOffset } from '../model/resolve';
import type { Progress } from './optimizer';
import { getFloats, type Store } from './store';

/** to = from, row by row. */
export function bindKeep(store: Store, { from, to }: KeepPass, progress: Progress): (feed: Feed) => void {
  const [source, target] = [getFloats(store, from.tensor), getFloats(store, to.tensor)];
  return ({ sizes }) => {
    if (!progress.finite) return;
    const [first, into] = [resolveOffset(from, sizes), resolveOffset(to, sizes)];
    for (let m = 0; m < resolveCount(from.rows, sizes); m++) {
      const at = first + m * from.stride;
      target.set(source.subarray(at, at + from.columns), into + m * to.stride);
    }
  };
}
