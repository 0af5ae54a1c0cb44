import { describe, expect, it } from 'vitest';
import type { Executor, Feed, Report } from '../model/executor';
import { initialiseParameters } from '../model/initialise';
import { createFeed } from '../model/feed';
import { createPlan, type Plan } from '../model/plan';
import type { Run } from '../model/run';
import type { ModelSpec } from '../model/spec';
import { learningRateAt } from '../model/training';
import { createReferenceEngine } from '../reference/engine';
import { isBetter } from './best';
import { createCheckpoints } from './checkpoints';
import { createRun, gruModel, thresholdTask } from './fixtures/threshold';
import { findNonFinite } from './autopsy';
import { evaluate } from './evaluate';
import { createEvaluationPlan } from './evaluation-plan';
import { createTaskFeeds, type FeedsOf } from './feeds';
import { createPace } from './pace';
import { createSession } from './session';
import { createTrainer, type Trainer } from './trainer';
import { createTrainingPlan } from './training-plan';
import { beginWith, readParameters, type TrainingState, writeParameters } from './weights';

interface Bench {
  readonly trainer: Trainer;
  readonly executor: Executor;
  readonly feedOf: (n: number) => Feed;
  /** Feeds of each submit. */
  readonly submits: number[];
}

/** @param milliseconds how long the clock says that an update takes. */
async function createBench(run: Run = createRun(), milliseconds = 1): Promise<Bench> {
  const inner = await createReferenceEngine().createExecutor(createTrainingPlan(run, thresholdTask));
  const submits: number[] = [];
  let time = 0;
  const executor: Executor = {
    ...inner,
    async enqueue(feeds, segments) {
      submits.push(feeds.length);
      const reports = await inner.enqueue(feeds, segments);
      time += milliseconds * feeds.length;
      return reports;
    },
  };
  const parameters = initialiseParameters(run.model, run.training.initialisation, run.seed);
  const initial = beginWith(parameters);
  const feedsOf = createTaskFeeds(run, thresholdTask);
  return { trainer: createTrainer({ executor, feedsOf, initial, clock: () => time }), executor, feedOf: (n) => feedsOf(n, 1)[0], submits };
}

async function train(trainer: Trainer, until: number): Promise<Report[]> {
  const reports: Report[] = [];
  while (trainer.update < until && trainer.failed === null) reports.push(...(await trainer.advance(until)));
  return reports;
}

