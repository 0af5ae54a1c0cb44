/** The lab worker's end of the border: gives the lab this browser's engines, files and clock, and carries its events to the page. */
import { openRun } from '../engine/open-run';
import { startLab } from './lab';
import type { Command, Event } from './protocol';
import { createSurroundings } from './surroundings';
import { transferOf } from './transfer';

const { scope, readData, engines, yieldToMessages } = createSurroundings<Command, Event>();

const lab = startLab({
  post(event) {
    scope.postMessage(event, transferOf(event));
  },
  openRun: (given) => openRun(given, readData),
  engines,
  clock: () => performance.now(),
  yieldToMessages,
});

scope.addEventListener('message', ({ data }) => {
  lab.receive(data);
});
