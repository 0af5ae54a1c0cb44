/**
 * The memory horizon of a network as it is: how many steps back the gradient of its last loss can still be felt. Measured on held-out examples
 * as the ratio ‖dL/dh_{e-k}‖ / ‖dL/dh_e‖ over the steps k back from the step e at which the loss comes in.
 */
import type { Numbers } from '../../core/tensor';
import type { Executor } from '../../model/executor';
import { type Batch, lengthsOf, sizesOf, targetLengthsOf } from '../../model/feed';
import { directionSuffix } from '../../model/parameters';
import type { Plan } from '../../model/plan';
import type { ModelSpec } from '../../model/spec';
import { createItemisePlan, itemiseNorms } from '../itemise';
import { writeParameters } from '../weights';

/** What part of the gradient at the loss must arrive for a step to count as reached. */
export const HORIZON_SHARE = 1e-3;

/** Held-out examples that it is measured on. */
export const HORIZON_EXAMPLES = 32;

/** ‖dL/dh_t‖ of one example, from the step of the loss backwards: `norms[k]` is k steps before it. */
export type BackwardNorms = Float64Array;

export interface Horizon {
  /** The largest k at which the median over all examples is above the share; null where there is no gradient at the loss itself. */
  readonly steps: number | null;
  /** The most steps back that there are: a horizon of as many may be longer than the sequence. */
  readonly most: number;
}

/** The horizon of some examples together. Examples that are shorter than k steps, and those without any gradient at the loss, do not count at k. */
export function findHorizon(examples: readonly BackwardNorms[], share = HORIZON_SHARE): Horizon {
  const felt = examples.filter((norms) => norms.length > 0 && norms[0] > 0 && norms.every(Number.isFinite));
  const most = Math.max(0, ...examples.map((norms) => norms.length - 1));
  for (let k = Math.max(-1, ...felt.map((norms) => norms.length - 1)); k >= 0; k--) {
    const ratios = felt.filter((norms) => norms.length > k).map((norms) => norms[k] / norms[0]);
    if (medianOf(ratios) > share) return { steps: k, most };
  }
  return { steps: null, most };
}

/** The middle of the values in order, the mean of the two middle ones where their count is even; NaN of none. */
export function medianOf(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

export interface HorizonMeter {
  /** The norms of each held-out example for these weights, in the flat layout. */
  measure(weights: Numbers): Promise<readonly BackwardNorms[]>;
  dispose(): void;
}

/**
 * Of the last layer's forward direction, and of the last loss alone: where a network answers at every step the gradient of the earlier answers
 * would hide how far that of the last one comes. With a decoder: the last target step's loss, from the last source step backwards.
 *
 * @param batch the held-out examples; @throws InputError for a network that the engines cannot run.
 */
export function createHorizonMeter(model: ModelSpec, batch: Batch, createExecutor: (plan: Plan) => Promise<Executor>): HorizonMeter {
  const plan = createItemisePlan(model, sizesOf(batch));
  const losses = lastLosses(model, batch);
  const starts = model.output.kind === 'every' ? losses : lengthsOf(batch).map((length) => length - 1);
  const steps = [...new Set(losses)].sort((a, b) => a - b);
  const name = `itemisedNorm.${directionSuffix(model.encoder.hiddenSizes.length - 1, false)}`;
  let executor: Executor | null = null;
  return {
    async measure(weights) {
      executor ??= await createExecutor(plan);
      writeParameters(executor, weights);
      const { shape, data } = (await itemiseNorms(executor, batch, steps))[name];
      const [B, K, T] = shape;
      return Array.from({ length: B }, (_, row) => {
        const from = (row * K + steps.indexOf(losses[row])) * T;
        return Float64Array.from({ length: starts[row] + 1 }, (_step, k) => data[from + starts[row] - k]);
      });
    },
    dispose() {
      executor?.dispose();
    },
  };
}

/** The last step of each row that has a loss; of a decoder, of the target. */
function lastLosses(model: ModelSpec, batch: Batch): Int32Array {
  const { B, T } = sizesOf(batch);
  if (model.output.kind === 'last') return new Int32Array(B).fill(T - 1);
  const lengths = model.output.kind === 'decoder' ? targetLengthsOf(batch) : lengthsOf(batch);
  if (!('weights' in batch)) return lengths.map((length) => length - 1);
  const { shape, data } = batch.weights;
  return lengths.map((length, row) => {
    let step = length - 1;
    while (step > 0 && data[row * shape[1] + step] === 0) step--;
    return step;
  });
}
