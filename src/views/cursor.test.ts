import { describe, expect, it } from 'vitest';
import { type Cursor, fitCursor, moveCursor } from './cursor';

const scans = [
  { name: 'l0', length: 24, H: 12 },
  { name: 'l0_reverse', length: 24, H: 12 },
  { name: 'l1', length: 24, H: 4 },
  { name: 'decoder', length: 8, H: 4 },
];
const space = { scans, gates: ['forget', 'input', 'hidden'] as const };
const from: Cursor = { scan: 'l0_reverse', t: 9, unit: 4, gate: 'input', across: 3 };

describe('moveCursor', () => {
  it.each([
    ['ArrowLeft', false, { t: 8 }],
    ['ArrowRight', false, { t: 10 }],
    ['ArrowRight', true, { t: 19 }],
    ['Home', false, { t: 0 }],
    ['End', false, { t: 23 }],
    ['ArrowUp', false, { unit: 3 }],
    ['ArrowDown', true, { unit: 11 }],
    ['PageUp', false, { gate: 'forget' }],
    ['PageDown', false, { gate: 'hidden' }],
    [']', false, { scan: 'l1', unit: 3 }],
    ['[', false, { scan: 'l0' }],
    ['PageUp', true, { scan: 'l1', unit: 3 }],
    ['PageDown', true, { scan: 'l0' }],
  ] as const)('%s (shift %s) gives %o', (key, shift, change) => {
    expect(moveCursor(from, key, shift, space)).toEqual({ ...from, ...change });
  });

  it('stops at the ends', () => {
    expect(moveCursor({ ...from, t: 0 }, 'ArrowLeft', true, space)?.t).toBe(0);
    expect(moveCursor({ ...from, scan: 'decoder', t: 3 }, ']', false, space)?.scan).toBe('decoder');
    expect(moveCursor({ ...from, scan: 'decoder', t: 3 }, 'End', false, space)?.t).toBe(7);
    expect(moveCursor({ ...from, gate: 'hidden' }, 'PageDown', false, space)?.gate).toBe('hidden');
  });

  it('goes to the step of the other axis where it changes the axis', () => {
    expect(moveCursor({ ...from, scan: 'l1', t: 20 }, ']', false, space)).toMatchObject({ scan: 'decoder', t: 3, across: 20 });
    expect(moveCursor({ ...from, scan: 'decoder', t: 7, across: 9 }, '[', false, space)).toMatchObject({ scan: 'l1', t: 9, across: 7 });
    expect(moveCursor({ ...from, scan: 'l0', t: 20 }, ']', false, space)).toMatchObject({ scan: 'l0_reverse', t: 20 });
  });

  it('goes from the node through the edges that lead into it, as many as the scan has', () => {
    const parts = (scan: string, gates: Parameters<typeof moveCursor>[3]['gates'], attends: boolean): unknown[] => {
      const all: unknown[] = [];
      let cursor: Cursor | null = fitCursor({ ...from, scan }, { scans, gates, attends });
      do {
        cursor = moveCursor(cursor, 'e', false, { scans, gates, attends });
        all.push(cursor?.part ?? 'node');
      } while (cursor?.part !== undefined);
      return all;
    };
    expect(parts('l0', ['cell', 'hidden'], false)).toEqual(['recurrent', 'road', 'input', 'node']);
    expect(parts('l0', ['hidden'], true)).toEqual(['recurrent', 'input', 'attention', 'node']);
    expect(parts('decoder', ['hidden'], true)).toEqual(['recurrent', 'input', 'attention', 'node']);
    expect(parts('decoder', ['hidden'], false)).toEqual(['recurrent', 'input', 'node']);
    expect(moveCursor(from, 'E', true, space)?.part).toBe('input');
    expect(moveCursor({ ...from, part: 'road' }, 'ArrowRight', false, space)?.part).toBeUndefined();
    expect(moveCursor({ ...from, part: 'recurrent' }, 'ArrowRight', false, space)).toMatchObject({ t: 10, part: 'recurrent' });
  });

  it('walks through the units in the order in which they stand', () => {
    const order = [3, 0, 4, 11, 1, 2, 5, 6, 7, 8, 9, 10];
    expect(moveCursor(from, 'ArrowDown', false, { ...space, order })?.unit).toBe(11);
    expect(moveCursor(from, 'ArrowUp', true, { ...space, order })?.unit).toBe(3);
    expect(moveCursor({ ...from, unit: 10 }, 'ArrowDown', false, { ...space, order })?.unit).toBe(10);
  });

  it('leaves other keys to the page, the space bar above all', () => {
    for (const key of [' ', 'Tab', 'a', 'Escape', 'toString']) expect(moveCursor(from, key, false, space)).toBeNull();
  });

  it('begins at the first step where there is no cursor yet', () => {
    expect(moveCursor(null, 'ArrowRight', false, space)).toEqual({ scan: 'l0', t: 1, unit: 0, gate: 'forget', across: 0 });
  });
});

it('fits a cursor to another network', () => {
  expect(fitCursor({ scan: 'l1_reverse', t: 99, unit: 40, gate: 'reset' }, space)).toEqual({
    scan: 'l0',
    t: 23,
    unit: 11,
    gate: 'hidden',
    across: 0,
  });
  expect(fitCursor({ scan: 'decoder', t: 99, unit: 40, gate: 'input' }, space)).toMatchObject({ scan: 'decoder', t: 7, unit: 3, gate: 'input' });
  const [l0] = scans;
  expect(fitCursor({ ...from, scan: 'l0' }, { ...space, scans: [l0] })).toEqual({ scan: 'l0', t: 9, unit: 4, gate: 'input' });
});
