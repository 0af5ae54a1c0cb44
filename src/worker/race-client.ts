/** A race in a worker of its own, as the page has it. */
import { type Border, createBorder, startWorker } from './border';
import type { RaceCommand, RaceEvent } from './race-protocol';
import workerUrl from './race-worker.ts?worker&url';

export type RaceBorder = Border<RaceCommand, RaceEvent>;

/** Starts the race's worker of this build. */
export function createRaceBorder(): RaceBorder {
  return createBorder(
    () => startWorker(workerUrl),
    (message) => ({ type: 'failed', message }),
  );
}
