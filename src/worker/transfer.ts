/** What the lab gives away with an event, instead of copying it. */
import type { Event } from './protocol';

/** Numbers that the lab gives away with an event; an example stays its own, since tasks may share memory among examples. */
export function transferOf(event: Event): ArrayBufferLike[] {
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
