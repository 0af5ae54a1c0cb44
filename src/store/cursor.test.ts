/** The cursor stays within what is drawn. */
import { expect, it } from 'vitest';
import { clampCursor, type Cursor, initialCursor } from './cursor';

it('stays inside the example, whatever a link asked for', () => {
  const far: Cursor = { ...initialCursor, t: 1e6, scan: 'l1_reverse', unit: 1e6 };
  const wide = { steps: 21, units: 12 };
  const narrow = { steps: 21, units: 5 };
  const stacked = { l0: wide, l0_reverse: wide, l1: narrow, l1_reverse: narrow, decoder: { steps: 8, units: 5 } };
  expect(clampCursor(far, stacked)).toMatchObject({ t: 20, scan: 'l1_reverse', unit: 4 });
  expect(clampCursor({ ...far, scan: 'decoder' }, stacked)).toMatchObject({ t: 7, scan: 'decoder', unit: 4, across: 0 });
  expect(clampCursor({ ...initialCursor, across: 99 }, stacked)).toMatchObject({ t: 0, across: 7 });
  expect(clampCursor({ ...initialCursor, scan: 'decoder', across: 99 }, stacked)).toMatchObject({ t: 0, across: 20 });
  expect(clampCursor({ ...initialCursor, across: 99 }, { l0: wide })).toMatchObject({ across: 0 });
  expect(clampCursor({ ...far, scan: 'decoder' }, { l0: wide })).toMatchObject({ t: 20, scan: 'l0', unit: 11 });
  expect(clampCursor(far, { l0: wide })).toMatchObject({ t: 20, scan: 'l0', unit: 11 });
  expect(clampCursor(initialCursor, stacked)).toBe(initialCursor);
  expect(clampCursor({ ...far, scan: 'toString' }, { l0: wide })).toMatchObject({ scan: 'l0' });
});
