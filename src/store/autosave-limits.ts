/** How many runs are kept unasked, and which of them go when another one needs the place. */
import type { KeptRun } from './saved-runs';

/** All runs that the page keeps by itself, and the largest of them. */
export const autosaveLimits = { runs: 8, bytes: 64e6, bytesOfOne: 32e6 } as const;

type Weighed = Pick<KeptRun, 'id' | 'kind' | 'savedAt' | 'bytes'>;

/** The ids of those among `others` that must go once `next` is kept: the oldest automatic ones, as many as the limits ask for. */
export function autosavesToDrop(others: readonly Weighed[], next: Weighed): readonly string[] {
  const newestFirst = others.filter(({ kind }) => kind === 'auto').sort((a, b) => b.savedAt - a.savedAt);
  let [runs, bytes] = next.kind === 'auto' ? [1, next.bytes] : [0, 0];
  return newestFirst.flatMap((run) => {
    runs += 1;
    bytes += run.bytes;
    return runs > autosaveLimits.runs || bytes > autosaveLimits.bytes ? [run.id] : [];
  });
}
