import { describe, expect, it } from 'vitest';
import { parseOptions } from './options';
import { reverse } from './reverse';
import { sort } from './sort';

describe.each([
  ['reverse', reverse, (ids: number[]) => ids.toReversed()],
  ['sort', sort, (ids: number[]) => ids.toSorted((a, b) => a - b)],
] as const)('%s', (_, task, expected) => {
  it('asks for the letters in the other order, then EOS', () => {
    const options = parseOptions(task, { length: 7, symbols: 4 });
    const { inputs, targets } = task.sample(options, 3, 'train', 0, 50);
    expect(targets.shape).toEqual([50, 8]);
    for (let b = 0; b < 50; b++) {
      expect(Array.from(targets.data.subarray(b * 8, b * 8 + 8))).toEqual([...expected(Array.from(inputs.data.subarray(b * 7, b * 7 + 7))), 2]);
    }
    expect([...new Set(inputs.data)].sort()).toEqual([3, 4, 5, 6]);
  });

  it('counts a row as right only where every step of it is, EOS too', () => {
    const options = parseOptions(task, { length: 1, symbols: 2 });
    const batch = { ...task.sample(options, 3, 'train', 0, 3), targets: { shape: [3, 2], data: Int32Array.of(3, 2, 4, 2, 3, 2) } };
    const answers = [3, 2, 4, 0, 4, 2]; // all right; no EOS; another letter
    const outputs = Float32Array.from({ length: 30 }, (_, k) => (k % 5 === answers[Math.floor(k / 5)] ? 1 : 0));
    expect(task.score(outputs, batch)).toEqual({ sum: 1, count: 3 });
  });
});

it('has the entropy of the letters, the end known, as the baseline of reverse', () => {
  expect(reverse.baseline(parseOptions(reverse, { length: 10, symbols: 8 })).value).toBeCloseTo((10 * Math.log(8)) / 11, 12);
});

it('has the entropy of sorted letters as the baseline of sort, as counting them out gives it', () => {
  const [L, K] = [4, 3];
  const counts = new Map<string, number>();
  for (let n = 0; n < K ** L; n++) {
    const sorted = Array.from({ length: L }, (_, k) => Math.floor(n / K ** k) % K)
      .sort()
      .join();
    counts.set(sorted, (counts.get(sorted) ?? 0) + 1);
  }
  const entropy = [...counts.values()].reduce((sum, count) => sum - (count / K ** L) * Math.log(count / K ** L), 0);
  expect(sort.baseline(parseOptions(sort, { length: L, symbols: K })).value).toBeCloseTo(entropy / (L + 1), 12);
});
