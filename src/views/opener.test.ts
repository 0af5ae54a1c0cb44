/** The network opens in under 400 ms, at once for who prefers less motion, and whatever is new ends what still moves. */
import { expect, it } from 'vitest';
import { createOpener, type OpenerClock } from './opener';

/** A window whose frames come when the test says so. */
function createClock(reduced = false) {
  let next = 1;
  const waiting = new Map<number, FrameRequestCallback>();
  const clock: OpenerClock = {
    requestAnimationFrame: (callback) => {
      waiting.set(next, callback);
      return next++;
    },
    cancelAnimationFrame: (frame) => {
      waiting.delete(frame);
    },
    matchMedia: () => ({ matches: reduced }) as MediaQueryList,
  };
  const frame = (now: number): void => {
    const due = [...waiting.values()];
    waiting.clear();
    for (const callback of due) callback(now);
  };
  return { clock, frame, waiting };
}

function createKept(start: number, reduced = false) {
  const kept = { opening: start };
  const time = createClock(reduced);
  const opener = createOpener(
    () => kept.opening,
    (opening) => {
      kept.opening = opening;
    },
    () => time.clock,
  );
  return { kept, opener, ...time };
}

it('folds and opens all the way within 400 ms', () => {
  const { kept, opener, frame, waiting } = createKept(1);
  opener.toggle();
  frame(1000);
  expect(kept.opening).toBe(1);
  frame(1175);
  expect(kept.opening).toBeCloseTo(0.5);
  frame(1399);
  expect(kept.opening).toBe(0);
  expect(waiting.size).toBe(0);
  opener.toggle();
  frame(2000);
  frame(2399);
  expect(kept.opening).toBe(1);
});

it('turns around where it is asked again, and stays where a hand scrubs', () => {
  const { kept, opener, frame, waiting } = createKept(1);
  opener.toggle();
  frame(0);
  frame(175);
  opener.toggle();
  frame(200);
  expect(kept.opening).toBeCloseTo(0.5);
  frame(599);
  expect(kept.opening).toBe(1);
  opener.toggle();
  frame(1000);
  opener.scrub(0.3);
  expect(waiting.size).toBe(0);
  expect(kept.opening).toBe(0.3);
  opener.scrub(7);
  expect(kept.opening).toBe(1);
});

it('jumps for who prefers less motion', () => {
  const { kept, opener, waiting } = createKept(1, true);
  opener.toggle();
  expect([kept.opening, waiting.size]).toEqual([0, 0]);
});
