/** The bench through a session: which weights, example and batch each instrument is of, and that it costs nothing before it is asked for. */
import { afterEach, describe, expect, it } from 'vitest';
import type { TensorMap } from '../../core/tensor';
import { InputError } from '../../core/errors';
import type { Engine, Executor } from '../../model/executor';
import { createFeed, sizesOf } from '../../model/feed';
import { type InstrumentName, type InstrumentRequest, instrumentNames, type Instruments } from '../../model/instruments';
import { createPlan, gradientOf, type Plan } from '../../model/plan';
import type { Run } from '../../model/run';
import type { TrainingSpec } from '../../model/training';
import { createReferenceEngine } from '../../reference/engine';
import { createRun, thresholdTask } from '../fixtures/threshold';
import { createProbePlan, gradients } from '../probe';
import { createSession, type Session } from '../session';
import { writeParameters } from '../weights';
import { createInstrumentBench } from './bench';

const engine: Engine = createReferenceEngine();
const always = () => Promise.resolve(true);
const request: InstrumentRequest = { names: [], window: null, truncate: null };

let session: Session | null = null;
let plans: Plan[] = [];

afterEach(async () => {
  await session?.dispose();
  session = null;
  plans = [];
});

async function open(training: Partial<TrainingSpec> = {}): Promise<Session> {
  const plain = createRun();
  const run: Run = { ...plain, training: { ...plain.training, ...training } };
  const createExecutor = (plan: Plan): Promise<Executor> => {
    plans.push(plan);
    return engine.createExecutor(plan);
  };
  session = await createSession({ run, task: thresholdTask, createExecutor, clock: () => 0, state: null });
  return session;
}

async function measure(on: Session, name: InstrumentName, change: Partial<InstrumentRequest> = {}, example = 3): Promise<Instruments> {
  const snapshot = await on.snapshot(example);
  return (await on.instrument(name, { snapshot, example }, { ...request, ...change }, always)) ?? {};
}

async function train(on: Session, updates: number): Promise<number> {
  let last = NaN;
  while (on.trainer.update < updates) for (const { gradNorm } of await on.trainer.advance(updates)) last = gradNorm;
  await on.trainer.settle();
  return last;
}

