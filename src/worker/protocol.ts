/** What the page and the lab's worker say to each other: commands one way, events the other, each a discriminated union. */
import type { Confusion } from '../engine/confusion';
import type { EngineReason } from '../engine/choose';
import type { Foretold } from '../engine/foretell';
import type { History } from '../engine/history';
import type { Rates } from '../engine/measure';
import type { SampledText, SampleRequest } from '../engine/sample';
import type { Edit } from '../model/edits';
import type { EngineName } from '../model/executor';
import type { InstrumentRequest } from '../model/instruments';
import type { Run } from '../model/run';
import type { Answered, Snapshot } from '../model/snapshot';
import type { Measure } from '../tasks/measures';
import type { Rival, Symbols } from '../tasks/task';

export type { Confusion, EngineReason, History, SampledText, SampleRequest };

/** The largest file that the page takes from a person: what a browser can hold a few times over. */
export const MAX_OPENED_FILE = 512 << 20;

/** A forecast that was fed back, and the update of the weights that made it. */
export type Forecasted = Foretold & { readonly update: number };

/** The engine in use, and why. */
export interface EngineStatus {
  readonly name: EngineName;
  readonly adapter: string;
  readonly software: boolean;
  readonly reason: EngineReason;
  /** Where the engines were timed on this run. */
  readonly rates: Rates | null;
}

export type Command =
  /** Replace everything by this run at update 0, or at `checkpoint`. Answers `opened`, `initial`, then a `snapshot`. */
  | {
      readonly type: 'open';
      readonly run: Run;
      readonly engine: EngineName | 'auto';
      /** With `auto`: the engine that a link's run was computed on, taken again where it can be. */
      readonly replay: EngineName | null;
      readonly checkpoint: Checkpoint | null;
      /** Which held-out example the snapshots show. */
      readonly example: number;
      /** What it is shown with, as `edit` takes them; those that do not fit it are `refused` after `opened`. */
      readonly edits: readonly Edit[];
    }
  | { readonly type: 'start' }
  | { readonly type: 'pause' }
  /** One update. */
  | { readonly type: 'step' }
  /** Back to the same initial weights. */
  | { readonly type: 'reset' }
  /** The snapshots show another held-out example. */
  | { readonly type: 'watch'; readonly example: number }
  /**
   * From now on every snapshot is followed by `tried`: what the network answers to this source of token ids; null: no longer. Ends with the next
   * `open`. For a source that cannot be read `notTried` comes, and nothing is tried any longer.
   */
  | { readonly type: 'try'; readonly source: readonly number[] | null }
  /** The network at its present weights writes by itself. Answers `sampled` or `notSampled`, whatever happens. */
  | { readonly type: 'sample'; readonly request: SampleRequest }
  /** What the network at the weights in the picture foretells after the window of the example that is watched. Answers `foretold` or `notForetold`, whatever happens. */
  | { readonly type: 'foretell'; readonly steps: number }
  /** From now on snapshots bear these instruments and no others; nothing is measured that is not asked for. Holds across `open`. */
  | { readonly type: 'show'; readonly request: InstrumentRequest }
  /**
   * From now on snapshots bear `edited`: the example as these interventions make it, whatever the weights have become; [] ends it. Holds until another run is
   * opened. Answers a `snapshot`, or `refused` naming the field, and then nothing has changed. Those that were there already may stay even where they do not
   * fit the example that is watched by now.
   */
  | { readonly type: 'edit'; readonly edits: readonly Edit[] }
  /**
   * From now on snapshots are of the weights of this update, one of those that `moments` lists; null: of the present ones. Training goes on meanwhile.
   * Ends where the run goes back or another one is opened. Answers `moments` and a `snapshot`.
   */
  | { readonly type: 'revisit'; readonly update: number | null }
  /** Training goes on from this update, one of those that `moments` lists; what came after it is void. */
  | { readonly type: 'goOnFrom'; readonly update: number }
  /** The page has drawn a snapshot, which kept its main thread busy that long. Carried out at once: it neither waits nor disturbs. */
  | { readonly type: 'drawn'; readonly milliseconds: number }
  /** The last weights that were finite: after `stopped` with reason nonFinite. */
  | { readonly type: 'restore' }
  /** The best evaluation's weights and optimizer state: `evaluated` says which update that is. */
  | { readonly type: 'restoreBest' }
  /** Answers `weights`. */
  | { readonly type: 'exportWeights' }
  /** Answers `saved` or `notSaved`; `history` goes into the file. */
  | { readonly type: 'save'; readonly history: History }
  /**
   * Replace everything by the run that a saved file holds, at its update; safetensors of weights are taken for the open run's network. Answers
   * as `open` does, or `fileRefused`, and then nothing has changed.
   */
  | { readonly type: 'openFile'; readonly file: Uint8Array; readonly engine: EngineName | 'auto'; readonly example: number };

