/** A lab in a worker, as the page has it. */
import { type Border, createBorder, startWorker } from './border';
import workerUrl from './lab-worker.ts?worker&url';
import type { Command, Event } from './protocol';

export type Lab = Border<Command, Event>;

/** @param createWorker `createLabWorker` in a page. */
export function createLab(createWorker: () => Worker): Lab {
  return createBorder(createWorker, (message) => ({ type: 'failed', message }));
}

/** Starts the lab's worker of this build. */
export function createLabWorker(): Worker {
  return startWorker(workerUrl);
}
