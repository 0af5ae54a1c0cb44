import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../model/snapshot';
import { isSamePicture } from './same-picture';

function createSnapshot(update: number, values: readonly number[]): Snapshot {
  const tensors = { 'hidden.l0': { shape: [1, 1, values.length], data: Float32Array.from(values) } };
  return { update, model: { bias: true }, batch: {}, tensors } as unknown as Snapshot;
}

describe('isSamePicture', () => {
  const before = createSnapshot(3, [1, Number.NaN, -0]);

  it('holds of a copy, whatever instruments it brings', () => {
    expect(isSamePicture(before, structuredClone(before))).toBe(true);
    expect(isSamePicture(before, { ...structuredClone(before), instruments: { roads: { update: 3, tensors: {} } } })).toBe(true);
  });

  it('does not hold where a number is another, or there is more or less', () => {
    expect(isSamePicture(before, createSnapshot(4, [1, Number.NaN, -0]))).toBe(false);
    expect(isSamePicture(before, createSnapshot(3, [1, Number.NaN, 0]))).toBe(false);
    expect(isSamePicture(before, createSnapshot(3, [1, Number.NaN]))).toBe(false);
    expect(isSamePicture(before, { ...before, parameters: new Float32Array(2) })).toBe(false);
    expect(isSamePicture({ ...before, parameters: new Float32Array(2) }, before)).toBe(false);
  });
});
