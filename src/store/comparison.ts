/**
 * What runs have reached that differ in their attention alone: the last evaluation of each, and its file, so that it can be gone on with. Of one
 * sitting at the page; nothing of it is stored.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Run } from '../model/run';
import type { AttentionSpec } from '../model/spec';
import type { HeldOut } from './streams';

/** One of them: its last evaluation, null where it was opened but none has come, and its saved run, null where it has none. */
export interface Reached {
  readonly attention: AttentionSpec | null;
  readonly parameterCount: number;
  readonly heldOut: HeldOut | null;
  readonly file: Uint8Array | null;
}

/** By what the runs have in common, then by their attention. */
type Groups = Readonly<Record<string, Readonly<Record<string, Reached>>>>;

export interface Comparison {
  readonly store: StoreApi<Groups>;
  /** Notes what an open run has reached; keeps its file where none is given. */
  readonly note: (run: Run, reached: Omit<Reached, 'attention' | 'file'> & { readonly file?: Uint8Array }) => void;
}

/** What a run has in common with those that differ from it in their attention alone. */
export function groupOf(run: Run): string {
  const { output } = run.model;
  return JSON.stringify(output.kind === 'decoder' ? { ...run, model: { ...run.model, output: { ...output, attention: null } } } : run);
}

/** The name of an attention within its group. */
export function variantOf(attention: AttentionSpec | null): string {
  return attention === null ? 'none' : [attention.score, attention.query, ...(attention.inputFeeding ? ['fed'] : [])].join(' ');
}

export function attentionOf({ model: { output } }: Run): AttentionSpec | null {
  return output.kind === 'decoder' ? output.attention : null;
}

/** The rows of a run's group: the bottleneck first, then the others as they were opened. */
export function rowsOf(groups: Groups, run: Run): readonly Reached[] {
  const group = groupOf(run);
  const rows = Object.hasOwn(groups, group) ? Object.values(groups[group]) : [];
  return [...rows.filter(({ attention }) => attention === null), ...rows.filter(({ attention }) => attention !== null)];
}

export function createComparison(): Comparison {
  const store = createStore<Groups>(() => ({}));
  return {
    store,
    note: (run, reached) => {
      const [group, attention] = [groupOf(run), attentionOf(run)];
      const variant = variantOf(attention);
      store.setState((groups) => {
        const rows = Object.hasOwn(groups, group) ? groups[group] : {};
        const others = Object.entries(groups).filter(([name]) => name !== group);
        const before = Object.hasOwn(rows, variant) ? rows[variant] : null;
        const row = { attention, ...reached, heldOut: reached.heldOut ?? before?.heldOut ?? null, file: reached.file ?? before?.file ?? null };
        return { ...Object.fromEntries(others.map(([name, each]) => [name, withoutFiles(each)])), [group]: { ...rows, [variant]: row } };
      });
    },
  };
}

/** Files are large: only those of the group at hand are kept. */
function withoutFiles(rows: Groups[string]): Groups[string] {
  return Object.fromEntries(Object.entries(rows).map(([variant, row]) => [variant, { ...row, file: null }]));
}
