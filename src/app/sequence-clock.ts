/** The clock of the sequence: takes the cursor from station to station of the passage, at once, one at a time, or by itself while playing. */
import type { Snapshot } from '../model/snapshot';
import type { Cursor, CursorStore } from '../store/cursor';
import { boundsOf } from '../store/cursor-bounds';
import type { Session } from '../store/session';
import { type Leg, legsOf, lossStation, placeAt, stationAt, stationOf } from '../views/passage';

/** Stations a second that can be chosen: slow enough to speak along, or through a long sequence. */
export const paces = [1, 2, 8, 30] as const;

/** The legs of the network at hand; one of one step before there is a snapshot. */
export function passageOf(snapshot: Snapshot | null): readonly Leg[] {
  if (snapshot === null) return [{ scans: ['l0'], steps: 1 }];
  return legsOf(Object.entries(boundsOf(snapshot)).map(([name, { steps }]) => ({ name, length: steps })));
}

/** The station at hand: that of the passage, or where there is none that of the cursor in its direction. */
export function stationOfCursor({ passage, scan, t, direction }: Cursor, legs: readonly Leg[]): number {
  return passage === null ? stationOf(legs, scan, t, direction) : Math.min(passage, 2 * lossStation(legs));
}

/** The cursor at a station, held within the passage. */
export function atStation(cursor: Cursor, wanted: number, legs: readonly Leg[]): Cursor {
  const loss = lossStation(legs);
  const passage = Math.max(0, Math.min(2 * loss, Math.round(wanted)));
  const station = stationAt(legs, passage);
  const place = placeAt(legs, station, cursor.scan);
  const crossed = (place.scan === 'decoder') !== (cursor.scan === 'decoder');
  const across = crossed ? (place.scan === 'decoder' ? legs[station.leg - 1].steps - 1 : 0) : cursor.across;
  const direction = passage < loss ? 'forward' : passage > loss ? 'backward' : cursor.direction;
  return { ...cursor, ...place, across, passage, direction };
}

/** To a station, where it rests. */
export function moveTo(cursor: CursorStore, station: number, legs: readonly Leg[]): void {
  cursor.setState({ ...atStation(cursor.getState(), station, legs), playing: false });
}

/** By one station or more, along the passage. */
export function stepBy(cursor: CursorStore, by: number, legs: readonly Leg[]): void {
  const now = cursor.getState();
  moveTo(cursor, stationOfCursor(now, legs) + by, legs);
}

/** The same step on the other way; the loss has none. */
export function toggleDirection(cursor: CursorStore, legs: readonly Leg[]): void {
  const now = cursor.getState();
  const direction = now.direction === 'forward' ? 'backward' : 'forward';
  cursor.setState(
    now.passage === null
      ? { direction }
      : { ...atStation(now, 2 * lossStation(legs) - stationOfCursor(now, legs), legs), direction, playing: now.playing },
  );
}

/** Plays from the station at hand, from the first one at the end of the passage; or stops. */
export function togglePlaying(cursor: CursorStore, legs: readonly Leg[]): void {
  const now = cursor.getState();
  const station = stationOfCursor(now, legs);
  if (now.playing) cursor.setState({ playing: false });
  else cursor.setState({ ...atStation(now, station >= 2 * lossStation(legs) ? 0 : station, legs), playing: true });
}

/** The next station; at the last one the clock stops. */
export function tick(cursor: Cursor, legs: readonly Leg[]): Cursor {
  const next = stationOfCursor(cursor, legs) + 1;
  return next > 2 * lossStation(legs) ? { ...cursor, playing: false } : atStation(cursor, next, legs);
}

/** What playing needs of the window. */
type Clock = Pick<Window, 'setInterval' | 'clearInterval' | 'matchMedia'>;

/**
 * Ticks until the cursor stops playing; returns the way to stop earlier. Who prefers less motion sees the loss at once, then the end.
 */
export function play({ cursor, streams }: Pick<Session, 'cursor' | 'streams'>, clock: Clock): () => void {
  const legs = (): readonly Leg[] => passageOf(streams.snapshot());
  if (clock.matchMedia('(prefers-reduced-motion: reduce)').matches) {
    const loss = lossStation(legs());
    moveTo(cursor, stationOfCursor(cursor.getState(), legs()) < loss ? loss : 2 * loss, legs());
    return () => undefined;
  }
  const timer = clock.setInterval(() => {
    cursor.setState(tick(cursor.getState(), legs()));
  }, 1000 / cursor.getState().pace);
  return () => {
    clock.clearInterval(timer);
  };
}
