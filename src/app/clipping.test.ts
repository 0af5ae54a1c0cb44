import { expect, it } from 'vitest';
import { readClipping } from './clipping';

it('shortens a gradient to the norm and leaves a shorter one as it is', () => {
  expect(readClipping([0.5, 3, 4], { norm: 2 })).toEqual({ before: 4, after: expect.closeTo(2, 5) as number, clipped: 2 });
  expect(readClipping([3, 0.5], { norm: 2 })).toEqual({ before: 0.5, after: 0.5, clipped: 1 });
});

it('says nothing that does not follow from the norm', () => {
  expect(readClipping([], { norm: 2 })).toBeNull();
  expect(readClipping([4], null)).toEqual({ before: 4, after: 4, clipped: null });
  expect(readClipping([4], { value: 1 })).toEqual({ before: 4, after: null, clipped: null });
});