describe('trainer', () => {
  it('learns, and reports every update once and in order', async () => {
    const { trainer, executor } = await createBench();
    const reports = await train(trainer, 150);
    expect(reports.map(({ update }) => update)).toEqual(Array.from({ length: 150 }, (_, k) => k + 1));
    const options = { task: thresholdTask, options: {}, seed: 7, examples: 100 };
    const found = await evaluate(executor, options);
    expect(found?.loss).toBeLessThan(0.5 * Math.LN2);
    expect(found?.metric).toBeGreaterThan(0.8);
  });

  it('computes the same whatever the clock says', async () => {
    const fast = await createBench(createRun(), 0.1);
    const slow = await createBench(createRun(), 100);
    expect(await train(fast.trainer, 60)).toEqual(await train(slow.trainer, 60));
    expect(await readParameters(fast.executor)).toEqual(await readParameters(slow.executor));
    expect(Math.max(...fast.submits)).toBeGreaterThan(8);
    expect(Math.max(...slow.submits)).toBe(1);
  });

  it('has the next batches ready before a submit ends', async () => {
    const run = createRun();
    const inner = await createReferenceEngine().createExecutor(createTrainingPlan(run, thresholdTask));
    const made = createTaskFeeds(run, thresholdTask);
    const log: string[] = [];
    const ends: (() => void)[] = [];
    const executor: Executor = {
      ...inner,
      async enqueue(feeds, segments) {
        log.push(`submit ${feeds.map(({ update }) => update).join(' ')}`);
        await new Promise<void>((resolve) => ends.push(resolve));
        return inner.enqueue(feeds, segments);
      },
    };
    const parameters = initialiseParameters(run.model, run.training.initialisation, run.seed);
    const initial = beginWith(parameters);
    const feedsOf: FeedsOf = (n, count) => {
      log.push(`make ${String(n)}`);
      return made(n, count);
    };
    const trainer = createTrainer({ executor, feedsOf, initial, clock: () => 0 });
    const first = trainer.advance(Infinity);
    expect(log).toEqual(['make 1', 'submit 1', 'make 2', 'submit 2', 'make 3']);
    log.length = 0;
    ends[0]();
    await first;
    void trainer.advance(Infinity);
    expect(log[0]).toMatch(/^submit 3/);
    expect(log[1]).toMatch(/^make/);
  });

  it('never goes past the update asked for', async () => {
    const { trainer } = await createBench(createRun(), 0.1);
    await train(trainer, 37);
    expect(trainer.update).toBe(37);
    expect(await trainer.settle()).toEqual([]);
    expect(await trainer.advance(38)).toHaveLength(1);
  });

  it('returns to the same initial weights and the same losses', async () => {
    const { trainer, executor } = await createBench();
    const before = await readParameters(executor);
    const first = await train(trainer, 20);
    trainer.reset();
    expect(await readParameters(executor)).toEqual(before);
    expect(await train(trainer, 20)).toEqual(first);
  });

  it('goes on from a checkpoint exactly as it did before', async () => {
    const { trainer } = await createBench();
    await train(trainer, 10);
    const state = await trainer.keep();
    const first = await train(trainer, 20);
    trainer.load(state);
    expect(trainer.update).toBe(10);
    expect(await train(trainer, 20)).toEqual(first);
  });

  it('feeds the learning rate of the schedule and the truncation', async () => {
    const run = createRun();
    const training = { ...run.training, schedule: { kind: 'warmup' as const, steps: 4 }, truncate: 2 };
    const { feedOf } = await createBench({ ...run, training });
    for (const n of [1, 2, 4, 9]) {
      expect(feedOf(n)).toMatchObject({ update: n, learningRate: learningRateAt(training, n), truncate: 2 });
    }
  });

  it.each([{ kind: 'glorotOrthogonal' }, { kind: 'chrono', maxLag: 9 }, { kind: 'pytorch', spectralRadius: 1.2 }] as const)(
    'begins a session with the weights of %j',
    async (initialisation) => {
      const run = createRun();
      const given = { ...run, training: { ...run.training, initialisation } };
      const createExecutor = (plan: Plan) => createReferenceEngine().createExecutor(plan);
      const session = await createSession({ run: given, task: thresholdTask, createExecutor, clock: () => 0, state: null });
      const { parameters } = await session.trainer.keep();
      expect(parameters).toEqual(Float64Array.from(initialiseParameters(run.model, initialisation, run.seed)));
      expect(parameters).not.toEqual(Float64Array.from(initialiseParameters(run.model, run.training.initialisation, run.seed)));
      await session.dispose();
    },
  );

  it('makes batches by their counter, whatever block they come in', async () => {
    const { feedOf } = await createBench();
    const { inputs } = feedOf(3);
    const sample = thresholdTask.sample({}, 7, 'train', 16, 8);
    expect(inputs.targets).toEqual(sample.targets.data);
  });

  it('stops at the first update that is not finite, blames the update that left such weights, and goes on from a checkpoint', async () => {
    const { trainer, executor, feedOf } = await createBench();
    await train(trainer, 5);
    const good = await trainer.keep();
    executor.write('head.output.weight', new Float32Array(4).fill(NaN));
    expect(await train(trainer, 10)).toEqual([]);
    expect(trainer.failed).toBe(6);
    expect(trainer.update).toBe(5);
    expect(await trainer.advance(10)).toEqual([]);
    expect(await findNonFinite(executor, feedOf(6))).toEqual({ update: 5, pass: 'update', step: null });
    trainer.load(good);
    expect(await train(trainer, 6)).toHaveLength(1);
  });

  it('refuses what it cannot train', () => {
    const run = createRun();
    const plan = (change: Partial<Run['training']>) => () => createTrainingPlan({ ...run, training: { ...run.training, ...change } }, thresholdTask);
    expect(plan({ carryState: true })).toThrow('training.carryState');
    expect(plan({ teacherForcing: 0.5 }), 'without a decoder it has no effect').not.toThrow();
  });
});

describe('findNonFinite', () => {
  it('names the scan and the first step where the recurrence overflows', async () => {
    const run: Run = { ...createRun(), model: { ...gruModel, encoder: { ...gruModel.encoder, cell: 'rnn', nonlinearity: 'relu' } } };
    const { executor, feedOf } = await createBench(run);
    executor.write('encoder.weight_ih_l0', new Float32Array(4).fill(1));
    executor.write('encoder.bias_ih_l0', new Float32Array(4).fill(1));
    executor.write('encoder.weight_hh_l0', new Float64Array(16).fill(1e150));
    const { update, ...found } = await findNonFinite(executor, feedOf(1));
    expect(update).toBe(1);
    expect(found).toEqual({ pass: 'scan l0', step: 3 }); // h grows by 4e150 a step: 1e301 at step 2, infinite at step 3
  });
});

