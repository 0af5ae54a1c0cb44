import { describe, expect, it } from 'vitest';
import { compare, lossDifference, median, ratioTo } from './compare.mjs';
import { describe as describeRows } from './report.mjs';

/**
 * A library whose steps take `milliseconds` each, by its own word; with `hangs` none ever ends, and killing it unprepares `others`.
 * @param {string} name
 * @param {number} milliseconds
 * @param {{ hangs?: boolean, loss?: number, others?: { forget: () => void }[] }} options
 */
function createContender(name, milliseconds, { hangs = false, loss = 1, others = [] } = {}) {
  let ready = false;
  const log = { prepared: 0, killed: 0 };
  const contender = {
    name,
    isReady: () => ready,
    prepare: () => {
      ready = true;
      log.prepared++;
      return Promise.resolve('an adapter');
    },
    burst: (/** @type {number} */ count) =>
      hangs ? new Promise(() => undefined) : Promise.resolve({ milliseconds, losses: Array.from({ length: count }, () => loss) }),
    count: () => Promise.resolve({ dispatches: 3, submits: 1, bytesRead: 16 }),
    stop: () => Promise.resolve(),
    kill: () => {
      log.killed++;
      for (const other of others) other.forget();
      return Promise.resolve();
    },
    forget: () => (ready = false),
    log,
  };
  return /** @type {typeof contender & import('./compare.mjs').Contender} */ (contender);
}

const plain = { name: 'lstm 1x1x1x1', cell: /** @type {const} */ ('lstm'), network: /** @type {const} */ ('plain'), shape: [1, 1, 1, 1] };

describe('compare', () => {
  it('measures round after round, and takes the ratio within them', async () => {
    const [ours, theirs] = await compare([createContender('ours wasm', 2), createContender('jax wasm', 7)], { rounds: 5 });
    expect(ours.times).toEqual([2, 2, 2, 2, 2]);
    expect(ratioTo(theirs, ours)).toBe(3.5);
    expect(theirs.counts).toEqual({ dispatches: 3, submits: 1, bytesRead: 16 });
  });

  it('stops measuring a library that has had its time', async () => {
    const [slow, fast] = await compare([createContender('a', 100), createContender('b', 1)], { rounds: 10, milliseconds: 250 });
    expect(slow.times).toHaveLength(3);
    expect(fast.times.length).toBeGreaterThan(3);
  });

  it('lists one that hangs, and prepares the others again that went with it', async () => {
    const other = createContender('ours webgpu', 2);
    const [listed, hanging] = await compare([other, createContender('tfjs webgpu', 1, { hangs: true, others: [other] })], {
      rounds: 3,
      firstStep: 20,
    });
    expect(hanging.failed).toMatch(/^not done within/);
    expect(hanging.times).toEqual([]);
    expect(other.log.prepared).toBe(2);
    expect(listed.times).toEqual([2, 2, 2]);
  });

  it('tells who did not do the same work', async () => {
    const results = await compare([createContender('ours wasm', 1), createContender('jax wasm', 1, { loss: 1.01 })], { rounds: 1 });
    const libraries = /** @type {const} */ (['ours', 'jax']).map((library) => ({ name: `${library} wasm`, library, backend: 'wasm' }));
    expect(describeRows(plain, libraries, results).rows.map(({ agrees }) => agrees)).toEqual([true, false]);
    expect(lossDifference(results[1], results[0])).toBeCloseTo(0.01);
  });
});

describe('median', () => {
  it('is the middle, or between the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });
});
