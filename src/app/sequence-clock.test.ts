/** The clock passes every station once, stops at the end, and a station is the same picture however it was reached. */
import { expect, it } from 'vitest';
import { createCursor, type Cursor, initialCursor } from '../store/cursor';
import { legsOf } from '../views/passage';
import { atStation, moveTo, stepBy, tick, toggleDirection, togglePlaying } from './sequence-clock';

const legs = legsOf([{ name: 'l0', length: 3 }]);
const decoded = legsOf([
  { name: 'l0', length: 3 },
  { name: 'decoder', length: 2 },
]);

it('plays forward, to the loss, backward, then stops', () => {
  let cursor: Cursor = { ...atStation(initialCursor, 0, legs), playing: true };
  const seen: string[] = [];
  while (cursor.playing) {
    seen.push(`${String(cursor.passage)} ${cursor.direction} ${String(cursor.t)}`);
    cursor = tick(cursor, legs);
  }
  expect(seen).toEqual(['0 forward 0', '1 forward 1', '2 forward 2', '3 forward 2', '4 backward 2', '5 backward 1', '6 backward 0']);
});

it('begins again where a passage has ended', () => {
  const cursor = createCursor();
  moveTo(cursor, 99, legs);
  expect(cursor.getState()).toMatchObject({ passage: 6, t: 0, direction: 'backward', playing: false });
  togglePlaying(cursor, legs);
  expect(cursor.getState()).toMatchObject({ passage: 0, t: 0, direction: 'forward', playing: true });
  togglePlaying(cursor, legs);
  expect(cursor.getState().playing).toBe(false);
});

it('begins where the cursor stands, in its direction', () => {
  const cursor = createCursor();
  cursor.setState({ t: 1, direction: 'backward' });
  togglePlaying(cursor, legs);
  expect(cursor.getState()).toMatchObject({ passage: 5, t: 1, playing: true });
});

it('reaches each station alike from both sides, also across a decoder', () => {
  const cursor = createCursor();
  const forward: unknown[] = [];
  moveTo(cursor, 0, decoded);
  for (let n = 0; n <= 10; n++) {
    const { scan, t, across, passage } = cursor.getState();
    forward.push({ scan, t, across, passage });
    stepBy(cursor, 1, decoded);
  }
  for (let n = 10; n >= 0; n--) {
    const { scan, t, across, passage } = cursor.getState();
    expect({ scan, t, across, passage }).toEqual(forward[n]);
    stepBy(cursor, -1, decoded);
  }
  for (const n of [7, 2, 10, 4, 0]) {
    moveTo(cursor, n, decoded);
    const { scan, t, across, passage } = cursor.getState();
    expect({ scan, t, across, passage }).toEqual(forward[n]);
  }
});

it('turns at a step to the other way through it', () => {
  const cursor = createCursor();
  toggleDirection(cursor, legs);
  expect(cursor.getState()).toMatchObject({ direction: 'backward', passage: null });
  moveTo(cursor, 1, legs);
  toggleDirection(cursor, legs);
  expect(cursor.getState()).toMatchObject({ direction: 'backward', passage: 5, t: 1 });
});