export interface Checkpoint {
  readonly update: number;
  /** A safetensors file of the parameters. */
  readonly weights: Uint8Array;
  /** A safetensors file of the optimizer's state, as a saved run has it; without it the optimizer begins anew. */
  readonly optimizer?: Uint8Array | undefined;
}

/** Where a run that was opened from a file goes on. */
export interface Restored {
  /** With the optimizer's state, or where a file has only weights and specs without it, or weights alone for the run that was open. */
  readonly kind: 'exact' | 'anew' | 'weights';
  readonly update: number;
  readonly history: History;
}

export type Event =
  | {
      readonly type: 'opened';
      readonly run: Run;
      readonly engine: EngineStatus;
      readonly parameterCount: number;
      /** The loss of guessing. */
      readonly baseline: number;
      /** What a simple rule reaches on the held-out examples; null where the task has none. */
      readonly rival: Rival | null;
      /** What the task's inputs and outputs are called: some tasks know it from their data alone. */
      readonly symbols: Symbols;
      /** The held-out example that the snapshots show. */
      readonly example: number;
      /** Where it was opened from a file. */
      readonly restored: Restored | null;
    }
  /**
   * Updates done since the last event of this kind, oldest first; losses[k] belongs to update `update - losses.length + 1 + k`.
   * With fewer updates than before and no losses, the run went back (reset, restore, a lost engine): what came after `update` is void.
   */
  | {
      readonly type: 'progress';
      readonly update: number;
      readonly losses: Float32Array;
      readonly gradNorms: Float32Array;
      /** 0 while paused. */
      readonly updatesPerSecond: number;
    }
  /** `best`: no evaluation of this run was better; `restoreBest` goes back to it. */
  | {
      readonly type: 'evaluated';
      readonly update: number;
      readonly loss: number;
      readonly metric: number;
      /** What else the task measures. */
      readonly measures: readonly Measure[];
      readonly best: boolean;
      /** Where the network names one class a sequence. */
      readonly confusion?: Confusion;
    }
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  /** The updates whose weights are kept, rising, from the run's beginning on; `shown`: the one that snapshots are of, null = the present. */
  | {
      readonly type: 'moments';
      readonly updates: readonly number[];
      readonly shown: number | null;
      /** false: the present weights are not, so that only moments can be shown, and training cannot go on. */
      readonly finite: boolean;
    }
  /** What the decoder answers to the source that is tried. */
  | { readonly type: 'tried'; readonly answered: Answered }
  | { readonly type: 'notTried'; readonly message: string }
  /** What the network wrote at this update; null where another run was opened meanwhile. */
  | { readonly type: 'sampled'; readonly update: number; readonly text: SampledText | null }
  | { readonly type: 'notSampled'; readonly message: string }
  /** null where another run was opened meanwhile. */
  | { readonly type: 'foretold'; readonly example: number; readonly foretold: Forecasted | null }
  | { readonly type: 'notForetold'; readonly message: string }
  /** The run's initial weights on the watched example, also where it was opened at a checkpoint. */
  | { readonly type: 'initial'; readonly snapshot: Snapshot }
  | { readonly type: 'running'; readonly running: boolean }
  /** Training stopped by itself; `pass` names what stopped being finite first, `step` the time step where one is known. */
  | { readonly type: 'nonFinite'; readonly update: number; readonly pass: string; readonly step: number | null; readonly lastGood: number }
  /** Once after `opened` with reason `measuring`, before the first update: the engine that trains. */
  | { readonly type: 'engineDecided'; readonly engine: EngineStatus }
  /** The engine was replaced; the run goes on from `update`. */
  | { readonly type: 'engineChanged'; readonly engine: EngineStatus; readonly update: number; readonly detail: string }
  | { readonly type: 'weights'; readonly update: number; readonly file: Uint8Array }
  | { readonly type: 'saved'; readonly run: Run; readonly update: number; readonly file: Uint8Array }
  | { readonly type: 'notSaved'; readonly message: string }
  /** The run that was open goes on as if nothing had happened. */
  | { readonly type: 'fileRefused'; readonly message: string }
  /**
   * A command could not be carried out; nothing changed. `opening`: it was an `open`, which this answers. `edits`: after `open` and `edit` those that
   * hold, else null.
   */
  | { readonly type: 'refused'; readonly message: string; readonly opening: boolean; readonly edits: readonly Edit[] | null }
  /** The worker cannot go on. */
  | { readonly type: 'failed'; readonly message: string };
