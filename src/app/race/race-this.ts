/** Carries the lab's network over to a race against the other cells. */
import { raceOfRun } from '../../store/race-edit';
import { writeRaceLink } from '../../store/race-link';
import type { Session } from '../../store/session';

/** The address of the race. */
export function addressOfRaceWith({ settings }: Pick<Session, 'settings'>): string {
  const { run, engine, example } = settings.getState();
  return `#${writeRaceLink({ race: raceOfRun(run), engine, example, t: 0 })}`;
}
