import { describe, expect, it } from 'vitest';
import { createRate } from './rate';

describe('rate', () => {
  /** How long after work of `cost` milliseconds the next is due. */
  async function pauseAfter(cost: number): Promise<number> {
    let time = 0;
    const rate = createRate({ share: 0.05, shortest: 50, longest: 500 }, () => time);
    expect(rate.due).toBe(true);
    await rate.measure(() => {
      time += cost;
      return Promise.resolve();
    });
    const end = time;
    while (!rate.due) time += 1;
    return time - end;
  }

  it('waits until the work is its share of the time, within its bounds', async () => {
    expect(await pauseAfter(10)).toBe(200);
    expect(await pauseAfter(1)).toBe(50);
    expect(await pauseAfter(300)).toBe(500);
  });

  it('is due at once when hastened', async () => {
    const rate = createRate({ share: 0.05, shortest: 50, longest: 500 }, () => 0);
    await rate.measure(() => Promise.resolve());
    expect(rate.due).toBe(false);
    rate.hasten();
    expect(rate.due).toBe(true);
  });
});
