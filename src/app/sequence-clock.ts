/** Moves the cursor through the sequence: at once, a step at a time, or by itself while playing. */
import { type CursorStore, tickCursor } from '../store/cursor';

/** Steps a second while playing. */
const pace = 8;

export function moveTo(cursor: CursorStore, t: number): void {
  cursor.setState({ t, playing: false });
}

/** By one step or more, along the time axis, held within it. */
export function stepBy(cursor: CursorStore, by: number, steps: number): void {
  moveTo(cursor, Math.max(0, Math.min(steps - 1, cursor.getState().t + by)));
}

export function toggleDirection(cursor: CursorStore): void {
  cursor.setState(({ direction }) => ({ direction: direction === 'forward' ? 'backward' : 'forward' }));
}

/** What playing needs of the window. */
type Clock = Pick<Window, 'setInterval' | 'clearInterval' | 'matchMedia'>;

/**
 * Ticks until the cursor stops playing; returns the way to stop earlier. Who prefers less motion sees the end at once.
 */
export function play(cursor: CursorStore, steps: number, clock: Clock): () => void {
  if (clock.matchMedia('(prefers-reduced-motion: reduce)').matches) {
    const { direction } = cursor.getState();
    cursor.setState({ t: direction === 'forward' ? steps - 1 : 0, direction: direction === 'forward' ? 'backward' : 'forward', playing: false });
    return () => undefined;
  }
  const timer = clock.setInterval(() => {
    cursor.setState(tickCursor(cursor.getState(), steps));
  }, 1000 / pace);
  return () => {
    clock.clearInterval(timer);
  };
}