describe('findNonFinite of a decoder that reads its own answers', () => {
  it('replays the way of decoding that failed', async () => {
    const output = { kind: 'decoder', vocabSize: 5, embeddingSize: 2, attention: null } as const;
    const model: ModelSpec = { ...gruModel, encoder: { ...gruModel.encoder, cell: 'rnn', nonlinearity: 'relu' }, output };
    const executor = await createReferenceEngine().createExecutor(createPlan(model, { capacity: { B: 1, T: 2, U: 3 } }));
    executor.write('decoder.output.bias', Float64Array.of(0, 0, 1, 0, 0));
    executor.write('decoder.embedding.weight', Float64Array.of(0, 0, 0, 0, 1e308, 1e308, 0, 0, 0, 0)); // what token 2 stands for
    executor.write('decoder.cell.weight_ih', new Float64Array(8).fill(10));
    const batch = {
      inputs: { shape: [1, 2, 1], data: new Float32Array(2) },
      targets: { shape: [1, 3], data: Int32Array.of(3, 3, 3) },
    };
    const forcing = { seed: 1, probability: 0 };
    expect(await findNonFinite(executor, createFeed(model, batch, { forcing }))).toEqual({ update: 1, pass: 'decode freely', step: 1 });
    expect(await findNonFinite(executor, createFeed(model, batch))).toEqual({ update: 1, pass: 'norm', step: null });
  });
});

describe('a session of few rows a batch', () => {
  it('evaluates many rows at a time, with the numbers of few', async () => {
    const run = createRun();
    const rows: number[] = [];
    const createExecutor = async (plan: Plan): Promise<Executor> => {
      const inner = await createReferenceEngine().createExecutor(plan);
      return {
        ...inner,
        enqueue(feeds, segments) {
          rows.push(...feeds.map(({ sizes }) => sizes.B));
          return inner.enqueue(feeds, segments);
        },
      };
    };
    const training = { ...run.training, batchSize: 1 };
    const session = await createSession({ run: { ...run, training }, task: thresholdTask, createExecutor, clock: () => 0, state: null });
    await train(session.trainer, 5);
    await session.trainer.settle();
    rows.length = 0;
    const found = await session.evaluate(100);
    expect(rows).toEqual([64, 36]);
    const { executor } = await createBench({ ...run, training });
    writeParameters(executor, (await session.trainer.keep()).parameters);
    const one = await evaluate(executor, { task: thresholdTask, options: {}, seed: run.seed, examples: 100 });
    expect(found?.metric).toBe(one?.metric);
    expect(found?.loss).toBeCloseTo(one?.loss ?? NaN, 12);
    await session.dispose();
  });

  it('takes no more memory for it than it is worth', () => {
    const planOf = (batchSize: number, hiddenSize: number): number | undefined => {
      const run = createRun();
      const model = { ...run.model, encoder: { ...run.model.encoder, hiddenSizes: [hiddenSize] } };
      const plan = createTrainingPlan({ ...run, model, training: { ...run.training, batchSize } }, thresholdTask);
      return createEvaluationPlan(plan)?.options.capacity.B;
    };
    expect(planOf(1, 4)).toBe(64);
    expect(planOf(32, 4)).toBeUndefined();
    expect(planOf(1, 2048)).toBeUndefined();
  });
});

describe('the best evaluation', () => {
  const of = (metric: number, loss = 1) => ({ metric, loss, measures: [], examples: 1 });

  it('is the one with the better metric, then with the lower loss, and never one that is not a number', () => {
    expect(isBetter(of(0.9), of(0.8), 'higher')).toBe(true);
    expect(isBetter(of(0.9), of(0.8), 'lower')).toBe(false);
    expect(isBetter(of(0.8, 0.5), of(0.8), 'lower')).toBe(true);
    expect(isBetter(of(0.8), of(0.8), 'higher')).toBe(false);
    expect(isBetter(of(NaN), null, 'lower')).toBe(false);
    expect(isBetter(of(0.8, Infinity), null, 'higher')).toBe(false);
  });
});

describe('pace', () => {
  it('grows towards 12 ms a submit, at most doubling, and falls at once', () => {
    const pace = createPace();
    const sizes: number[] = [];
    for (let k = 0; k < 6; k++) {
      sizes.push(pace.updates);
      pace.note(pace.updates, pace.updates * 1);
    }
    expect(sizes).toEqual([1, 2, 4, 8, 12, 12]);
    expect(pace.updatesPerSecond).toBe(1000);
    pace.note(12, 12 * 200);
    expect(pace.updates).toBe(1);
  });
});

describe('checkpoints', () => {
  it('stay within their budget, keep the first and the latest, and thin out with age', () => {
    const state = (update: number): TrainingState => ({ ...beginWith(new Float32Array(1000)), update });
    const checkpoints = createCheckpoints(state(0), { budget: 8 * 4000 });
    for (let update = 10; update <= 1000; update += 10) checkpoints.add(state(update));
    const kept = checkpoints.states.map(({ update }) => update);
    expect(kept).toHaveLength(8);
    expect(kept[0]).toBe(0);
    expect(kept.at(-1)).toBe(1000);
    expect(kept.at(-2)).toBeGreaterThan(900);
    expect(kept.filter((update) => update > 500).length).toBeGreaterThanOrEqual(4);
    checkpoints.add(state(905));
    expect(checkpoints.latest.update).toBe(905);
    expect(checkpoints.states.every(({ update }) => update <= 905)).toBe(true);
    checkpoints.reset();
    expect(checkpoints.latest.update).toBe(0);
  });
});
