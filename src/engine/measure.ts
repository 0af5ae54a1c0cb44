/** How fast an engine trains a run on this machine: a moment of real updates, on an executor of its own, so that the run itself notices nothing. */
import type { Engine } from '../model/executor';
import { initialiseParameters } from '../model/initialise';
import { encoderWidth, lastHiddenSize } from '../model/parameters';
import type { Plan } from '../model/plan';
import { createTaskFeeds, type FeedsOf } from './feeds';
import { guardEngine } from './guard';
import type { OpenedRun } from './open-run';
import { createTrainer } from './trainer';
import { createTrainingPlan } from './training-plan';
import { beginWith } from './weights';

/** Updates a second of the two engines that compete. */
export type Rates = Readonly<Record<'webgpu' | 'wasm', number>>;

/** Milliseconds an engine: first until submits have found their size, then what counts; together about 200 for two engines. */
const WARM_MS = 30;
const COUNTED_MS = 70;
/** Operations of an update that wasm needs some tenths of a second for: beyond, a GPU is faster wherever there is one. */
const MOST_OPERATIONS = 1e9;

/** Whether a few updates of the run fit into the time that there is for measuring. */
export function isMeasurable({ run, task }: OpenedRun): boolean {
  return countOperations(createTrainingPlan(run, task)) <= MOST_OPERATIONS;
}

/** Of an update: a weight costs a product and a sum for each row and step, of the source or the target, forward and twice backward; so does a number looked at. */
export function countOperations({ model: { encoder, output }, parameters, options: { capacity } }: Plan): number {
  const { B, T, U } = capacity;
  const weights = parameters.list.reduce((sum, { name, size }) => sum + size * (name.startsWith('decoder.') ? U : T), 0);
  const looks = output.kind === 'decoder' && output.attention !== null ? U * T * (lastHiddenSize(encoder) + encoderWidth(encoder)) : 0;
  return 6 * B * (weights + looks);
}

/**
 * Updates a second on the run's own plan and batches; null where `goOn`, asked between submits, ended it.
 * @param clock milliseconds. @throws InputError, UnavailableError, EngineLostError where the engine cannot train the run.
 */
export async function measureRate(
  engine: Engine,
  { run, task }: OpenedRun,
  clock: () => number,
  goOn: () => Promise<boolean>,
): Promise<number | null> {
  const executor = await guardEngine(engine)(createTrainingPlan(run, task));
  try {
    const parameters = initialiseParameters(run.model, run.training.initialisation, run.seed);
    const feedsOf = freeze(createTaskFeeds(run, task));
    const trainer = createTrainer({ executor, feedsOf, initial: beginWith(parameters), clock });
    const trainFor = async (milliseconds: number): Promise<{ rate: number; spent: number } | null> => {
      const begun = clock();
      const before = trainer.update;
      do {
        if (!(await goOn())) return null;
        await trainer.advance(Infinity);
      } while (clock() - begun < milliseconds && trainer.failed === null);
      await trainer.settle();
      const spent = Math.max(clock() - begun, 1e-3);
      return { rate: (1000 * (trainer.update - before)) / spent, spent };
    };
    if (!(await goOn())) return null;
    await trainer.advance(1); // also compiles what an update runs
    const warm = await trainFor(WARM_MS);
    if (warm === null || warm.spent > WARM_MS + COUNTED_MS) return warm?.rate ?? null;
    return (await trainFor(COUNTED_MS))?.rate ?? null;
  } finally {
    executor.dispose();
  }
}

/** The same work without a step of the weights: no way of training can diverge while it is measured. */
function freeze(feedsOf: FeedsOf): FeedsOf {
  return (n, count) => feedsOf(n, count).map((feed) => ({ ...feed, learningRate: 0 }));
}
