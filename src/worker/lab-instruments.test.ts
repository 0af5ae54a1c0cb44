/** The lab and the instruments that a page asks it for. */
import { afterEach, describe, expect, it } from 'vitest';
import { type Bench, createBench, open } from './fixtures/bench';

let bench: Bench | null = null;

afterEach(async () => {
  await bench?.lab.dispose();
  bench = null;
});

describe('lab', () => {
  it('measures the instruments that were asked for, and no others', async () => {
    bench = createBench();
    bench.send(open());
    expect((await bench.next('snapshot')).snapshot.instruments).toBeUndefined();
    bench.send({ type: 'show', request: { names: ['roads', 'saturation'], window: null, truncate: null } });
    const { snapshot } = await bench.next('snapshot');
    expect(Object.keys(snapshot.instruments ?? {})).toEqual(['roads', 'saturation']);
    expect(snapshot.instruments?.roads?.update).toBe(0);
    bench.send({ type: 'step' });
    expect((await bench.next('snapshot')).snapshot.instruments?.saturation?.update).toBe(1);
    bench.send({ type: 'show', request: { names: [], window: null, truncate: null } });
    expect((await bench.next('snapshot')).snapshot.instruments).toBeUndefined();
    bench.send({ type: 'show', request: { names: [], window: null, truncate: 0 } });
    expect((await bench.next('refused')).message).toContain('show.truncate');
  });

  it('draws nothing anew for a page that asks for none', async () => {
    bench = createBench();
    bench.send(open());
    bench.send({ type: 'show', request: { names: [], window: null, truncate: 5 } });
    bench.send({ type: 'exportWeights' });
    await bench.next('weights');
    expect(bench.events.filter(({ type }) => type === 'snapshot')).toHaveLength(1);
  });

  it('gives every snapshot while training its instruments, none newer than the snapshot', async () => {
    bench = createBench();
    bench.send({ type: 'show', request: { names: ['roads', 'saturation'], window: null, truncate: null } });
    bench.send(open());
    bench.send({ type: 'start' });
    for (;;) {
      const { update, instruments } = (await bench.next('snapshot')).snapshot;
      expect(instruments?.roads?.update).toBeLessThanOrEqual(update);
      expect(instruments?.saturation?.update).toBeLessThanOrEqual(update);
      if (update > 50) break;
    }
  });

  it('leaves a long instrument off for a command, and measures it afterwards', async () => {
    bench = createBench();
    bench.send(open());
    bench.send({ type: 'show', request: { names: ['jacobians'], window: null, truncate: null } });
    bench.send({ type: 'exportWeights' });
    expect((await bench.next('snapshot')).snapshot.instruments).toBeUndefined();
    expect((await bench.next('snapshot')).snapshot.instruments).toEqual({});
    expect(bench.events.some(({ type }) => type === 'weights')).toBe(false);
    expect((await bench.next('snapshot')).snapshot.instruments?.jacobians?.tensors).toHaveProperty('jacobian.l0');
    expect(bench.events.some(({ type }) => type === 'weights')).toBe(true);
  });
});
