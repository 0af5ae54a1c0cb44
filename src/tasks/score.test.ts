import { describe, expect, it } from 'vitest';
import { scoreAccuracy, scoreBits, scoreSquaredError } from './score';

describe('scores', () => {
  it('adds squared errors', () => {
    expect(scoreSquaredError(Float32Array.of(1, 2), Float32Array.of(3, 2))).toEqual({ sum: 4, count: 2 });
  });

  it('counts the largest logit, the first of a tie', () => {
    expect(scoreAccuracy(Float32Array.of(0, 2, 2, 1, 0, -1), Int32Array.of(1, 1), 3)).toEqual({ sum: 1, count: 2 });
  });

  it('counts bits of the softmax, however large the logits', () => {
    expect(scoreBits(new Float32Array(8), Int32Array.of(3, 0), 4)).toEqual({ sum: 4, count: 2 });
    expect(scoreBits(Float64Array.of(1000, 1000 + Math.log(3)), Int32Array.of(0), 2).sum).toBeCloseTo(2, 10);
    expect(scoreBits(Float32Array.of(-1000, 1000), Int32Array.of(1), 2).sum).toBe(0);
  });
});
