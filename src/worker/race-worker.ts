/** The race worker's end of the border: gives the race this browser's engines, files and clock, and carries its events to the page. */
import { openRace } from '../engine/race/open-race';
import { startRace } from './race';
import type { RaceCommand, RaceEvent } from './race-protocol';
import { createSurroundings } from './surroundings';

const { scope, readData, engines, yieldToMessages } = createSurroundings<RaceCommand, RaceEvent>();

/** Numbers that the race gives away with an event; examples stay its own, since tasks may share memory among them. */
function transferOf(event: RaceEvent): ArrayBufferLike[] {
  if (event.type === 'progress') return event.lanes.flatMap(({ losses }) => losses.map(({ buffer }) => buffer));
  if (event.type !== 'pictures') return [];
  const buffers = event.snapshots.flatMap((snapshot) => (snapshot === null ? [] : Object.values(snapshot.tensors).map(({ data }) => data.buffer)));
  return [...new Set(buffers)];
}

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
