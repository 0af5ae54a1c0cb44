/** Keeps the page's address and the race in step: opens the race of a link, and writes the race at hand into the address as it changes. */
import { InputError } from '../../core/errors';
import { isRaceLink, type RaceLink, readRaceLink, writeRaceLink } from '../../store/race-link';
import type { RaceSession } from '../../store/race-session';

/** Browsers allow about a hundred changes of the address in half a minute. */
const REST = 400;

export function linkOfRace(session: RaceSession): string {
  const { race, engine, example, t } = session.state.getState();
  return `#${writeRaceLink({ race, engine, example, t })}`;
}

/** Opens what the address says, where that is not at hand already: a link's race, else the one that the page begins with. */
export function openRaceAddress(session: RaceSession, hash: string): void {
  const fragment = hash.replace(/^#/, '');
  const { race, engine, example, t, phase, used } = session.state.getState();
  const begun = phase !== 'opening' || used !== null;
  const present: RaceLink = { race, engine, example, t };
  if (!isRaceLink(fragment)) {
    if (!begun) session.open(present);
    return;
  }
  if (begun && hash === linkOfRace(session)) return;
  try {
    session.open(readRaceLink(fragment));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (!begun) session.open(present);
    session.notify({ kind: 'linkRefused', detail: error.message });
  }
}

/** Writes the race into the address while its page shows; returns the way to stop. */
export function followRace(session: RaceSession, window: Window): () => void {
  let timer: number | null = null;
  const write = (): void => {
    timer = null;
    const { hash } = window.location;
    if (hash === '#race' || isRaceLink(hash.slice(1))) window.history.replaceState(null, '', linkOfRace(session));
  };
  const stop = session.state.subscribe((state, before) => {
    if (state.race === before.race && state.engine === before.engine && state.example === before.example && state.t === before.t) return;
    timer ??= window.setTimeout(write, REST);
  });
  return () => {
    stop();
    if (timer !== null) window.clearTimeout(timer);
  };
}
