/** Which units of a state say most at a step: those that changed most since the step before, or whose gradient is largest. */
import { type Grid, valueAt } from './series';

export interface UnitValue {
  readonly unit: number;
  /** The change, or the value itself. */
  readonly value: number;
}

/** The `count` largest changes from step `before` to `t`, largest magnitude first; a step outside the sequence is a state of zeros. Units that did not change are left out. */
export function largestChanges(grid: Grid, t: number, before: number, count: number): readonly UnitValue[] {
  const inside = before >= 0 && before < grid.T;
  return largestOf(grid.H, (unit) => valueAt(grid, t, unit) - (inside ? valueAt(grid, before, unit) : 0), count);
}

/** The `count` largest values of a step, likewise. */
export function largestValues(grid: Grid, t: number, count: number): readonly UnitValue[] {
  return largestOf(grid.H, (unit) => valueAt(grid, t, unit), count);
}

function largestOf(H: number, read: (unit: number) => number, count: number): readonly UnitValue[] {
  return Array.from({ length: H }, (_, unit): UnitValue => ({ unit, value: read(unit) }))
    .filter(({ value }) => value !== 0 && !Number.isNaN(value))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.unit - b.unit)
    .slice(0, count);
}
