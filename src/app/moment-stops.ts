/** The stops of the slider of training: the moments that can be revisited, and now. */
import type { Session } from '../store/session';
import type { Status } from '../store/status';

type Part = Pick<Status, 'moments' | 'moment' | 'update'>;

/** The updates at which the slider stops, rising; the last one is now. */
export function stopsOf({ moments, update }: Omit<Part, 'moment'>): readonly number[] {
  return [...moments.filter((each) => each < update), update];
}

/** Which stop the picture is of: the moment's, or where that is no longer kept, the next one after it. */
export function stopOf(status: Part): number {
  const stops = stopsOf(status);
  const { moment } = status;
  if (moment === null) return stops.length - 1;
  const found = stops.findIndex((each) => each >= moment);
  return found === -1 ? stops.length - 1 : found;
}

/** The moment at a stop; null = now. */
export function momentAt(stops: readonly number[], stop: number): number | null {
  return stop >= stops.length - 1 ? null : stops[Math.max(0, stop)];
}

/** Shows the network some stops earlier or later in training. */
export function revisitBy(session: Session, stops: number): void {
  const status = session.status.getState();
  session.revisit(momentAt(stopsOf(status), stopOf(status) + stops));
}
