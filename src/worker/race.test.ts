import { afterEach, describe, expect, it } from 'vitest';
import type { EngineFactories } from '../engine/choose';
import { openRace } from '../engine/race/open-race';
import type { Engine } from '../model/executor';
import { parseRace } from '../model/parse-race';
import type { RaceSpec } from '../model/race';
import { createReferenceEngine } from '../reference/engine';
import { createEventLog } from './fixtures/event-log';
import { type RaceLoop, startRace } from './race';
import { EVALUATED_EVERY, type RaceCommand, type RaceEvent } from './race-protocol';
import { transferOf } from './race-transfer';

type Of<Type extends RaceEvent['type']> = Extract<RaceEvent, { type: Type }>;

interface Bench {
  readonly race: RaceLoop;
  readonly events: RaceEvent[];
  send(command: RaceCommand): void;
  /** The next event of this type that nobody has waited for. */
  next<Type extends RaceEvent['type']>(type: Type): Promise<Of<Type>>;
}

let bench: Bench | null = null;

afterEach(async () => {
  await bench?.race.dispose();
  bench = null;
});

function createBench(engines: Partial<EngineFactories> = {}): Bench {
  const log = createEventLog<RaceEvent>(transferOf);
  let time = 0;
  const race = startRace({
    post: log.post,
    openRace: (given) => openRace(given, () => Promise.reject(new Error('no data'))),
    engines: { reference: () => Promise.resolve(createReferenceEngine()), ...engines },
    clock: () => (time += 5),
    yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
    evaluationExamples: 8,
  });
  return {
    race,
    events: log.events,
    send(command) {
      race.receive(command);
    },
    next: log.next,
  };
}

const lane = (cell: string, encoder: object = {}, initialisation: object = {}) => ({
  model: {
    input: { kind: 'values', size: 2 },
    encoder: { cell, hiddenSizes: [3], ...encoder },
    output: { kind: 'last', size: 1, loss: 'mse' },
  },
  initialisation,
});

/** Steps after which a state that grows a million times with each is beyond float64. */
const FAR = 60;

const createSpec = (lanes: readonly object[] = [lane('rnn'), lane('lstm'), lane('gru')], change: object = {}): RaceSpec =>
  parseRace({ task: { name: 'adding', options: { length: 8 } }, lanes, training: { batchSize: 2 }, seed: 1, ...change });

const open = (race = createSpec()): RaceCommand => ({ type: 'open', race, engine: 'reference', example: 0 });

