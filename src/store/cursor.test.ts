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
  const far: Cursor = { ...initialCursor, t: 1e6, scan: 'l1_reverse', unit: 1e6 };
  const stacked = { l0: 12, l0_reverse: 12, l1: 5, l1_reverse: 5 };
  expect(clampCursor(far, { steps: 21, units: stacked })).toMatchObject({ t: 20, scan: 'l1_reverse', unit: 4 });
  expect(clampCursor(far, { steps: 21, units: { l0: 12 } })).toMatchObject({ t: 20, scan: 'l0', unit: 11 });
  expect(clampCursor(initialCursor, { steps: 21, units: stacked })).toBe(initialCursor);
  expect(clampCursor({ ...far, scan: 'toString' }, { steps: 21, units: { l0: 12 } })).toMatchObject({ scan: 'l0' });
});
