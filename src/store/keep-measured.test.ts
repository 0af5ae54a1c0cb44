import { describe, expect, it } from 'vitest';
import type { Clipping, Roads } from '../model/instruments';
import type { Snapshot } from '../model/snapshot';
import { keepMeasured } from './keep-measured';

/** A snapshot of an update with roads and clipping of the updates given; what these hold has no part in it. */
function createSnapshot(update: number, roads: number, clipping: number): Snapshot {
  const instruments = { roads: { update: roads, tensors: {} } as Roads, clipping: { update: clipping } as Clipping };
  return { update, instruments } as unknown as Snapshot;
}

describe('keepMeasured', () => {
  it('keeps what is of an earlier update as the object that it was', () => {
    const before = createSnapshot(10, 10, 8);
    const after = keepMeasured(before, createSnapshot(12, 10, 12));
    expect(after.instruments?.roads).toBe(before.instruments?.roads);
    expect(after.instruments?.clipping).not.toBe(before.instruments?.clipping);
    expect(after.instruments?.clipping?.update).toBe(12);
  });

  it('takes what was measured with the snapshot itself, though of the same update', () => {
    const before = createSnapshot(10, 10, 10);
    const next = createSnapshot(10, 10, 10);
    expect(keepMeasured(before, next).instruments?.roads).toBe(next.instruments?.roads);
  });

  it('leaves the first snapshot, and those without instruments, as they are', () => {
    const next = createSnapshot(3, 3, 3);
    expect(keepMeasured(null, next)).toBe(next);
    const bare = { ...next, instruments: undefined };
    expect(keepMeasured(next, bare)).toBe(bare);
  });
});
