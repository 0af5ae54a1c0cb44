import { describe, expect, it } from 'vitest';
import type { Session } from '../engine/session';
import { instrumentNames, type InstrumentName } from '../model/instruments';
import type { Snapshot } from '../model/snapshot';
import { createPictures } from './pictures';

describe('pictures', () => {
  /** The part of a long training that they take on a clock that only work moves: a submit 10 ms, a snapshot and each instrument what they cost. */
  async function shareOf(snapshotCost: number, instrumentCost: number, names: readonly InstrumentName[]): Promise<{ share: number; shown: number }> {
    let time = 0;
    let spent = 0;
    let shown = 0;
    const spend = (cost: number): void => {
      time += cost;
      spent += cost;
    };
    const session = {
      snapshot: () => {
        spend(snapshotCost);
        return Promise.resolve({ update: 0 } as Snapshot);
      },
      instrument: () => {
        spend(instrumentCost);
        return Promise.resolve({});
      },
    } as unknown as Session;
    const pictures = createPictures(
      () => (shown += 1),
      () => time,
    );
    pictures.request({ names, window: null, truncate: null });
    const end = 2000 * Math.max(snapshotCost, instrumentCost, 10) * Math.max(1, names.length);
    while (time < end) {
      time += 10;
      if (pictures.due) await pictures.show(session, true, () => Promise.resolve(true));
    }
    return { share: spent / time, shown };
  }

  it.each([
    [1, 0, []],
    [10, 0, []],
    [400, 0, []],
    [10, 3, ['roads']],
    [10, 300, ['roads']],
    [400, 20, [...instrumentNames]],
    [5, 2000, [...instrumentNames]],
  ] as const)('take at most a twentieth of training: a snapshot of %i ms, instruments of %i ms each (%j)', async (snapshot, instrument, names) => {
    const { share, shown } = await shareOf(snapshot, instrument, names);
    expect(share).toBeLessThanOrEqual(0.05);
    expect(shown).toBeGreaterThan(20);
  });

  it('are followed by the answer to a source that is tried, until there is none or another run', async () => {
    const events: string[] = [];
    const sessionOf = (run: object): Session =>
      ({ run, snapshot: () => Promise.resolve({}), answer: ([token]: number[]) => Promise.resolve({ update: token }) }) as unknown as Session;
    const run = {};
    const pictures = createPictures(
      (event) => events.push(event.type === 'tried' ? `tried ${String(event.answered.update)}` : event.type),
      () => 0,
    );
    const show = (session: Session): Promise<void> => pictures.show(session, true, () => Promise.resolve(true));
    await pictures.try(sessionOf(run), [7]);
    await show(sessionOf(run));
    await show(sessionOf({}));
    await pictures.try(sessionOf(run), null);
    await show(sessionOf(run));
    expect(events).toEqual(['tried 7', 'snapshot', 'tried 7', 'snapshot', 'snapshot']);
  });

  it('leave the page four times as long alone as drawing the last one took it, 0.3 s at most, unless one is asked for', async () => {
    let time = 0;
    const pictures = createPictures(
      () => undefined,
      () => time,
    );
    await pictures.show({ snapshot: () => Promise.resolve({}) } as unknown as Session, true, () => Promise.resolve(true));
    pictures.drawn(50);
    time = 199;
    expect(pictures.due).toBe(false);
    time = 200;
    expect(pictures.due).toBe(true);
    pictures.drawn(1000);
    time = 499;
    expect(pictures.due).toBe(false);
    time = 500;
    expect(pictures.due).toBe(true);
    pictures.drawn(1000);
    pictures.hasten();
    expect(pictures.due).toBe(true);
  });

  it('wait until the page has drawn the one before, where it tells, but not forever', async () => {
    let time = 0;
    const pictures = createPictures(
      () => undefined,
      () => time,
    );
    const show = () => pictures.show({ snapshot: () => Promise.resolve({}) } as unknown as Session, true, () => Promise.resolve(true));
    await show();
    time = 50;
    expect(pictures.due, 'nobody tells').toBe(true);
    pictures.drawn(0);
    await show();
    time = 349;
    expect(pictures.due).toBe(false);
    pictures.drawn(0);
    expect(pictures.due).toBe(true);
    await show();
    time = 649;
    expect(pictures.due).toBe(true);
  });

  it('come no more than twenty times a second', async () => {
    const { shown } = await shareOf(0.01, 0, []);
    expect(shown).toBeLessThanOrEqual(20 * 20);
  });
});
