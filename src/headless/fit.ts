/** The command `fit`: a number of updates on the one batch of a file. */
import type { Tensor } from '../core/tensor';
import { createBatchFeeds } from '../engine/feeds';
import { guardEngine } from '../engine/guard';
import { withoutDropout } from '../engine/probe';
import { createTrainer } from '../engine/trainer';
import { beginWith, isFiniteArray, readParameters } from '../engine/weights';
import type { Engine } from '../model/executor';
import { sizesOf } from '../model/feed';
import { unpackParameters } from '../model/parameter-files';
import { parseTrainingSpec } from '../model/parse-training';
import { createPlan } from '../model/plan';
import type { TrainingSpec } from '../model/training';
import { parseArguments, TEXT } from './arguments';
import { withEngine } from './engines';
import { readJson, writeTensors } from './files';
import { blameNonFinite, type Network, NETWORK_OPTIONS, readNetwork } from './network';
import { MAX_STEPS } from './train';
import { now, trainUntil } from './train-until';

export async function runFit(words: readonly string[]): Promise<string> {
  const given = parseArguments(words, { ...NETWORK_OPTIONS, steps: TEXT, training: TEXT });
  const engine = given.engine();
  const steps = given.integer('steps', 0, MAX_STEPS);
  const training = parseTrainingSpec(await readJson('training', given.text('training')));
  const network = await readNetwork(given);
  await writeTensors('out', network.out, await withEngine(engine, (made) => fit(made, network, training, steps)), steps);
  return '';
}

/** The parameters after the updates, by name, and `losses` [steps], each the loss before its update. */
async function fit(engine: Engine, { model, parameters, batch }: Network, training: TrainingSpec, steps: number): Promise<Record<string, Tensor>> {
  const still = withoutDropout(model);
  const plan = createPlan(still, { capacity: sizesOf(batch), optimizer: training.optimizer, clip: training.clip });
  const executor = await guardEngine(engine)(plan);
  try {
    const feedsOf = createBatchFeeds(still, batch, training);
    const trainer = createTrainer({ executor, feedsOf, initial: beginWith(parameters), clock: now });
    const losses: number[] = [];
    await trainUntil(trainer, steps, ({ loss }) => losses.push(loss));
    const fitted = await readParameters(executor);
    if (trainer.failed !== null || !isFiniteArray(fitted)) throw await blameNonFinite(executor, feedsOf(trainer.update + 1, 1)[0]);
    return { ...unpackParameters(plan.parameters, Float64Array.from(fitted)), losses: { shape: [steps], data: Float64Array.from(losses) } };
  } finally {
    executor.dispose();
  }
}