describe('the instruments of a session', () => {
  it('make no plan before they are asked for, and one for all that read gradients', async () => {
    const on = await open({ truncate: 2 });
    await on.snapshot(0);
    const before = plans.length;
    await measure(on, 'eigenvalues');
    await measure(on, 'saturation');
    expect(plans.length).toBe(before);
    for (const name of ['histograms', 'truncation', 'clipping'] as const) await measure(on, name);
    expect(plans.length).toBe(before + 1);
  });

  it.each(instrumentNames)('are each of the update at hand: %s', async (name) => {
    const on = await open({ truncate: 2 });
    await train(on, 3);
    const found = await measure(on, name);
    expect(Object.keys(found)).toEqual([name]);
    expect(found[name]?.update).toBe(3);
  });

  it('tell what clipping did to the last update, by the norm that it reported', async () => {
    const on = await open({ clip: { norm: 0.01 } });
    expect((await measure(on, 'clipping')).clipping?.last).toBeNull();
    const gradNorm = await train(on, 5);
    const { last, measured } = (await measure(on, 'clipping')).clipping ?? {};
    const coefficient = Math.min(1, 0.01 / (gradNorm + 1e-6));
    expect(last).toEqual({ before: gradNorm, coefficient, after: coefficient * gradNorm });
    expect(coefficient).toBeLessThan(1);
    expect(measured?.batch).toEqual({ first: 3, rows: 8 });
    on.trainer.reset();
    expect((await measure(on, 'clipping')).clipping?.last).toBeNull();
  });

  it('measure the gradient of the held-out examples from the watched one on, under the present weights', async () => {
    const on = await open({ clip: { value: 0.01 } });
    await train(on, 2);
    const { measured, last } = (await measure(on, 'clipping', {}, 5)).clipping ?? {};
    expect(last).toBeNull();
    // The same by the bench's own means: a batch of the task on an executor of the same weights.
    const snapshot = await on.snapshot(5);
    const batch = thresholdTask.sample({}, 7, 'heldOut', 5, 8);
    const executor = await engine.createExecutor(createPlan(snapshot.model, { capacity: sizesOf(batch) }));
    writeParameters(executor, snapshot.parameters ?? new Float64Array(0));
    const [report] = await executor.enqueue([createFeed(snapshot.model, batch)], ['encode', 'decode', 'loss', 'backward', 'update']);
    expect(measured?.before).toBeCloseTo(report.gradNorm, 12);
    let [beyond, count] = [0, 0];
    for (const { name } of executor.plan.parameters.list) {
      const gradient = await executor.read(gradientOf(name));
      count += gradient.length;
      beyond += Array.from(gradient).filter((value) => Math.abs(value) > 0.01).length;
    }
    expect(measured?.clippedShare).toBe(beyond / count);
    expect(beyond).toBeGreaterThan(0);
  });

  it('compare gradients at the steps asked for, else at the run’s, else not at all', async () => {
    const none = await open();
    expect(await measure(none, 'truncation')).toEqual({});
    expect((await measure(none, 'truncation', { truncate: 2 })).truncation?.truncate).toBe(2);
    const whole = (await measure(none, 'truncation', { truncate: 5 })).truncation;
    expect(whole?.total.cosine).toBeCloseTo(1, 14); // as long as the sequence
    const cut = await open({ truncate: 1 });
    const found = (await measure(cut, 'truncation')).truncation;
    expect(found?.truncate).toBe(1);
    expect(found?.total.cosine).toBeLessThan(1 - 1e-6);
    expect(found?.parameters.find(({ parameter }) => parameter === 'head.output.weight')?.cosine).toBeCloseTo(1, 14);
  });

  it('give each matrix of the cells with the gradient of the watched example alone', async () => {
    const on = await open({ truncate: 1, clip: { norm: 1e-9 } });
    await train(on, 2);
    const snapshot = await on.snapshot(4);
    const tensors: TensorMap = (await measure(on, 'weights', {}, 4)).weights?.tensors ?? {};
    const batch = thresholdTask.sample({}, 7, 'heldOut', 4, 1);
    const executor = await engine.createExecutor(createProbePlan(snapshot.model, sizesOf(batch)));
    const parameters = snapshot.parameters ?? new Float64Array(0);
    writeParameters(executor, parameters);
    const truth = await gradients(executor, batch);
    const names = executor.plan.parameters.list.filter(({ name }) => name.startsWith('encoder.'));
    expect(Object.keys(tensors)).toHaveLength(2 * names.length);
    for (const { name, shape, offset, size } of names) {
      expect(tensors[`weight.${name}`]).toEqual({ shape, data: parameters.slice(offset, offset + size) });
      expect(tensors[`weightGradient.${name}`].shape).toEqual(shape);
      expect([...tensors[`weightGradient.${name}`].data]).toEqual([...truth[`gradient.${name}`].data]);
    }
  });

  it('say nothing of weights that are not finite, or where an engine has no room', async () => {
    const on = await open();
    const snapshot = await on.snapshot(0);
    const options = { model: snapshot.model, training: on.run.training, sampleBatch: () => snapshot.batch };
    const full = createInstrumentBench({ ...options, createExecutor: () => Promise.reject(new InputError('model', 'must fit', 'more')) });
    const weights = snapshot.parameters ?? new Float64Array(0);
    const subject = { snapshot, example: 0, weights, lastGradNorm: null };
    expect(await full.measure('itemised', subject, request, always)).toEqual({});
    expect(await full.measure('eigenvalues', { ...subject, weights: weights.map(() => NaN) }, request, always)).toEqual({});
    const lost = createInstrumentBench({ ...options, createExecutor: () => Promise.reject(new Error('lost')) });
    await expect(lost.measure('itemised', subject, request, always)).rejects.toThrow('lost');
  });
});
