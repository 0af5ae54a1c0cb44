/** The losses: values at points where they are known, gradients against differences, and no overflow at extreme logits. */
import { describe, expect, it } from 'vitest';
import type { LossKind } from '../spec';
import { losses } from './losses';

const STEP = 1e-6;
const AT = 2;

interface Example {
  readonly y: readonly number[];
  readonly t: readonly number[];
  readonly loss: number;
}

const examples: Readonly<Record<LossKind, readonly Example[]>> = {
  mse: [{ y: [1, -2, 0.5], t: [0, 1, 0.5], loss: 10 }],
  bce: [
    { y: [0, 0], t: [0, 1], loss: 2 * Math.LN2 },
    { y: [Math.log(3)], t: [1], loss: Math.log(4 / 3) },
    { y: [1000, -1000, 1000], t: [1, 0, 0], loss: 1000 },
  ],
  crossEntropy: [
    { y: [0, 0, 0, 0], t: [3], loss: Math.log(4) },
    { y: [Math.log(1), Math.log(2), Math.log(5)], t: [1], loss: Math.log(4) },
    { y: [1000, -1000], t: [1], loss: 2000 },
    { y: [-1e5], t: [0], loss: 0 },
  ],
};

describe.each(['mse', 'bce', 'crossEntropy'] as const)('%s', (kind) => {
  const rule = losses[kind];
  const shifted = (values: readonly number[]): Float64Array => Float64Array.from([NaN, NaN, ...values, NaN]);

  it.each(examples[kind])('is $loss at $y against $t', ({ y, t, loss }) => {
    expect(rule.forward(shifted(y), AT, shifted(t), AT, y.length)).toBeCloseTo(loss, 12);
  });

  it.each(examples[kind])('has its derivative at $y, and writes nowhere else', ({ y, t }) => {
    const dy = shifted(y.map(() => 9));
    rule.backward(dy, shifted(y), AT, shifted(t), AT, y.length, 0.5);
    const derivative = y.map((_value, k) => {
      const moved = (by: number): number =>
        rule.forward(shifted(y.map((value, at) => (at === k ? value + by : value))), AT, shifted(t), AT, y.length);
      return (0.5 * (moved(STEP) - moved(-STEP))) / (2 * STEP);
    });
    y.forEach((_value, k) => {
      expect(dy[AT + k]).toBeCloseTo(derivative[k], 6);
    });
    expect([dy[0], dy[1], dy[AT + y.length]]).toEqual([NaN, NaN, NaN]);
  });
});
