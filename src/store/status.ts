/** What the lab is doing: the engine, whether it trains, how far it is, and what the person must be told. Small facts only. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EngineStatus } from '../worker/protocol';

/** Something that happened and that the status region says in a sentence. */
export type Notice =
  /** The link in the address could not be used; the default run was opened instead. */
  | { readonly kind: 'linkRefused'; readonly detail: string }
  /** The trained weights that come with the page could not be had; the run was opened at its initial weights. */
  | { readonly kind: 'checkpointMissing'; readonly detail: string }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'nonFinite'; readonly update: number; readonly pass: string; readonly step: number | null; readonly lastGood: number }
  | { readonly kind: 'engineChanged'; readonly engine: EngineStatus; readonly update: number; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'linkCopied' }
  | { readonly kind: 'linkNotCopied' }
  | { readonly kind: 'restored'; readonly update: number };

export interface Status {
  readonly phase: 'opening' | 'open' | 'failed';
  readonly engine: EngineStatus | null;
  readonly running: boolean;
  readonly update: number;
  /** 0 while paused. */
  readonly updatesPerSecond: number;
  readonly parameterCount: number;
  /** The loss of guessing. */
  readonly baseline: number;
  /** The best held-out evaluation of the run: it can be gone back to. */
  readonly best: { readonly update: number; readonly metric: number } | null;
  readonly notice: Notice | null;
}

export type StatusStore = StoreApi<Status>;

export function createStatus(): StatusStore {
  return createStore<Status>(() => ({
    phase: 'opening',
    engine: null,
    running: false,
    update: 0,
    updatesPerSecond: 0,
    parameterCount: 0,
    baseline: 0,
    best: null,
    notice: null,
  }));
}
