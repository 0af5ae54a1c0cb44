/** The interventions on the network that is shown, with what undo and redo bring back, and those that were kept under a name. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Edit } from '../model/edits';
import type { Edited } from '../model/snapshot';

type Edits = readonly Edit[];

export interface WhatIf {
  readonly edits: Edits;
  /** What undo goes back through, the latest last, and what redo goes forward through, the next one last. */
  readonly past: readonly Edits[];
  readonly future: readonly Edits[];
  /** Kept as long as the page is open; a name is there once. */
  readonly variants: readonly Variant[];
}

export interface Variant {
  readonly name: string;
  readonly edits: Edits;
}

export type WhatIfStore = StoreApi<WhatIf>;

/** Lists that undo remembers. */
const MOST_PAST = 100;

export function createWhatIf(): WhatIfStore {
  return createStore<WhatIf>(() => ({ edits: [], past: [], future: [], variants: [] }));
}

/** Another network or example is shown: with these edits, and nothing to undo. */
export function begin(edits: Edits): Pick<WhatIf, 'edits' | 'past' | 'future'> {
  return { edits, past: [], future: [] };
}

/** The list is another one; what was undone cannot be redone any more. */
export function change({ edits, past }: WhatIf, next: Edits): Pick<WhatIf, 'edits' | 'past' | 'future'> {
  return { edits: next, past: [...past.slice(1 - MOST_PAST), edits], future: [] };
}

/** The list before the last change; null where there is none. */
export function undo({ edits, past, future }: WhatIf): Pick<WhatIf, 'edits' | 'past' | 'future'> | null {
  const before = past.at(-1);
  return before === undefined ? null : { edits: before, past: past.slice(0, -1), future: [...future, edits] };
}

/** The list that was undone last; null where there is none. */
export function redo({ edits, past, future }: WhatIf): Pick<WhatIf, 'edits' | 'past' | 'future'> | null {
  const after = future.at(-1);
  return after === undefined ? null : { edits: after, past: [...past, edits], future: future.slice(0, -1) };
}

/** The present list under a name, in place of the one of that name. */
export function keepAs({ edits, variants }: WhatIf, name: string): Pick<WhatIf, 'variants'> {
  return { variants: [...variants.filter((each) => each.name !== name), { name, edits }] };
}

/** Whether a picture is not yet, or no longer, of these interventions. */
export function isAwaited(edits: Edits, edited: Pick<Edited, 'edits'> | undefined): boolean {
  return JSON.stringify(edited?.edits ?? []) !== JSON.stringify(edits);
}
