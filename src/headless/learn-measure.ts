/** The measures of `learn`: what can be said of initial weights before anything is trained. */
import type { Tensor } from '../core/tensor';
import { openRun } from '../engine/open-run';
import { createProbePlan, probe } from '../engine/probe';
import { writeParameters } from '../engine/weights';
import { sizesOf } from '../model/feed';
import { initialiseParameters } from '../model/initialise';
import type { Engine } from '../model/executor';
import { readData } from './files';
import type { MeasuredCase, MeasuredRow } from './learn-plan';

/** Held-out examples whose gradients are taken together. */
const EXAMPLES = 64;

/** The gradients of the initial weights on the first held-out examples, their norms over all rows and units. */
export async function measure(engine: Engine, { name, run: given, measure: what }: MeasuredCase, seed: number): Promise<MeasuredRow> {
  const { run, task } = await openRun({ ...given, seed }, readData);
  const batch = task.sample(run.task.options, seed, 'heldOut', 0, EXAMPLES);
  const executor = await engine.createExecutor(createProbePlan(run.model, sizesOf(batch)));
  try {
    writeParameters(executor, initialiseParameters(run.model, run.training.initialisation, seed));
    const tensors = await probe(executor, batch);
    const top = `l${String(run.model.encoder.hiddenSizes.length - 1)}`;
    const hidden = tensors[`hiddenGradient.${top}`];
    const cell = run.model.encoder.cell === 'lstm' ? tensors[`cellGradient.${top}`] : null;
    return {
      kind: 'measured',
      name,
      seed,
      engine: engine.name,
      adapter: engine.adapter,
      measure: what,
      steps: hidden.shape[1],
      hiddenRatio: ratioOfEnds(hidden),
      cellRatio: cell && ratioOfEnds(cell),
    };
  } finally {
    executor.dispose();
  }
}

/** The norm at the first step of [B, T, H] over the norm at the last. */
function ratioOfEnds({ shape: [B, T, H], data }: Tensor): number {
  const normAt = (t: number): number => {
    let sum = 0;
    for (let b = 0; b < B; b++) for (let u = 0; u < H; u++) sum += data[(b * T + t) * H + u] ** 2;
    return Math.sqrt(sum);
  };
  return normAt(0) / normAt(T - 1);
}
