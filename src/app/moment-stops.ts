/** The stops of the slider of training: the moments that can be revisited, and now. */
import type { Session } from '../store/session';
import type { Status } from '../store/status';

type Part = Pick<Status, 'moments' | 'moment' | 'update' | 'finite'>;

/** The updates at which the slider stops, rising; the last one is now, where the present weights are finite. */
export function stopsOf({ moments, update, finite }: Omit<Part, 'moment'>): readonly number[] {
  return [...moments.filter((each) => each < update), ...(finite ? [update] : [])];
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
export function momentAt(status: Omit<Part, 'moment'>, stop: number): number | null {
  const stops = stopsOf(status);
  const found = Math.max(0, Math.min(stop, stops.length - 1));
  return status.finite && found === stops.length - 1 ? null : stops[found];
}

/** Shows the network some stops earlier or later in training. */
export function revisitBy(session: Session, stops: number): void {
  const status = session.status.getState();
  session.revisit(momentAt(status, stopOf(status) + stops));
}
