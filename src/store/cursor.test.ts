/** The cursor stays within what is drawn. */
import { expect, it } from 'vitest';
import { clampCursor, type Cursor, initialCursor } from './cursor';

it('stays inside the example, whatever a link asked for', () => {
  const far: Cursor = { ...initialCursor, t: 1e6, scan: 'l1_reverse', unit: 1e6 };
  const wide = { steps: 21, units: 12 };
  const narrow = { steps: 21, units: 5 };
  const stacked = { l0: wide, l0_reverse: wide, l1: narrow, l1_reverse: narrow, decoder: { steps: 8, units: 5 } };
  expect(clampCursor(far, stacked, 28)).toMatchObject({ t: 20, scan: 'l1_reverse', unit: 4 });
  expect(clampCursor({ ...far, scan: 'decoder' }, stacked, 28)).toMatchObject({ t: 7, scan: 'decoder', unit: 4, across: 0 });
  expect(clampCursor({ ...initialCursor, across: 99 }, stacked, 28)).toMatchObject({ t: 0, across: 7 });
  expect(clampCursor({ ...initialCursor, scan: 'decoder', across: 99 }, stacked, 28)).toMatchObject({ t: 0, across: 20 });
  expect(clampCursor({ ...initialCursor, across: 99 }, { l0: wide }, 28)).toMatchObject({ across: 0 });
  expect(clampCursor({ ...far, scan: 'decoder' }, { l0: wide }, 28)).toMatchObject({ t: 20, scan: 'l0', unit: 11 });
  expect(clampCursor(far, { l0: wide }, 28)).toMatchObject({ t: 20, scan: 'l0', unit: 11 });
  expect(clampCursor(initialCursor, stacked, 28)).toBe(initialCursor);
  expect(clampCursor({ ...initialCursor, operation: 27 }, stacked, 28)).toMatchObject({ operation: 27 });
  expect(clampCursor({ ...initialCursor, operation: 27 }, stacked, 6)).toMatchObject({ operation: 5 });
  expect(clampCursor({ ...far, scan: 'toString' }, { l0: wide }, 28)).toMatchObject({ scan: 'l0' });
});
