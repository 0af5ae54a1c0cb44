import { describe, expect, it } from 'vitest';
import { parseRace } from '../../model/parse-race';
import type { RaceSpec } from '../../model/race';
import type { Engine } from '../../model/executor';
import { createReferenceEngine } from '../../reference/engine';
import { loadWasmEngine } from '../../wasm/load';
import { createSession } from '../session';
import { openRace } from './open-race';
import { createRace, type Race } from './race';

const lane = (cell: string, encoder: object = {}) => ({
  model: {
    input: { kind: 'values', size: 2 },
    encoder: { cell, hiddenSizes: [6], ...encoder },
    output: { kind: 'last', size: 1, loss: 'mse' },
  },
});

const threeCells = (change: object = {}): RaceSpec =>
  parseRace({
    task: { name: 'adding', options: { length: 9 } },
    lanes: [lane('rnn'), lane('lstm'), lane('gru'), lane('gru', { resetAfter: false })],
    training: { batchSize: 4, optimizer: { learningRate: 0.01 } },
    seed: 3,
    seeds: 2,
    ...change,
  });

const noData = (): Promise<string> => Promise.reject(new Error('no data'));

async function begin(spec: RaceSpec, engine: Engine, clock = () => performance.now()): Promise<Race> {
  return createRace({ ...(await openRace(spec, noData)), createExecutor: (plan) => engine.createExecutor(plan), clock });
}

const noWait = (): Promise<void> => Promise.resolve();

/** Rounds up to an update, and every lane's and seed's losses. */
async function runTo(race: Race, until: number): Promise<number[][][]> {
  const losses = race.lanes.map((): number[][] => []);
  while (race.update < until) {
    for (const [k, { losses: ofLane }] of (await race.round(until, noWait)).entries()) {
      ofLane.forEach((each, seed) => (losses[k][seed] ??= []).push(...each));
    }
  }
  return losses;
}

describe('race', () => {
  it('gives every lane bit for bit the losses and evaluations that a run of its own has', async () => {
    const engine = await loadWasmEngine();
    const spec = threeCells();
    const race = await begin(spec, engine);
    const losses = await runTo(race, 40);
    const assessed = await race.assess(64, () => Promise.resolve(true));
    const snapshots = await race.snapshots(2);
    const { runs, task } = await openRace(spec, noData);
    for (const [k, ofLane] of runs.entries()) {
      for (const [seed, run] of ofLane.entries()) {
        const createExecutor: Parameters<typeof createSession>[0]['createExecutor'] = (plan) => engine.createExecutor(plan);
        const alone = await createSession({ run, task, createExecutor, clock: () => 0, state: null });
        const own: number[] = [];
        while (alone.trainer.update < 40) own.push(...(await alone.trainer.advance(40)).map(({ loss }) => loss));
        expect(losses[k][seed]).toEqual(own);
        const { loss, metric } = (await alone.evaluate(64)) ?? { loss: Number.NaN, metric: Number.NaN };
        expect(assessed?.[k]?.heldOut[seed]).toEqual({ loss, metric });
        if (seed === 0) expect(snapshots[k]).toEqual(await alone.snapshot(2));
        await alone.dispose();
      }
    }
    await race.dispose();
  });

  it('keeps the counts of all lanes equal after every round, whatever the clock says', async () => {
    let time = 0;
    const race = await begin(threeCells(), createReferenceEngine(), () => (time += 0.3));
    const counts = race.lanes.map(() => [0, 0]);
    let between = 0;
    for (let rounds = 0; rounds < 6; rounds++) {
      const done = await race.round(30, () => {
        between += 1;
        return noWait();
      });
      done.forEach(({ losses }, k) => {
        losses.forEach((each, seed) => (counts[k][seed] += each.length));
      });
      expect(new Set(counts.flat())).toEqual(new Set([race.update]));
    }
    expect(race.update).toBeGreaterThan(6);
    expect(between).toBe(6 * 4 * 2);
    expect(race.lanes.every(({ millisecondsPerUpdate }) => millisecondsPerUpdate !== null && millisecondsPerUpdate > 0)).toBe(true);
    await race.dispose();
  });

  it('stops a lane whose numbers are not finite, and that lane only', async () => {
    // A relu state that grows a million times with every step is beyond float32 after seven.
    const wild = { ...lane('rnn', { nonlinearity: 'relu' }), initialisation: { kind: 'pytorch', spectralRadius: 1e6 } };
    const spec = threeCells({ lanes: [wild, lane('lstm')], seeds: 2 });
    const race = await begin(spec, await loadWasmEngine());
    const losses = await runTo(race, 12);
    const [{ failed }, other] = race.lanes;
    expect(failed).toMatchObject({ seed: 0, update: 1 });
    expect(losses[0]).toEqual([[], []]);
    expect(other.failed).toBeNull();
    expect(losses[1][0]).toHaveLength(12);
    expect(race.alive).toBe(1);
    expect((await race.assess(8, () => Promise.resolve(true)))?.map((each) => each === null)).toEqual([true, false]);
    expect((await race.snapshots(0)).map((each) => each === null)).toEqual([true, false]);
    race.reset();
    expect([race.update, race.alive]).toEqual([0, 2]);
    expect((await race.snapshots(0)).every((each) => each !== null)).toBe(true);
    await race.dispose();
  });

  it('names the seed that failed first, where a later one did before an earlier one', async () => {
    // A steep descent on a relu state: how long the numbers stay finite is a matter of the weights drawn.
    const training = { batchSize: 4, clip: null, optimizer: { kind: 'sgd', learningRate: 3 } };
    const failing = new Set<number>();
    for (let seed = 1; seed <= 3; seed++) {
      const spec = threeCells({ lanes: [lane('rnn', { nonlinearity: 'relu' })], training, seed, seeds: 2 });
      const race = await begin(spec, createReferenceEngine(), () => 0);
      const losses: number[][] = [[], []];
      while (race.alive > 0 && race.update < 400) {
        const [{ losses: done }] = await race.round(400, noWait);
        done.forEach((each, k) => losses[k].push(...each));
      }
      const { failed } = race.lanes[0];
      if (failed === null) throw new Error('the lane must have failed');
      failing.add(failed.seed);
      expect([race.update, ...losses.map(({ length }) => length)]).toEqual([failed.update - 1, failed.update - 1, failed.update - 1]);
      await race.dispose();
    }
    expect(failing).toEqual(new Set([0, 1]));
  });

  it('begins again with the same numbers', async () => {
    const race = await begin(threeCells({ seeds: 1 }), createReferenceEngine());
    const first = await runTo(race, 5);
    race.reset();
    expect(await runTo(race, 5)).toEqual(first);
    await race.dispose();
  });

  it('refuses a lane that does not fit the task', async () => {
    const misfit = { model: { ...lane('gru').model, input: { kind: 'values', size: 3 } } };
    await expect(openRace({ ...threeCells(), lanes: [lane('rnn'), misfit] }, noData)).rejects.toThrow('race.lanes.1.model.input: for task adding');
  });
});
