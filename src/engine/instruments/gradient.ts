/** The gradient of some held-out examples, whole or truncated: what histograms, angles and clipping are measured on. */
import type { Executor } from '../../model/executor';
import { type Batch, createFeed, sizesOf } from '../../model/feed';
import { createPlan, gradientOf, type Plan } from '../../model/plan';
import type { ModelSpec } from '../../model/spec';
import { FORWARD_BACKWARD, withoutDropout } from '../probe';

/** The plan that `readGradient` needs for batches like this one. @throws InputError for a network that the engines cannot run. */
export function createGradientPlan(model: ModelSpec, batch: Batch): Plan {
  return createPlan(withoutDropout(model), { capacity: sizesOf(batch) });
}

/**
 * dL/dθ in the flat layout of the parameters, padding 0; teacher-forced, neither clipped nor decayed.
 *
 * @param executor of a plan of `createGradientPlan`, its parameters written.
 * @param truncate steps between cuts of the gradient through h and c; 0 = none.
 */
export async function readGradient(executor: Executor, batch: Batch, truncate: number): Promise<Float64Array> {
  const { model, parameters } = executor.plan;
  await executor.enqueue([createFeed(model, batch, { truncate })], FORWARD_BACKWARD);
  const flat = new Float64Array(parameters.length);
  const read = await Promise.all(parameters.list.map(({ name }) => executor.read(gradientOf(name))));
  parameters.list.forEach(({ offset }, k) => {
    flat.set(read[k], offset);
  });
  return flat;
}
