import { describe, expect, it } from 'vitest';
import { clipGradient, clipNorm } from './clipping';

describe('clipNorm', () => {
  it('multiplies by min(1, norm/(total + 1e-6))', () => {
    expect(clipNorm({ norm: 1 }, 4)).toEqual({ before: 4, coefficient: 1 / 4.000001, after: 4 / 4.000001 });
    expect(clipNorm({ norm: 1 }, 0.5)).toEqual({ before: 0.5, coefficient: 1, after: 0.5 });
  });

  it('does nothing where clipping is off, and cannot tell where values are clipped', () => {
    expect(clipNorm(null, 4)).toEqual({ before: 4, coefficient: null, after: 4 });
    expect(clipNorm({ value: 1 }, 4)).toBeNull();
  });
});

describe('clipGradient', () => {
  const gradient = [3, -4, 0.5, 0, 0, 0]; // of 4 elements, padded

  it('clips by value: the share beyond it, and the norm of what is left', () => {
    const found = clipGradient({ value: 0.5 }, gradient, 4);
    expect(found).toMatchObject({ coefficient: null, clippedShare: 0.5 });
    expect(found.before).toBeCloseTo(Math.hypot(3, 4, 0.5), 14);
    expect(found.after).toBeCloseTo(Math.hypot(0.5, 0.5, 0.5), 14);
  });

  it('clips by norm, and leaves alone', () => {
    const norm = Math.hypot(3, 4, 0.5);
    expect(clipGradient({ norm: 1 }, gradient, 4)).toMatchObject({ coefficient: 1 / (norm + 1e-6), clippedShare: null });
    expect(clipGradient(null, gradient, 4)).toEqual({ before: norm, after: norm, coefficient: null, clippedShare: null });
  });

  it('says what is not finite', () => {
    expect(clipGradient({ value: 1 }, [NaN, 1], 2).before).toBeNaN();
    expect(clipGradient({ value: 1 }, [Infinity, 0], 2)).toMatchObject({ before: Infinity, after: 1, clippedShare: 0.5 });
    expect(clipGradient(null, [0, 0], 2).before).toBe(0);
  });
});
