/** What the lab is doing: the engine, whether it trains, how far it is, and what the person must be told. Small facts only. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Run } from '../model/run';
import type { Measure } from '../tasks/measures';
import type { Rival, Symbols } from '../tasks/task';
import type { KeptRun } from './saved-runs';
import type { Confusion, EngineStatus, Restored } from '../worker/protocol';

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
  | { readonly kind: 'restored'; readonly update: number }
  /** A run was opened from a file or from the browser's storage. */
  | { readonly kind: 'resumed'; readonly restored: Restored['kind']; readonly update: number }
  | { readonly kind: 'notSaved'; readonly detail: string }
  | { readonly kind: 'fileRefused'; readonly detail: string }
  /** The file that was chosen is larger than any that is read. */
  | { readonly kind: 'fileTooLarge'; readonly bytes: number }
  /** A run that the page kept by itself can be gone on with. */
  | { readonly kind: 'kept'; readonly run: KeptRun }
  | { readonly kind: 'storage'; readonly fault: StorageFault };

/**
 * Why runs cannot be kept in this browser: it allows no storage (a private window); there is no room left; another tab holds an older form of the
 * storage; another tab has brought it to a newer form; the browser closed it; what was asked for is no longer there; this run is too large to be kept.
 */
export type StorageFault = 'denied' | 'full' | 'blocked' | 'newer' | 'closed' | 'missing' | 'tooLarge';

export interface Status {
  readonly phase: 'opening' | 'open' | 'failed';
  /** The run that is open: while another is being opened, the settings are ahead of it. */
  readonly run: Run | null;
  readonly engine: EngineStatus | null;
  readonly running: boolean;
  readonly update: number;
  /** Counts the runs that were opened, and every return to the initial weights: what is kept of one does not replace what is kept of another. */
  readonly beginnings: number;
  /** The update at which the run began here, where its weights can be had again without being kept; null where they came from a file. */
  readonly beganAt: number | null;
  /** 0 while paused. */
  readonly updatesPerSecond: number;
  readonly parameterCount: number;
  /** The loss of guessing. */
  readonly baseline: number;
  /** What a simple rule reaches, in the task's metric. */
  readonly rival: Rival | null;
  /** What the open run's inputs and outputs are called. */
  readonly symbols: Symbols;
  /** The best held-out evaluation of the run: it can be gone back to. */
  readonly best: { readonly update: number; readonly metric: number } | null;
  /** What else than loss and metric the last evaluation measured; null before it. */
  readonly measured: { readonly update: number; readonly measures: readonly Measure[] } | null;
  /** Which class was answered where which was asked, at the last evaluation; null where the network names no classes, or before it. */
  readonly confusion: (Confusion & { readonly update: number }) | null;
  /** The updates whose weights are kept, rising. */
  readonly moments: readonly number[];
  /** The one of them that the picture is of; null = it is of the present weights. */
  readonly moment: number | null;
  /** false: the present weights are not finite, so that there is no picture of them and training cannot go on. */
  readonly finite: boolean;
  readonly notice: Notice | null;
}

export type StatusStore = StoreApi<Status>;

export function createStatus(): StatusStore {
  return createStore<Status>(() => ({
    phase: 'opening',
    run: null,
    engine: null,
    running: false,
    update: 0,
    beginnings: 0,
    beganAt: 0,
    updatesPerSecond: 0,
    parameterCount: 0,
    baseline: 0,
    rival: null,
    symbols: { inputs: [], outputs: [] },
    best: null,
    measured: null,
    confusion: null,
    moments: [],
    moment: null,
    finite: true,
    notice: null,
  }));
}
