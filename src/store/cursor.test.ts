/** The sequence clock runs to the end, back to the beginning, and stops. */
import { expect, it } from 'vitest';
import { clampCursor, type Cursor, initialCursor, tickCursor } from './cursor';

it('plays forward, then backward, then stops', () => {
  let cursor: Cursor = { ...initialCursor, playing: true };
  const seen: string[] = [];
  while (cursor.playing) {
    seen.push(`${cursor.direction} ${String(cursor.t)}`);
    cursor = tickCursor(cursor, 3);
  }
  expect(seen).toEqual(['forward 0', 'forward 1', 'forward 2', 'backward 2', 'backward 1', 'backward 0']);
});

it('stays inside the example, whatever a link asked for', () => {
  const far: Cursor = { ...initialCursor, t: 1e6, layer: 9, unit: 1e6 };
  expect(clampCursor(far, { steps: 21, units: [12, 5] })).toMatchObject({ t: 20, layer: 1, unit: 4 });
});
