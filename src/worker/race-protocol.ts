/** What the page and the race's worker say to each other: commands one way, events the other. */
import type { LaneAssessment, LaneFailure } from '../engine/race/race';
import type { EngineName } from '../model/executor';
import type { RaceSpec } from '../model/race';
import type { ModelSpec } from '../model/spec';
import type { Snapshot } from '../model/snapshot';
import type { Symbols } from '../tasks/task';
import type { EngineStatus } from './protocol';

export type { EngineStatus, LaneAssessment, LaneFailure };

/** Updates from one of the fixed evaluations to the next. */
export const EVALUATED_EVERY = 25;

export type RaceCommand =
  /** Replace everything by this race at update 0. Answers `opened`, `pictures`, then `assessed`; or `refused`, and then nothing has changed. */
  | { readonly type: 'open'; readonly race: RaceSpec; readonly engine: EngineName | 'auto'; readonly example: number }
  | { readonly type: 'start' }
  | { readonly type: 'pause' }
  /** One update of every lane. */
  | { readonly type: 'step' }
  /** Every lane back to its initial weights. */
  | { readonly type: 'reset' }
  /** The pictures show another held-out example. */
  | { readonly type: 'watch'; readonly example: number };

export type RaceEvent =
  | {
      readonly type: 'opened';
      readonly race: RaceSpec;
      readonly engine: EngineStatus;
      /** As they race: of the widths that the match asks for. */
      readonly lanes: readonly { readonly model: ModelSpec; readonly parameterCount: number }[];
      /** The loss of guessing. */
      readonly baseline: number;
      readonly symbols: Symbols;
      readonly example: number;
    }
  /** The race went back to its start, with all its lanes. Answers `reset`. */
  | { readonly type: 'reset' }
  /** Updates done since the last event of this kind. Every lane that goes on is at `update`, with all its seeds; where none does, the one that came furthest. */
  | {
      readonly type: 'progress';
      readonly update: number;
      readonly lanes: readonly LaneProgress[];
      /** Of each lane; 0 while paused. */
      readonly updatesPerSecond: number;
    }
  /** The lane stands still from now on, at the update before `failure.update`; the others go on. */
  | { readonly type: 'laneFailed'; readonly lane: number; readonly failure: LaneFailure }
  /** null for a lane that has failed. */
  | { readonly type: 'assessed'; readonly update: number; readonly lanes: readonly (LaneAssessment | null)[] }
  /** Held-out example number `example` passing through every lane at the same update; null for a lane that has failed. */
  | { readonly type: 'pictures'; readonly update: number; readonly example: number; readonly snapshots: readonly (Snapshot | null)[] }
  | { readonly type: 'running'; readonly running: boolean }
  /** The engine's device was lost and the race with it; it must be opened anew. */
  | { readonly type: 'engineLost'; readonly engine: EngineName; readonly reason: string }
  /** A command could not be carried out; nothing changed. */
  | { readonly type: 'refused'; readonly message: string }
  /** The worker cannot go on. */
  | { readonly type: 'failed'; readonly message: string };

/** A lane's part of `progress`. */
export interface LaneProgress {
  /** Of each seed; losses[seed][k] belongs to the lane's update number `from + k`. */
  readonly losses: readonly Float32Array[];
  readonly from: number;
  /** Measured, the median of its latest turns; null before the first. */
  readonly millisecondsPerUpdate: number | null;
}
