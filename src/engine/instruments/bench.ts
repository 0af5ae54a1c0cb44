/** The instruments of a network, each measured when it is asked for, on plans of its own that are made with the first use and kept. */
import { InputError } from '../../core/errors';
import type { Numbers, TensorMap } from '../../core/tensor';
import { clipGradient, clipNorm } from '../../model/clipping';
import type { Executor } from '../../model/executor';
import { type Batch, sizesOf } from '../../model/feed';
import type { GradientBatch, InstrumentName, InstrumentRequest, Instruments } from '../../model/instruments';
import { layoutParameters } from '../../model/parameters';
import type { Plan } from '../../model/plan';
import type { Snapshot } from '../../model/snapshot';
import type { ModelSpec } from '../../model/spec';
import type { TrainingSpec } from '../../model/training';
import { createReferenceEngine } from '../../reference/engine';
import { chooseLossSteps, createItemisePlan, itemiseNorms } from '../itemise';
import { jacobians } from '../jacobian';
import { createProbePlan } from '../probe';
import { isFiniteArray, writeParameters } from '../weights';
import { compareGradients } from './angles';
import { measureEigenvalues } from './eigenvalues';
import { createGradientPlan, readGradient } from './gradient';
import { countParameters } from './histograms';
import { splitRoads } from './roads';
import { cutSheets } from './sheets';
import { measureSaturation } from './saturation';

export interface BenchOptions {
  readonly model: ModelSpec;
  readonly training: Pick<TrainingSpec, 'batchSize' | 'clip' | 'truncate'>;
  /** The held-out examples `first` … `first + rows - 1`. */
  readonly sampleBatch: (first: number, rows: number) => Batch;
  readonly createExecutor: (plan: Plan) => Promise<Executor>;
}

/** What is measured. */
export interface Subject {
  readonly snapshot: Snapshot;
  /** The held-out example that it is of. */
  readonly example: number;
  /** The weights that it is of, in the flat layout. */
  readonly weights: Numbers;
  /** Of the last update, before clipping; null where there was none. */
  readonly lastGradNorm: number | null;
}

/** Asked now and then during what takes long; false abandons it. */
type GoOn = () => Promise<boolean>;

export interface InstrumentBench {
  /**
   * The instrument asked for; nothing where it does not apply to the network, does not fit in the engine's memory, or the weights are not
   * finite; null where `goOn` ended it.
   */
  measure(name: InstrumentName, subject: Subject, request: InstrumentRequest, goOn: GoOn): Promise<Instruments | null>;
  dispose(): void;
}

/** Rows of the largest batch whose gradient is measured. */
const MOST_ROWS = 64;

type Meter = (subject: Subject, request: InstrumentRequest, goOn: GoOn) => Promise<Instruments | null>;

/** One executor an instrument, and those that read the gradient of a batch share theirs. */
type Place = 'itemise' | 'jacobian' | 'gradient' | 'example';

export function createInstrumentBench({ model, training, sampleBatch, createExecutor }: BenchOptions): InstrumentBench {
  const parameters = layoutParameters(model);
  const executors = new Map<Place, Executor>();
  /** The gradient last read, which several instruments look at. */
  let latest: { readonly snapshot: Snapshot; readonly gradient: Float64Array } | null = null;

  async function open(place: Place, weights: Numbers, create: () => Promise<Executor>): Promise<Executor> {
    const executor = executors.get(place) ?? (await create());
    executors.set(place, executor);
    writeParameters(executor, weights);
    return executor;
  }

  function sample(example: number): { readonly of: GradientBatch; readonly batch: Batch } {
    const rows = Math.min(training.batchSize, MOST_ROWS);
    return { of: { first: example, rows }, batch: sampleBatch(example, rows) };
  }

  function openGradient(batch: Batch, weights: Numbers): Promise<Executor> {
    return open('gradient', weights, () => createExecutor(createGradientPlan(model, batch)));
  }

  async function readFull({ snapshot, weights }: Subject, batch: Batch): Promise<Float64Array> {
    if (latest?.snapshot === snapshot) return latest.gradient;
    const gradient = await readGradient(await openGradient(batch, weights), batch, 0);
    latest = { snapshot, gradient };
    return gradient;
  }

  const meters: Readonly<Record<InstrumentName, Meter>> = {
    async itemised({ snapshot: { batch, update }, weights }, { window }) {
      const chosen = chooseLossSteps(model, batch, window);
      const executor = await open('itemise', weights, () => createExecutor(createItemisePlan(model, sizesOf(batch))));
      return { itemised: { update, ...chosen, tensors: await itemiseNorms(executor, batch, chosen.steps) } };
    },
    async jacobians({ snapshot: { batch, update }, weights }, _request, goOn) {
      const executor = await open('jacobian', weights, () => createReferenceEngine().createExecutor(createProbePlan(model, sizesOf(batch))));
      const tensors = await jacobians(executor, batch, goOn);
      return tensors && { jacobians: { update, tensors } };
    },
    eigenvalues: ({ snapshot: { update }, weights }) =>
      Promise.resolve({ eigenvalues: { update, tensors: measureEigenvalues(model, parameters, weights) } }),
    roads({ snapshot: { batch, tensors, update } }) {
      const found = splitRoads(model, batch, tensors);
      return Promise.resolve(isEmpty(found) ? {} : { roads: { update, tensors: found } });
    },
    saturation({ snapshot: { batch, tensors, update } }) {
      const found = measureSaturation(model, batch, tensors);
      return Promise.resolve(isEmpty(found) ? {} : { saturation: { update, tensors: found } });
    },
    async histograms(subject) {
      const { of, batch } = sample(subject.example);
      const gradient = await readFull(subject, batch);
      const list = countParameters(parameters, model.encoder.cell, { weights: subject.weights, gradient });
      return { histograms: { update: subject.snapshot.update, batch: of, list } };
    },
    async truncation(subject, request) {
      const truncate = request.truncate ?? training.truncate;
      if (truncate === null) return {};
      const { of, batch } = sample(subject.example);
      const full = await readFull(subject, batch);
      const truncated = await readGradient(await openGradient(batch, subject.weights), batch, truncate);
      return { truncation: { update: subject.snapshot.update, batch: of, truncate, ...compareGradients(parameters, full, truncated) } };
    },
    async clipping(subject) {
      const { clip } = training;
      const { of, batch } = sample(subject.example);
      const measured = { ...clipGradient(clip, await readFull(subject, batch), parameters.count), batch: of };
      const last = subject.lastGradNorm === null ? null : clipNorm(clip, subject.lastGradNorm);
      return { clipping: { update: subject.snapshot.update, clip, last, measured } };
    },
    async weights({ snapshot: { batch, update }, weights }) {
      const executor = await open('example', weights, () => createExecutor(createGradientPlan(model, batch)));
      return { weights: { update, tensors: cutSheets(model, parameters, weights, await readGradient(executor, batch, 0)) } };
    },
  };

  return {
    async measure(name, subject, request, goOn) {
      if (!isFiniteArray(subject.weights)) return {};
      try {
        return await meters[name](subject, request, goOn);
      } catch (error) {
        if (error instanceof InputError) return {}; // what an engine says of a plan that it has no room for
        throw error;
      }
    },
    dispose() {
      for (const executor of executors.values()) executor.dispose();
    },
  };
}

function isEmpty(tensors: TensorMap): boolean {
  return Object.keys(tensors).length === 0;
}
