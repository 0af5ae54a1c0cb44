/** The facts of a task as they come: computed once for each run, one task after another, so that the page stays at hand. */
import { useEffect, useState } from 'react';
import type { Run } from '../../model/run';
import type { Task } from '../../tasks/task';
import { computeFacts, type Facts } from './facts';
import { readData } from './read-data';

export type FactsState =
  { readonly kind: 'waiting' } | { readonly kind: 'ready'; readonly facts: Facts } | { readonly kind: 'failed'; readonly detail: string };

const waiting: FactsState = { kind: 'waiting' };

const known = new Map<string, Promise<Facts>>();
let last: Promise<unknown> = Promise.resolve();

/** @param wanted nothing is computed, nor any data read, before it is true */
export function useFacts(task: Task, run: Run, wanted: boolean): FactsState {
  const [state, setState] = useState<FactsState>(waiting);
  useEffect(() => {
    if (!wanted) return;
    let here = true;
    const tell = (told: FactsState): void => {
      if (here) setState(told);
    };
    factsOf(task, run).then(
      (facts) => {
        tell({ kind: 'ready', facts });
      },
      (error: unknown) => {
        tell({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      here = false;
    };
  }, [task, run, wanted]);
  return state;
}

function factsOf(task: Task, { task: { options }, seed }: Run): Promise<Facts> {
  const key = JSON.stringify([task.name, options, seed]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = last.then(breathe).then(() => computeFacts(task, options, seed, readData));
  known.set(key, made);
  // What failed is tried again when it is next asked for.
  last = made.catch(() => known.delete(key));
  return made;
}

/** Lets the page draw and answer between two tasks. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
