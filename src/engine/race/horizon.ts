/**
 * The memory horizon of a network as it is: how many steps back the gradient of its last loss can still be felt. Measured on held-out examples
 * as the ratio ‖dL/ds_{e-k}‖ / ‖dL/ds_e‖ over the steps k back from the step e at which the loss comes in; s is all that goes on from step to
 * step: h, and of an LSTM h and c together, since c is the road that its memory takes.
 */
import type { Numbers, Tensor } from '../../core/tensor';
import type { Executor } from '../../model/executor';
import { type Batch, createFeed, lengthsOf, sizesOf, targetLengthsOf } from '../../model/feed';
import { directionSuffix } from '../../model/parameters';
import type { Sizes } from '../../model/passes';
import { createPlan, type Plan } from '../../model/plan';
import type { ModelSpec } from '../../model/spec';
import { backwardScansOf, FORWARD_BACKWARD, suffixOf, withoutDropout } from '../probe';
import { writeParameters } from '../weights';

/** What part of the gradient at the loss must arrive for a step to count as reached. */
const HORIZON_SHARE = 1e-3;

/** Held-out examples that it is measured on. */
export const HORIZON_EXAMPLES = 32;

/** ‖dL/ds_t‖ of one example, from the step of the loss backwards: `norms[k]` is k steps before it. */
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
 * would hide how far that of the last one comes. With a decoder: the last target step's loss, from the last source step backwards. No dropout;
 * a decoder is told every target.
 *
 * @param batch the held-out examples; @throws InputError for a network that the engines cannot run.
 */
export function createHorizonMeter(model: ModelSpec, batch: Batch, createExecutor: (plan: Plan) => Promise<Executor>): HorizonMeter {
  const sizes = sizesOf(batch);
  const U = model.output.kind === 'decoder' ? sizes.U : 0;
  const plan = createPlan(withoutDropout(model), { capacity: { ...sizes, U }, record: true, weighted: true });
  const losses = lastLosses(model, batch);
  const starts = model.output.kind === 'every' ? losses : lengthsOf(batch).map((length) => length - 1);
  const feed = createFeed(model, { ...batch, weights: weighOnly(losses, model, sizes) });
  const name = directionSuffix(model.encoder.hiddenSizes.length - 1, false);
  const scan = backwardScansOf(plan).find((pass) => suffixOf(pass) === name);
  if (!scan) throw new Error(`horizon: the plan must have a scan ${name}, got none`);
  const { dhidden, dcell, hiddenSize: H } = scan;
  let executor: Executor | null = null;
  return {
    async measure(weights) {
      const used = (executor ??= await createExecutor(plan));
      writeParameters(used, weights);
      await used.enqueue([feed], FORWARD_BACKWARD);
      const gradients = await Promise.all([dhidden, dcell].filter((tensor) => tensor !== null).map((tensor) => used.read(tensor)));
      return Array.from({ length: sizes.B }, (_, row) =>
        Float64Array.from({ length: starts[row] + 1 }, (_step, k) => {
          const from = ((starts[row] - k) * sizes.B + row) * H;
          return normOf(gradients, from, H);
        }),
      );
    },
    dispose() {
      executor?.dispose();
    },
  };
}

/** ‖·‖ of H numbers of each array, from the same place on. */
function normOf(arrays: readonly Numbers[], from: number, H: number): number {
  let sum = 0;
  for (const data of arrays) for (let at = from; at < from + H; at++) sum += data[at] ** 2;
  return Math.sqrt(sum);
}

/** Weights that leave each row the loss of one step. */
function weighOnly(losses: Int32Array, { output }: ModelSpec, { B, T, U }: Sizes): Tensor {
  if (output.kind === 'last') return { shape: [B], data: new Float32Array(B).fill(1) };
  const steps = output.kind === 'decoder' ? U : T;
  const data = new Float32Array(B * steps);
  losses.forEach((step, row) => {
    data[row * steps + step] = 1;
  });
  return { shape: [B, steps], data };
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
