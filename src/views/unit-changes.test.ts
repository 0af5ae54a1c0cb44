import { expect, it } from 'vitest';
import { largestChanges, largestValues } from './unit-changes';

const grid = { T: 2, H: 4, values: Float64Array.of(0.5, -1, 0, 2, 0.5, 1, -0.25, 1.5) };

it('names the units that changed most, and leaves out those that did not', () => {
  expect(largestChanges(grid, 1, 0, 3)).toEqual([
    { unit: 1, value: 2 },
    { unit: 3, value: -0.5 },
    { unit: 2, value: -0.25 },
  ]);
  expect(largestChanges(grid, 1, 0, 4)).toHaveLength(3);
});

it('takes a step outside the sequence for zeros', () => {
  expect(largestChanges(grid, 0, -1, 2)).toEqual(largestValues(grid, 0, 2));
  expect(largestChanges(grid, 1, 2, 1)).toEqual([{ unit: 3, value: 1.5 }]);
});
