/** What the race gives away with an event, instead of copying it. */
import type { RaceEvent } from './race-protocol';

/** Numbers that the race gives away with an event; examples stay its own, since tasks may share memory among them. */
export function transferOf(event: RaceEvent): ArrayBufferLike[] {
  if (event.type === 'progress') return event.lanes.flatMap(({ losses }) => losses.map(({ buffer }) => buffer));
  if (event.type !== 'pictures') return [];
  const buffers = event.snapshots.flatMap((snapshot) => (snapshot === null ? [] : Object.values(snapshot.tensors).map(({ data }) => data.buffer)));
  return [...new Set(buffers)];
}
