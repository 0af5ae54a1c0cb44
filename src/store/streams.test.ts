/** Streams tell once a frame, keep the whole curve in bounded room, and forget what a run took back. */
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../model/snapshot';
import { createStreams } from './streams';

function createFrames(): { readonly request: (callback: () => void) => void; readonly run: () => number } {
  let waiting: (() => void)[] = [];
  return {
    request: (callback) => {
      waiting.push(callback);
    },
    run: () => {
      const due = waiting;
      waiting = [];
      for (const callback of due) callback();
      return due.length;
    },
  };
}

describe('streams', () => {
  it('tell subscribers once a frame however much came', () => {
    const frames = createFrames();
    const streams = createStreams(frames.request);
    let told = 0;
    const stop = streams.subscribe(() => {
      told += 1;
    });
    for (let update = 1; update <= 100; update++) streams.addLosses(update, [1]);
    expect(frames.run()).toBe(1);
    expect(told).toBe(1);
    stop();
    streams.addLosses(101, [1]);
    frames.run();
    expect(told).toBe(1);
  });

  it('keep every update while there are few', () => {
    const streams = createStreams(() => undefined);
    streams.addLosses(3, [3, 2, 1]);
    expect(streams.curve()).toEqual({ updates: [1, 2, 3], losses: [3, 2, 1] });
  });

  it('thin a long curve by means, in order and up to the newest updates', () => {
    const streams = createStreams(() => undefined);
    const count = 40_000;
    streams.addLosses(
      count,
      Array.from({ length: count }, (_, i) => i + 1),
    );
    const { updates, losses } = streams.curve();
    expect(updates.length).toBeLessThan(4096);
    expect(updates.length).toBeGreaterThan(1000);
    const stride = updates[0];
    expect(updates).toEqual(updates.map((_, i) => (i + 1) * stride));
    expect(losses[0]).toBe((stride + 1) / 2);
    expect(count - updates[updates.length - 1]).toBeLessThan(stride);
  });

  it('drop what came after the update that a run went back to', () => {
    const streams = createStreams(() => undefined);
    streams.addLosses(5, [5, 4, 3, 2, 1]);
    streams.addHeldOut({ update: 2, loss: 1, metric: 0 });
    streams.addHeldOut({ update: 5, loss: 1, metric: 0 });
    streams.goBack(2);
    expect(streams.curve()).toEqual({ updates: [1, 2], losses: [5, 4] });
    expect(streams.heldOut().map(({ update }) => update)).toEqual([2]);
    streams.addLosses(3, [9]);
    expect(streams.curve().updates).toEqual([1, 2, 3]);
  });

  it('hold the norms of the last hundred gradients, and of none that was taken back', () => {
    const streams = createStreams((callback) => {
      callback();
    });
    streams.addGradNorms(Array.from({ length: 90 }, (_, k) => k));
    streams.addGradNorms(Array.from({ length: 30 }, (_, k) => 90 + k));
    expect(streams.gradNorms()).toEqual(Array.from({ length: 100 }, (_, k) => 20 + k));
    streams.goBack(3);
    expect(streams.gradNorms()).toEqual([]);
  });

  it('goes on with the curve of a file, at its own stride', () => {
    const streams = createStreams((callback) => {
      callback();
    });
    streams.restore({ updates: [4, 8], losses: [2, 1], heldOut: [{ update: 8, loss: 1, metric: 0.5 }] });
    streams.addLosses(16, [1, 2, 3, 4, 5, 6, 7, 8]);
    expect(streams.curve()).toEqual({ updates: [4, 8, 12, 16], losses: [2, 1, 2.5, 6.5] });
    streams.goBack(8);
    expect(streams.curve().updates).toEqual([4, 8]);
    expect(streams.heldOut()).toHaveLength(1);
  });

  it('thins a curve of a file that is as long as may be', () => {
    const streams = createStreams((callback) => {
      callback();
    });
    const updates = Array.from({ length: 4096 }, (_, k) => 3 * (k + 1));
    streams.restore({ updates, losses: updates, heldOut: [] });
    expect(streams.curve().updates).toHaveLength(2048);
    expect(streams.curve().updates.slice(0, 2)).toEqual([6, 12]);
  });

  it('keep the snapshot where the next brings the same numbers with more instruments', () => {
    const frames = createFrames();
    let drawn = 0;
    const streams = createStreams(frames.request, () => (drawn += 1));
    const tensors = { loss: { shape: [1], data: Float32Array.of(0.5) } };
    const [first, second] = [
      { update: 1, tensors },
      { update: 1, tensors: structuredClone(tensors), instruments: {} },
    ] as unknown as Snapshot[];
    for (const snapshot of [first, second]) {
      streams.setSnapshot(snapshot);
      frames.run();
    }
    expect(streams.snapshot()).toBe(first);
    expect(streams.measured()).toEqual(second);
    expect(streams.measured()?.tensors).toBe(tensors);
    expect(drawn).toBe(2);
    const other = { ...second, update: 2 };
    streams.setSnapshot(other);
    expect([streams.snapshot(), streams.measured()]).toEqual([other, other]);
  });
});
