import { describe, expect, it } from 'vitest';
import { createProgress } from './progress';
import type { Event } from './protocol';

const report = (update: number) => ({ update, loss: 1, gradNorm: 1, finite: true });

describe('progress', () => {
  it('counts updates a second over the last two of them, none where it paused', () => {
    const events: Event[] = [];
    let time = 0;
    const progress = createProgress(
      (event) => events.push(event),
      () => time,
    );
    const rates = (): readonly number[] => events.map((event) => (event.type === 'progress' ? event.updatesPerSecond : Number.NaN));
    progress.restart();
    let update = 0;
    const train = (milliseconds: number, updates: number): void => {
      for (let k = 0; k < updates; k++) progress.note([report(++update)]);
      time += milliseconds;
      progress.flush(update);
    };
    train(500, 20);
    expect(rates()).toEqual([40]);
    train(500, 40);
    expect(rates().at(-1)).toBe(60);
    // The two seconds that count begin when 20 were done: the first 20 are forgotten.
    train(1500, 0);
    expect(rates()).toHaveLength(2);
    train(0, 30);
    expect(rates().at(-1)).toBe((1000 * 70) / 2000);
    time += 50;
    progress.note([report(++update)]);
    progress.flush(update);
    expect(rates(), 'too soon').toHaveLength(3);
    progress.flush(update, true);
    expect(rates().at(-1)).toBe(0);
  });
});
