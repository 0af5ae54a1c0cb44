/** The race worker's end of the border: gives the race this browser's engines, files and clock, and carries its events to the page. */
import { openRace } from '../engine/race/open-race';
import { startRace } from './race';
import type { RaceCommand, RaceEvent } from './race-protocol';
import { transferOf } from './race-transfer';
import { createSurroundings } from './surroundings';

const { scope, readData, engines, yieldToMessages } = createSurroundings<RaceCommand, RaceEvent>();

const race = startRace({
  post(event) {
    scope.postMessage(event, transferOf(event));
  },
  openRace: (given) => openRace(given, readData),
  engines,
  clock: () => performance.now(),
  yieldToMessages,
});

scope.addEventListener('message', ({ data }) => {
  race.receive(data);
});
