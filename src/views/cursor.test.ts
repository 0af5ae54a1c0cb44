import { describe, expect, it } from 'vitest';
import { type Cursor, fitCursor, moveCursor } from './cursor';

const scans = [
  { name: 'l0', H: 12 },
  { name: 'l0_reverse', H: 12 },
  { name: 'l1', H: 4 },
];
const space = { T: 24, scans, gates: ['forget', 'input', 'hidden'] as const };
const from: Cursor = { scan: 'l0_reverse', t: 9, unit: 4, gate: 'input' };

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
    expect(moveCursor({ ...from, scan: 'l1' }, ']', false, space)?.scan).toBe('l1');
    expect(moveCursor({ ...from, gate: 'hidden' }, 'PageDown', false, space)?.gate).toBe('hidden');
  });

  it('leaves other keys to the page, the space bar above all', () => {
    for (const key of [' ', 'Tab', 'a', 'Escape', 'toString']) expect(moveCursor(from, key, false, space)).toBeNull();
  });

  it('begins at the first step where there is no cursor yet', () => {
    expect(moveCursor(null, 'ArrowRight', false, space)).toEqual({ scan: 'l0', t: 1, unit: 0, gate: 'forget' });
  });
});

it('fits a cursor to another network', () => {
  expect(fitCursor({ scan: 'l1_reverse', t: 99, unit: 40, gate: 'reset' }, space)).toEqual({ scan: 'l0', t: 23, unit: 11, gate: 'hidden' });
});
