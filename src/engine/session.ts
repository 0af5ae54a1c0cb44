/** A run on an engine: its trainer, its held-out examples, and the probe beside it that shows one of them. Who creates it disposes it. */
import { judge } from '../core/detection';
import type { Numbers } from '../core/tensor';
import type { Edit } from '../model/edits';
import type { Executor } from '../model/executor';
import type { Batch } from '../model/feed';
import { initialiseParameters } from '../model/initialise';
import type { InstrumentName, InstrumentRequest, Instruments } from '../model/instruments';
import { checkEditsFitBatch, parseEdits } from '../model/parse-edits';
import type { Plan } from '../model/plan';
import type { Run } from '../model/run';
import type { Answered, Snapshot } from '../model/snapshot';
import { sourceSizes } from '../tasks/source-text';
import type { Rival, Symbols, Task } from '../tasks/task';
import { checkSource } from './answer';
import { type Finding, findNonFinite } from './autopsy';
import type { Confusion } from './confusion';
import { evaluate, type Evaluation } from './evaluate';
import { createEvaluationPlan } from './evaluation-plan';
import { createTaskFeeds } from './feeds';
import { checkModelFitsTask } from './fit-task';
import { checkForetell, createForetellPlan, foretell, type Foretold } from './foretell';
import { createInstrumentBench } from './instruments/bench';
import { createProber } from './prober';
import { checkSampleRequest, createSamplePlan, type SampledText, type SampleRequest, sampleText } from './sample';
import { createTrainer, type Trainer } from './trainer';
import { createTrainingPlan } from './training-plan';
import { beginWith, checkCarried, readParameters, type TrainingState, writeParameters } from './weights';

export interface SessionOptions {
  /** Its task's options complete and checked. */
  readonly run: Run;
  readonly task: Task;
  readonly createExecutor: (plan: Plan) => Promise<Executor>;
  /** Milliseconds, for pacing only. */
  readonly clock: () => number;
  /** Where to go on from; null = from the run's initial weights. */
  readonly state: TrainingState | null;
}

export interface Session {
  readonly run: Run;
  readonly task: Task;
  readonly trainer: Trainer;
  readonly parameterCount: number;
  /** The loss of guessing. */
  readonly baseline: number;
  /** What a simple rule reaches on the held-out examples, in the task's metric; null where the task has none. */
  readonly rival: Rival | null;
  /** What the task's inputs and outputs are called. */
  readonly symbols: Symbols;
  /**
   * Trainer settled: held-out example number `example` passing through the present weights, on a plan of its own; from state 0 even where training carries
   * states. With edits, of `parseEdits`, also as these make it; at an earlier state, with the weights of that one.
   */
  snapshot(example: number, edits?: readonly Edit[], at?: TrainingState | null): Promise<Snapshot>;
  /** Interventions checked against the run's network and, but for those that are `held` already, this held-out example. @throws InputError */
  parseEdits(given: unknown, example: number, held?: readonly Edit[]): readonly Edit[];
  /** Trainer settled: what the present weights, or those of an earlier state, answer to a source of token ids, which has no target. @throws InputError where it cannot be read. */
  answer(source: readonly number[], at?: TrainingState | null): Promise<Answered>;
  /** Trainer settled: what the present weights write by themselves; null where `goOn` ended it. @throws InputError where they cannot, or not that */
  writeText(request: SampleRequest, goOn?: () => Promise<boolean>): Promise<SampledText | null>;
  /** Trainer settled: what these weights, or those of an earlier state, foretell after the window of a held-out example; null where `goOn` ended it. @throws InputError where they cannot */
  foretell(
    example: number,
    steps: number,
    goOn?: () => Promise<boolean>,
    at?: TrainingState | null,
  ): Promise<(Foretold & { readonly update: number }) | null>;
  /** What `snapshot` gives, of the run's initial weights, wherever training is. */
  initialSnapshot(example: number): Promise<Snapshot>;
  /**
   * Trainer settled, no update since `snapshot(example)` gave this one, or of the earlier state that it is of: one instrument of it; nothing where it does not
   * apply to the run, null where `goOn` ended it.
   */
  instrument(
    name: InstrumentName,
    of: { readonly snapshot: Snapshot; readonly example: number; readonly at?: TrainingState | null },
    request: InstrumentRequest,
    goOn: () => Promise<boolean>,
  ): Promise<Instruments | null>;
  /** `confusion`: answers are counted in it. Trainer settled: the present weights on the first `examples` held-out examples, all where there are fewer; null where `goOn` ended it. */
  evaluate(examples: number, goOn?: () => Promise<boolean>, confusion?: Confusion | null): Promise<Evaluation | null>;
  /** Trainer settled: the present weights in the flat layout. */
  weights(): Promise<Numbers>;
  /** Trainer settled and failed: what stopped being finite first. */
  findNonFinite(): Promise<Finding>;
  /** Waits for what is in flight, then frees everything. */
  dispose(): Promise<void>;
}

/** Weights of larger networks are not given with every snapshot. */
const MOST_SHOWN = 65_536;

