/** Gathers the rounds of a race into `progress` events, few enough for the page to draw each. */
import type { LaneRound, Race } from '../engine/race/race';
import type { RaceEvent } from './race-protocol';

/** Milliseconds between two events while training. */
const INTERVAL = 60;
/** Milliseconds over which updates a second are counted. */
const WINDOW = 2000;

export interface RaceProgress {
  note(rounds: readonly LaneRound[]): void;
  /** Posts what is gathered, if it is time. */
  flush(race: Race): void;
  /** Posts what is gathered. @param standing the race stands: no updates a second */
  tell(race: Race, standing: boolean): void;
  /** Updates a second are counted anew: the race starts. */
  restart(): void;
  /** The race is at update 0 again, or is another one. */
  goBack(): void;
}

export function createRaceProgress(post: (event: RaceEvent) => void, clock: () => number): RaceProgress {
  /** Of each lane and seed. */
  let gathered: number[][][] = [];
  /** The update that each lane's gathered losses end with. */
  let ends: number[] = [];
  let posted = -Infinity;
  let marks: { readonly time: number; readonly update: number }[] = [];
  const tell = (race: Race, standing: boolean): void => {
    const time = clock();
    marks = [...marks.filter((mark) => time - mark.time <= WINDOW), { time, update: race.update }];
    const [first] = marks;
    const updatesPerSecond = standing || time === first.time ? 0 : (1000 * (race.update - first.update)) / (time - first.time);
    const lanes = race.lanes.map(({ millisecondsPerUpdate }, lane) => {
      const losses = (gathered.at(lane) ?? []).map((each) => Float32Array.from(each));
      return { losses, from: (ends.at(lane) ?? 0) - (losses.at(0)?.length ?? 0) + 1, millisecondsPerUpdate };
    });
    gathered = [];
    posted = time;
    post({ type: 'progress', update: race.update, lanes, updatesPerSecond });
  };
  return {
    note(rounds) {
      rounds.forEach(({ losses }, lane) => {
        gathered[lane] ??= losses.map(() => []);
        losses.forEach((each, seed) => gathered[lane][seed].push(...each));
        ends[lane] = (ends[lane] ?? 0) + losses[0].length;
      });
    },
    flush(race) {
      if (clock() - posted >= INTERVAL) tell(race, false);
    },
    tell,
    restart() {
      marks = [];
    },
    goBack() {
      gathered = [];
      ends = [];
      marks = [];
    },
  };
}
