/** The cursor as what is drawn can have it: fitted to its steps and units, with how far a passage has come; read by what shows it, and by nothing else. */
import { type Cursor, type CursorSpace, fitCursor, isSamePlace, stepOn } from './cursor';
import type { Held, Watchable } from './held';
import { type Leg, legsOf, type Reach, reachAt, stationAt } from './passage';
import type { Side } from './scan-names';

/** The cursor as whoever gives it keeps it. */
export interface CursorState extends Cursor {
  /** The station to which a passage through the network has come; null, or left out: none is under way. */
  readonly passage?: number | null;
  /** true: the passage goes on by itself, and hovering does not move the cursor. */
  readonly playing?: boolean;
}

/** Null before anyone moved it. */
export type CursorSource = Watchable<CursorState | null>;

export interface StageCursor {
  /** What it is fitted to. */
  readonly space: CursorSpace;
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object as long as it is at the same place. */
  readonly cursor: () => Cursor | null;
  /** How far a passage has come, the same object at the same station; null: none is under way. */
  readonly reach: () => Reach | null;
  readonly isPlaying: () => boolean;
  /** Whether hovering no longer moves it. */
  readonly pin: Held<boolean>;
}

/** What is drawn later than it was laid out, in its turn, keeps the cursor that fits it. */
export function fitStageCursor(source: CursorSource, pin: Held<boolean>, space: CursorSpace): StageCursor {
  let read: CursorState | null | undefined;
  let fitted: Cursor | null = null;
  let legs: readonly Leg[] | null = null;
  let reached: { readonly passage: number; readonly reach: Reach } | null = null;
  return {
    space,
    subscribe: source.subscribe,
    cursor: () => {
      const state = source.getState();
      if (state !== read) {
        read = state;
        const next = state && fitCursor(state, space);
        if (next === null || fitted === null || !isSamePlace(next, fitted)) fitted = next;
      }
      return fitted;
    },
    reach: () => {
      const passage = source.getState()?.passage ?? null;
      if (passage === null) return null;
      if (reached?.passage !== passage) {
        legs ??= legsOf(space.scans);
        reached = { passage, reach: reachAt(legs, stationAt(legs, passage)) };
      }
      return reached.reach;
    },
    isPlaying: () => source.getState()?.playing === true,
    pin,
  };
}

/** The cursor's step on an axis; null before there is one. */
export function stepOfCursor(at: StageCursor, side: Side): number | null {
  const cursor = at.cursor();
  return cursor && stepOn(cursor, side);
}

/** The cursor where it is on a scan, else null. */
export function cursorOn(at: StageCursor, scan: string): Cursor | null {
  const cursor = at.cursor();
  return cursor?.scan === scan ? cursor : null;
}