/** @throws InputError, before anything is allocated, for a run that the engines cannot train. */
export async function createSession({ run, task, createExecutor, clock, state }: SessionOptions): Promise<Session> {
  const { model, seed } = run;
  const { options } = run.task;
  checkModelFitsTask(model, task, options);
  const plan = createTrainingPlan(run, task);
  if (state) checkCarried(plan, state);
  const parameters = initialiseParameters(model, run.training.initialisation, seed);
  const feedsOf = createTaskFeeds(run, task);
  const executor = await createExecutor(plan);
  const trainer = createTrainer({ executor, feedsOf, initial: beginWith(parameters), clock });
  if (state) trainer.load(state);
  const evaluationPlan = createEvaluationPlan(plan);
  let evaluator: Executor | null = null;
  const prober = createProber(model, createExecutor);
  const bench = createInstrumentBench({
    model,
    training: run.training,
    sampleBatch: (first, rows) => task.sample(options, seed, 'heldOut', first, rows),
    createExecutor,
  });

  const symbols = task.symbols(options);
  const sampleOne = (example: number): Batch => task.sample(options, seed, 'heldOut', example, 1);

  async function takeSnapshot(example: number, update: number, weights: Numbers, edits: readonly Edit[] = []): Promise<Snapshot> {
    const batch = sampleOne(example);
    const taken = await prober.take(batch, weights, edits);
    const { picture } = symbols;
    if (picture?.kind !== 'detection') return { update, model, batch, ...taken };
    return { update, model, batch, ...taken, verdicts: judge(picture.sought, taken.tensors.outputs.data, batch.targets.data) };
  }

  async function weightsAt(at: TrainingState | null): Promise<Pick<TrainingState, 'update' | 'parameters'>> {
    // A copy: a snapshot's weights are given away with it.
    return at ? { update: at.update, parameters: at.parameters.slice() } : { update: trainer.update, parameters: await readParameters(executor) };
  }

  async function answer(source: readonly number[], at: TrainingState | null = null): Promise<Answered> {
    const { most, steps } = sourceSizes(task, options, seed);
    const ids = checkSource('try.source', model, source, most);
    const { update, parameters: weights } = await weightsAt(at);
    const answered = { update, model, ...(await prober.answer(ids, { B: 1, T: most, U: steps }, weights)) };
    return weights.length <= MOST_SHOWN ? { ...answered, parameters: weights } : answered;
  }

  return {
    run,
    task,
    trainer,
    parameterCount: plan.parameters.count,
    baseline: task.baseline(options).value,
    rival: task.rival?.(options) ?? null,
    symbols,
    async snapshot(example, edits, at = null) {
      const { update, parameters: weights } = await weightsAt(at);
      const taken = await takeSnapshot(example, update, weights, edits);
      return weights.length <= MOST_SHOWN ? { ...taken, parameters: weights } : taken;
    },
    parseEdits(given, example, held = []) {
      const edits = parseEdits(given, model);
      const known = new Set(held.map((edit) => JSON.stringify(edit)));
      checkEditsFitBatch(edits, model, sampleOne(example), (edit) => known.has(JSON.stringify(edit)));
      return edits;
    },
    async instrument(name, { snapshot, example, at = null }, request, goOn) {
      const weights = snapshot.parameters ?? (await weightsAt(at)).parameters;
      const lastGradNorm = at === null ? trainer.lastGradNorm : null;
      return bench.measure(name, { snapshot, example, weights, lastGradNorm }, request, goOn);
    },
    answer,
    async writeText(request, goOn) {
      checkSampleRequest('sample.', request, model);
      const writer = await createExecutor(createSamplePlan(model, request.prefix.length));
      try {
        writeParameters(writer, await readParameters(executor));
        return await sampleText(writer, request, goOn);
      } finally {
        writer.dispose();
      }
    },
    async foretell(example, steps, goOn, at = null) {
      checkForetell('foretell.', { task, options, steps }, model);
      const foreteller = await createExecutor(createForetellPlan(model, sampleOne(example).inputs.shape[1]));
      try {
        const { update, parameters: weights } = await weightsAt(at);
        writeParameters(foreteller, weights);
        const foretold = await foretell(foreteller, { task, options, seed, example, steps }, goOn);
        return foretold && { ...foretold, update };
      } finally {
        foreteller.dispose();
      }
    },
    initialSnapshot: (example) => takeSnapshot(example, 0, parameters),
    async evaluate(examples, goOn, confusion) {
      if (evaluationPlan) {
        evaluator ??= await createExecutor(evaluationPlan);
        writeParameters(evaluator, await readParameters(executor));
      }
      const most = task.heldOutCount?.(options) ?? Infinity;
      return evaluate(evaluator ?? executor, { task, options, seed, examples: Math.min(examples, most), goOn, confusion });
    },
    weights: () => readParameters(executor),
    findNonFinite: () => findNonFinite(executor, feedsOf(trainer.failed ?? 1, 1)[0]),
    async dispose() {
      await trainer.settle().catch(() => undefined); // a lost engine has nothing left to wait for
      executor.dispose();
      evaluator?.dispose();
      prober.dispose();
      bench.dispose();
    },
  };
}
