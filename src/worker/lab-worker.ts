/** The lab worker's end of the border: gives the lab this browser's engines, files and clock, and carries its events to the page. */
import { openRun } from '../engine/open-run';
import { startLab } from './lab';
import type { Command, Event } from './protocol';
import { createSurroundings } from './surroundings';

const { scope, readData, engines, yieldToMessages } = createSurroundings<Command, Event>();

/** Numbers that the lab gives away with an event; an example stays its own, since tasks may share memory among examples. */
function transferOf(event: Event): ArrayBufferLike[] {
  switch (event.type) {
    case 'progress':
      return [event.losses.buffer, event.gradNorms.buffer];
    case 'snapshot':
    case 'initial': {
      const { tensors, parameters, edited } = event.snapshot;
      const others = edited && 'tensors' in edited ? Object.values(edited.tensors) : [];
      const buffers = [...Object.values(tensors), ...others].map(({ data }) => data.buffer);
      return [...new Set(parameters === undefined ? buffers : [...buffers, parameters.buffer])];
    }
    case 'weights':
    case 'saved':
      return [event.file.buffer];
    default:
      return [];
  }
}

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