describe('race loop', () => {
  it('opens a race, shows every lane and evaluates it', async () => {
    bench = createBench();
    bench.send(open());
    const opened = await bench.next('opened');
    expect(opened).toMatchObject({ race: createSpec(), engine: { name: 'reference', reason: 'chosen' }, example: 0 });
    expect(opened.lanes.map(({ model, parameterCount }) => [model.encoder.cell, parameterCount])).toEqual([
      ['rnn', 25],
      ['lstm', 88],
      ['gru', 67],
    ]);
    expect(opened.baseline).toBeCloseTo(1 / 6, 3);
    const { update, snapshots } = await bench.next('pictures');
    expect([update, ...snapshots.map((snapshot) => snapshot?.update)]).toEqual([0, 0, 0, 0]);
    expect(new Set(snapshots.map((snapshot) => JSON.stringify([...(snapshot?.batch.inputs.data ?? [])])))).toHaveProperty('size', 1);
    const assessed = await bench.next('assessed');
    expect(assessed.update).toBe(0);
    expect(assessed.lanes.map((each) => each?.heldOut.length)).toEqual([1, 1, 1]);
    expect(assessed.lanes.every((each) => each?.horizon.most === 7)).toBe(true);
  });

  it('tells equal counts of every lane and seed, each update once, and evaluates at fixed updates', async () => {
    bench = createBench();
    bench.send(open(createSpec([lane('rnn'), lane('gru')], { seeds: 2 })));
    await bench.next('assessed');
    bench.send({ type: 'start' });
    const done = [0, 0];
    while (done[0] < EVALUATED_EVERY + 2) {
      const { update, lanes } = await bench.next('progress');
      lanes.forEach(({ losses, from }, k) => {
        expect(losses.map(({ length }) => length)).toEqual([update - done[k], update - done[k]]);
        expect(from).toBe(done[k] + 1);
        done[k] = update;
      });
    }
    bench.send({ type: 'pause' });
    while ((await bench.next('running')).running);
    const fixed = bench.events.flatMap((event) => (event.type === 'assessed' ? [event.update] : []));
    expect(fixed.slice(0, 2)).toEqual([0, EVALUATED_EVERY]);
  });

  it('steps every lane once, and reset returns to the same picture', async () => {
    bench = createBench();
    bench.send(open());
    const first = await bench.next('pictures');
    bench.send({ type: 'step' });
    expect(await bench.next('progress')).toMatchObject({ update: 1, updatesPerSecond: 0 });
    const second = await bench.next('pictures');
    expect(second.update).toBe(1);
    expect(second.snapshots[1]?.tensors.loss).not.toEqual(first.snapshots[1]?.tensors.loss);
    bench.send({ type: 'reset' });
    expect(await bench.next('pictures')).toEqual(first);
    const back = await bench.next('progress');
    expect([back.update, ...back.lanes.map(({ losses }) => losses.length)]).toEqual([0, 0, 0, 0]);
  });

  it('shows the example that is watched', async () => {
    bench = createBench();
    bench.send(open());
    const first = await bench.next('pictures');
    bench.send({ type: 'watch', example: 5 });
    const other = await bench.next('pictures');
    expect([first.example, other.example]).toEqual([0, 5]);
    expect(other.snapshots[0]?.batch).not.toEqual(first.snapshots[0]?.batch);
    bench.send({ type: 'watch', example: 1.5 });
    expect((await bench.next('refused')).message).toContain('watch.example');
  });

  it('stops a lane whose numbers are not finite and says so; where no lane is left the race stops', async () => {
    const wild = lane('rnn', { nonlinearity: 'relu' }, { spectralRadius: 1e6 });
    bench = createBench();
    bench.send(open(createSpec([lane('gru'), wild], { task: { name: 'adding', options: { length: FAR } } })));
    bench.send({ type: 'start' });
    expect(await bench.next('laneFailed')).toMatchObject({ lane: 1, failure: { seed: 0, update: 1 } });
    for (let update = 0; update < 6;) ({ update } = await bench.next('progress'));
    bench.send(open(createSpec([wild], { task: { name: 'adding', options: { length: FAR } } })));
    bench.send({ type: 'start' });
    await bench.next('laneFailed');
    while ((await bench.next('running')).running);
    bench.send({ type: 'step' });
    expect(bench.events.flatMap((event) => (event.type === 'progress' ? [event.update] : [])).at(-1)).toBe(0);
    expect((await bench.next('refused')).message).toContain('step: some lane must still have finite numbers');
  });

  it('leaves the race alone that is open when another is refused', async () => {
    bench = createBench();
    bench.send({ type: 'start' });
    expect((await bench.next('refused')).message).toContain('race: must be open');
    bench.send(open());
    await bench.next('opened');
    const spec = createSpec();
    const lanes = Array.from({ length: 5 }, () => spec.lanes[0]);
    bench.send(open({ ...spec, lanes }));
    expect((await bench.next('refused')).message).toContain('race.lanes: must be a list of 1 to 4 lanes');
    const misfit = { ...spec.lanes[0], model: { ...spec.lanes[0].model, input: { kind: 'values', size: 5 } as const } };
    bench.send(open({ ...spec, lanes: [spec.lanes[0], misfit] }));
    expect((await bench.next('refused')).message).toContain('race.lanes.1.model.input: for task adding it must be');
    bench.send({ type: 'step' });
    expect((await bench.next('progress')).update).toBe(1);
  });

  it('says which engine was lost, and opens again on another', async () => {
    let lose: (reason: string) => void = () => undefined;
    const lost = new Promise<string>((resolve) => (lose = resolve));
    const webgpu: Engine = { ...createReferenceEngine(), name: 'webgpu', adapter: 'a GPU', software: false, lost };
    bench = createBench({ webgpu: () => Promise.resolve(webgpu) });
    bench.send({ ...open(), engine: 'auto' } as RaceCommand);
    expect((await bench.next('opened')).engine).toMatchObject({ name: 'webgpu', reason: 'hardware' });
    bench.send({ type: 'start' });
    await bench.next('progress');
    lose('the driver was updated');
    expect(await bench.next('engineLost')).toMatchObject({ engine: 'webgpu', reason: 'the driver was updated' });
    expect(bench.events.filter(({ type }) => type === 'running').at(-1)).toMatchObject({ running: false });
    bench.send(open());
    expect((await bench.next('opened')).engine.name).toBe('reference');
  });
});
