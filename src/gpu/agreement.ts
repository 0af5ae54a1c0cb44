/** The measure of agreement between engines, for tests: |a-b| ≤ 1e-4·max|b| + 1e-6·(the model's largest gradient). */
import { expect } from 'vitest';

type Tensors = Readonly<Record<string, ArrayLike<number>>>;

/** Expects every tensor of `truth` in `given`, close by the measure; names the worst of those that are not. */
export function expectAgreement(given: Tensors, truth: Tensors): void {
  const gradients = Object.entries(truth).filter(([name]) => name.startsWith('gradient.'));
  const largest = Math.max(0, ...gradients.map(([, values]) => largestOf(values)));
  const wrong: string[] = [];
  for (const [name, values] of Object.entries(truth)) {
    const limit = 1e-4 * largestOf(values) + 1e-6 * largest;
    const actual = given[name];
    expect(actual.length, name).toBe(values.length);
    let worst = 0;
    let at = 0;
    for (let k = 0; k < values.length; k++) {
      const error = Math.abs(actual[k] - values[k]);
      if (error <= worst || Number.isNaN(worst)) continue;
      worst = error;
      at = k;
    }
    if (!(worst <= limit)) wrong.push(`${name}[${String(at)}]: ${String(actual[at])} for ${String(values[at])}, limit ${String(limit)}`);
  }
  expect(wrong).toEqual([]);
}

/** NaN where any value is. */
function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let k = 0; k < values.length; k++) largest = Math.max(largest, Math.abs(values[k]));
  return largest;
}
