import { expect, it } from 'vitest';
import type { Cursor } from './cursor';
import { createHeld } from './held';
import { cursorOn, type CursorState, fitStageCursor, stepOfCursor } from './stage-cursor';

const scans = [
  { name: 'l0', length: 24, H: 12 },
  { name: 'decoder', length: 8, H: 4 },
];
const gates = ['forget', 'hidden'] as const;
const start: CursorState = { scan: 'l0', t: 9, unit: 4, gate: 'hidden', across: 3 };

function follow(first: CursorState | null) {
  const source = createHeld(first);
  return { source, at: fitStageCursor(source, createHeld(false), { scans, gates }) };
}

it('is the same object as long as it is at the same place', () => {
  const { source, at } = follow(start);
  const before = at.cursor();
  source.setState({ ...start, playing: true, passage: 9 });
  expect(at.cursor()).toBe(before);
  expect(at.isPlaying()).toBe(true);
  source.setState({ ...start, t: 10 });
  expect(at.cursor()).toEqual({ ...before, t: 10 });
});

it('stays within the steps and units that it was laid out for, whatever the cursor that is kept', () => {
  const { source, at } = follow({ ...start, t: 99, unit: 99, across: 99 });
  const fitted: Cursor = { scan: 'l0', t: 23, unit: 11, gate: 'hidden', across: 7 };
  expect(at.cursor()).toEqual(fitted);
  const shorter = fitStageCursor(source, at.pin, { scans: [{ name: 'l0', length: 5, H: 2 }], gates });
  expect([stepOfCursor(shorter, 'source'), shorter.cursor()?.unit, stepOfCursor(at, 'source')]).toEqual([4, 1, 23]);
});

it('has a step on each axis, and is on one scan alone', () => {
  const { source, at } = follow(start);
  expect([stepOfCursor(at, 'source'), stepOfCursor(at, 'target')]).toEqual([9, 3]);
  expect([cursorOn(at, 'l0')?.t, cursorOn(at, 'decoder')]).toEqual([9, null]);
  source.setState(null);
  expect([at.cursor(), stepOfCursor(at, 'source'), cursorOn(at, 'l0'), at.reach()]).toEqual([null, null, null, null]);
});

it('tells how far a passage has come, as one object a station', () => {
  const { source, at } = follow({ ...start, passage: 9 });
  const reach = at.reach();
  expect(reach?.scans.get('l0')).toMatchObject({ states: 10, gradients: 0 });
  source.setState({ ...start, t: 3, passage: 9 });
  expect(at.reach()).toBe(reach);
  source.setState({ ...start, passage: 10 });
  expect(at.reach()?.scans.get('l0')?.states).toBe(11);
  source.setState(start);
  expect(at.reach()).toBeNull();
});

it('tells who follows it of every change, until they stop', () => {
  const { source, at } = follow(start);
  let told = 0;
  const stop = at.subscribe(() => (told += 1));
  source.setState({ ...start, t: 1 });
  source.setState({ ...start, t: 2 });
  stop();
  source.setState({ ...start, t: 3 });
  expect(told).toBe(2);
});
