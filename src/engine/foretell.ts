/**
 * A forecast fed back: after the window of an example the network reads its own forecasts, each at the step that it is of, and so goes on foretelling. The
 * state is carried on from step to step as it is from batch to batch.
 */
import { InputError } from '../core/errors';
import type { Numbers } from '../core/tensor';
import type { Executor } from '../model/executor';
import { type Batch, createFeed } from '../model/feed';
import { createPlan, type Plan } from '../model/plan';
import type { ModelSpec } from '../model/spec';
import type { Options, Task } from '../tasks/task';
import { readOutputs, withoutDropout } from './probe';
import { writeCarried } from './weights';

/** Steps after the window, at the most. */
export const MOST_FORETOLD = 200;

export interface Foretold {
  /** Steps from a value that is read to the one that is foretold at it: so many steps are foretold from true values alone, all later ones are fed back. */
  readonly horizon: number;
  readonly size: number;
  /** The network's, [steps, size]. */
  readonly values: Float64Array;
  /** [known, size]. */
  readonly truth: Float64Array;
  /** The simple rule's, [steps, size]. */
  readonly naive: Float64Array;
  /** Mean squared errors over the steps whose truth is known; null where none is. */
  readonly errors: { readonly network: number; readonly naive: number } | null;
}

export interface ForetellRequest {
  readonly task: Task;
  readonly options: Options;
  readonly seed: number;
  /** Held-out. */
  readonly example: number;
  readonly steps: number;
}

/** How far ahead each answer is, where a network's forecasts can be fed back to it. @throws InputError saying why they cannot, or naming `where` */
export function checkForetell(where: string, { task, options, steps }: Omit<ForetellRequest, 'seed' | 'example'>, { encoder }: ModelSpec): number {
  const { picture } = task.symbols(options);
  if (!task.outlook || picture?.kind !== 'forecast') throw new InputError('task', 'must foretell what it reads', task.name);
  if (encoder.bidirectional) throw new InputError('model.encoder.bidirectional', 'must be false: what comes next is not there to be read', true);
  const length = Number(options.length);
  if (picture.horizon > length)
    throw new InputError(
      'task.options.horizon',
      `must be at most the length, ${String(length)}, for what comes next to be foretold from the window`,
      picture.horizon,
    );
  if (!Number.isInteger(steps) || steps < 1 || steps > MOST_FORETOLD) {
    throw new InputError(`${where}steps`, `must be a whole number from 1 to ${String(MOST_FORETOLD)}`, steps);
  }
  return picture.horizon;
}

/** A plan of one row that carries its states. */
export function createForetellPlan(model: ModelSpec, T: number): Plan {
  return createPlan(withoutDropout(model), { capacity: { B: 1, T, U: 0 }, carry: true });
}

/**
 * Foretells; null where `goOn` ended it.
 * @param executor of a plan of `createForetellPlan` with room for the window, its parameters written; `request` as `checkForetell` lets pass
 */
export async function foretell(
  executor: Executor,
  request: ForetellRequest,
  goOn: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<Foretold | null> {
  const { task, options, seed, example, steps } = request;
  const horizon = checkForetell('', request, executor.plan.model);
  const { inputs } = task.sample(options, seed, 'heldOut', example, 1);
  const [, T, size] = inputs.shape;
  /** Of every step so far: what lies a horizon on. */
  const answers: number[] = [];
  writeCarried(executor, null);
  answers.push(...(await readOn(executor, inputs.data, size)));
  // Of the next steps, up to a horizon of them, the inputs are foretold already.
  for (let read = T; read < T + steps - horizon;) {
    if (!(await goOn())) return null;
    const count = Math.min(horizon, T + steps - horizon - read);
    const own = Float32Array.from(answers.slice((read - horizon) * size, (read - horizon + count) * size));
    answers.push(...(await readOn(executor, own, size)));
    read += count;
  }
  const values = Float64Array.from(answers.slice((T - horizon) * size, (T - horizon + steps) * size));
  const { truth, naive } = task.outlook?.(options, seed, example, steps) ?? { truth: new Float64Array(0), naive: new Float64Array(0) };
  const errorOf = (foretold: Float64Array): number => truth.reduce((sum, value, k) => sum + (foretold[k] - value) ** 2, 0) / truth.length;
  return { horizon, size, values, truth, naive, errors: truth.length === 0 ? null : { network: errorOf(values), naive: errorOf(naive) } };
}

/** Reads on from the state at hand; the answers at these steps. */
async function readOn(executor: Executor, data: Numbers, size: number): Promise<Numbers> {
  const shape = [1, data.length / size, size];
  const batch: Batch = { inputs: { shape, data }, targets: { shape, data: new Float32Array(data.length) } };
  const feed = createFeed(executor.plan.model, batch);
  const [, outputs] = await Promise.all([executor.enqueue([feed], ['encode', 'decode', 'keep']), readOutputs(executor, feed.sizes)]);
  return outputs.data.slice();
}
