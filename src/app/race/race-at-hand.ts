/** The one race of the page: it is made when it is first looked at, and stays as it is while another page shows. */
import { createRaceSession, type RaceSession } from '../../store/race-session';
import { wholeRaces } from '../../store/whole-races';
import { createRaceBorder } from '../../worker/race-client';

/** Milliseconds between two drawings of what streams in: a dozen a second are enough to follow four lanes. */
const REST = 60;

let session: RaceSession | null = null;

export function raceAtHand(): RaceSession {
  session ??= createRaceSession(createRaceBorder(), { race: wholeRaces.recallCells(), engine: 'auto', example: 0, t: 0 }, (draw) => {
    window.setTimeout(() => requestAnimationFrame(draw), REST);
  });
  return session;
}
