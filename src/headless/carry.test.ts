/** Carried states through a whole run of the text task, on every engine: kept, restored, evaluated, and there when a number is not finite. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findNonFinite } from '../engine/autopsy';
import { sampleContinued } from '../engine/continued';
import { createTaskFeeds } from '../engine/feeds';
import { openRun, type OpenedRun } from '../engine/open-run';
import { createSession, type Session } from '../engine/session';
import { packRun, unpackRun } from '../engine/run-file';
import { createTrainer, type Trainer } from '../engine/trainer';
import { createTrainingPlan } from '../engine/training-plan';
import { beginWith, readState, type TrainingState, writeParameters } from '../engine/weights';
import type { Engine, Report } from '../model/executor';
import { type Batch, createFeed, sizesOf } from '../model/feed';
import { initialiseParameters } from '../model/initialise';
import { CARRIED, createPlan } from '../model/plan';
import { createReferenceEngine } from '../reference/engine';
import { createNodeEngine, engineNames } from './engines';
import { readData } from './files';
import { now, trainUntil } from './train-until';

const T = 6;
const B = 3;

function open(encoder: object = { cell: 'lstm', hiddenSizes: [5, 4] }, training: object = {}, task = 'text'): Promise<OpenedRun> {
  const vocabSize = 43;
  const run = {
    model: {
      input: { kind: 'tokens', vocabSize, embeddingSize: 4 },
      encoder,
      output: { kind: 'every', size: vocabSize, loss: 'crossEntropy' },
    },
    task: { name: task, options: { length: T } },
    training: { batchSize: B, optimizer: { kind: 'adam', learningRate: 0.01 }, carryState: true, ...training },
    seed: 11,
  };
  return openRun(run, readData);
}

async function train(trainer: Trainer, until: number): Promise<Report[]> {
  const reports: Report[] = [];
  await trainUntil(trainer, until, (report) => reports.push(report));
  return reports;
}

describe.each(engineNames)('%s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createNodeEngine(name);
  });
  afterAll(() => {
    engine.dispose();
  });

  async function withSession<Result>(state: TrainingState | null, body: (session: Session) => Promise<Result>): Promise<Result> {
    const session = await createSession({ ...(await open()), createExecutor: (plan) => engine.createExecutor(plan), clock: now, state });
    try {
      return await body(session);
    } finally {
      await session.dispose();
    }
  }

  it('goes on from a kept state bit for bit, in the same session and in another', async () => {
    const { kept, rest, end } = await withSession(null, async ({ trainer }) => {
      const begun = await train(trainer, 4);
      const kept = await trainer.keep();
      const rest = await train(trainer, 9);
      const end = await trainer.keep();
      trainer.load(kept);
      expect(await train(trainer, 9)).toEqual(rest);
      trainer.reset();
      expect(await train(trainer, 4)).toEqual(begun);
      expect(await trainer.keep()).toEqual(kept);
      return { kept, rest, end };
    });
    expect(kept.carried).toHaveLength(B * 2 * (5 + 4));
    const { run } = await open();
    const saved = packRun({ run, engine: name, state: kept, history: { updates: [], losses: [], heldOut: [] } });
    expect(unpackRun(saved).state).toEqual(kept);
    await withSession(kept, async ({ trainer }) => {
      expect(await train(trainer, 9)).toEqual(rest);
      expect(await trainer.keep()).toEqual(end);
    });
    await withSession({ ...kept, carried: null }, async ({ trainer }) => {
      expect((await train(trainer, 5))[0].loss, 'the states matter').not.toBe(rest[0].loss);
    });
  });

  it('evaluates consecutive held-out windows from state 0, and training notices nothing', async () => {
    const { run, task } = await open();
    const rows = 64;
    const windows = 2;
    await withSession(null, async (session) => {
      const first = await train(session.trainer, 3);
      const found = await session.evaluate(rows * windows);
      const parts = [0, 1].map((n) => sampleContinued(task, { options: run.task.options, seed: run.seed, stream: 'heldOut' }, n, rows));
      const whole = joinSteps(parts);
      const reference = await createReferenceEngine().createExecutor(createPlan(run.model, { capacity: sizesOf(whole) }));
      writeParameters(reference, (await session.trainer.keep()).parameters);
      const [{ loss }] = await reference.enqueue([createFeed(run.model, whole)], ['encode', 'decode', 'loss']);
      expect(Math.abs((found?.loss ?? NaN) - loss)).toBeLessThan(1e-5 * loss);
      expect(await session.evaluate(rows * windows)).toEqual(found);
      const second = await train(session.trainer, 6);
      session.trainer.reset();
      expect(await train(session.trainer, 6)).toEqual([...first, ...second]);
    });
  });

  it('keeps the states that a failed update began with, and replays it from them', async () => {
    const { run, task } = await open({ cell: 'rnn', nonlinearity: 'relu', hiddenSizes: [2] });
    const executor = await engine.createExecutor(createTrainingPlan(run, task));
    const feedsOf = createTaskFeeds(run, task);
    const initial = beginWith(initialiseParameters(run.model, run.training.initialisation, run.seed));
    const trainer = createTrainer({ executor, feedsOf, initial, clock: now });
    await train(trainer, 2);
    const large = name === 'reference' ? 1e308 : 3e38;
    executor.write('encoder.weight_hh_l0', Float32Array.of(2, 0, 0, 2));
    executor.write(CARRIED, new Float64Array(B * 2).fill(large));
    const { carried } = await readState(executor, 2);
    expect(await train(trainer, 8)).toEqual([]);
    expect(trainer.failed).toBe(3);
    expect(await executor.read(CARRIED)).toEqual(carried);
    // Step 0 overflows from these states; from 0 it would not.
    expect(await findNonFinite(executor, feedsOf(3, 1)[0])).toEqual({ update: 3, pass: 'scan l0', step: 0 });
    executor.dispose();
  });
});

describe('carryState', () => {
  it('is refused with a reason where states cannot go on', async () => {
    await expect(open({ cell: 'gru', hiddenSizes: [4], bidirectional: true })).rejects.toThrow(
      'training.carryState: must be false for a bidirectional encoder',
    );
    const adding = {
      model: {
        input: { kind: 'values', size: 2 },
        encoder: { cell: 'gru', hiddenSizes: [4] },
        output: { kind: 'last', size: 1, loss: 'mse' },
      },
      task: { name: 'adding' },
      training: { carryState: true },
      seed: 1,
    };
    const opened = await openRun(adding, readData);
    expect(() => createTrainingPlan(opened.run, opened.task)).toThrow('training.carryState: must be false for task adding');
    const decoder = { kind: 'decoder', vocabSize: 11, embeddingSize: 4 };
    const letters = {
      ...adding,
      model: { ...adding.model, input: { kind: 'tokens', vocabSize: 11, embeddingSize: 4 }, output: decoder },
      task: { name: 'reverse' },
    };
    await expect(openRun(letters, readData)).rejects.toThrow('training.carryState: must be false for a decoder');
  });

  it('refuses states of another size before anything is allocated', async () => {
    const opened = await open();
    const parameters = initialiseParameters(opened.run.model, opened.run.training.initialisation, 1);
    const state = { ...beginWith(parameters), carried: new Float32Array(7) };
    const createExecutor = (): never => {
      throw new Error('too late');
    };
    await expect(createSession({ ...opened, createExecutor, clock: now, state })).rejects.toThrow('carried: 54 numbers');
  });
});

/** Windows [B, T] after one another, [B, windows·T]. */
function joinSteps(windows: readonly Batch[]): Batch {
  const [rows, steps] = windows[0].inputs.shape;
  const join = (name: string): Int32Array =>
    Int32Array.from(
      Array.from({ length: rows }, (_, b) => windows.flatMap((window) => Array.from(window[name].data.subarray(b * steps, (b + 1) * steps)))).flat(),
    );
  const shape = [rows, steps * windows.length];
  return { inputs: { shape, data: join('inputs') }, targets: { shape, data: join('targets') } };
}
