/** Gradients itemised by the loss that they come from: dL_k/dh_t, for every step k whose loss counts and every step t it travels back to. */
import { InputError } from '../core/errors';
import type { Numbers, Tensor, TensorMap } from '../core/tensor';
import type { Executor } from '../model/executor';
import { type Batch, createFeed, lengthsOf, sizesOf } from '../model/feed';
import { createPlan, type Plan } from '../model/plan';
import type { ModelSpec } from '../model/spec';
import { backwardScansOf, FORWARD_BACKWARD, suffixOf, withoutDropout } from './probe';
import { emptyLike, takeRows } from './rows';

/** How many losses share one backward pass, a row each. */
const MAX_ITEMS = 32;

/** The plan that `itemise` needs for examples of T steps. @throws InputError for a network that the engines cannot run. */
export function createItemisePlan(model: ModelSpec, T: number): Plan {
  if (model.output.kind === 'decoder') throw new InputError('output.kind', 'gradients are itemised for "last" and "every"', 'decoder');
  return createPlan(withoutDropout(model), { capacity: { B: MAX_ITEMS, T, U: 0 }, record: true, weighted: true });
}

/** One loss of one example. */
interface Item {
  readonly row: number;
  /** Its place in `steps`. */
  readonly k: number;
  readonly step: number;
}

/**
 * `itemised.…` [B,K,T,H] for each layer and direction: L = Σ_k L_k is the loss of the batch, L_k what step `steps[k]` adds to it, and
 * element (b, k, t) is dL_k/dh_t of row b. Summed over all steps it is `hiddenGradient.…`. A network that answers once has K = 1.
 * 0 where step k or t is past the row's length.
 *
 * @param executor of a plan of `createItemisePlan`, its parameters written.
 * @param steps which losses, all of them where left out.
 */
export async function itemise(executor: Executor, batch: Batch, steps?: readonly number[]): Promise<TensorMap> {
  const { plan } = executor;
  const { B, T } = sizesOf(batch);
  const lengths = lengthsOf(batch);
  const every = plan.model.output.kind === 'every';
  const wanted = every ? (steps ?? Array.from({ length: T }, (_, t) => t)) : [T - 1];
  const { lossScale } = createFeed(plan.model, batch);
  const items = Array.from({ length: B }, (_, row) => wanted.map((step, k) => ({ row, k, step })))
    .flat()
    .filter(({ row, step }) => !every || step < lengths[row]);
  const result: Record<string, Tensor> = {};
  for (let first = 0; first < items.length; first += MAX_ITEMS) {
    const share = items.slice(first, first + MAX_ITEMS);
    const feed = { ...createFeed(plan.model, weighItems(batch, share, every)), lossScale };
    await executor.enqueue([feed], FORWARD_BACKWARD);
    for (const scan of backwardScansOf(plan)) {
      if (scan.dhidden === null) throw new Error('itemise: a recording plan keeps every dL/dh_t, got a scan that does not');
      const H = scan.hiddenSize;
      const data = await executor.read(scan.dhidden);
      const into = (result[`itemised.${suffixOf(scan)}`] ??= { shape: [B, wanted.length, T, H], data: emptyLike(data, B * wanted.length * T * H) });
      scatter(data, into, share, lengths);
    }
  }
  return result;
}

/** The batch with a row for each item, in which only the item's step has a loss. */
function weighItems(batch: Batch, items: readonly Item[], every: boolean): Batch {
  const { T } = sizesOf(batch);
  const rows = takeRows(
    batch,
    items.map(({ row }) => row),
  );
  const weights = new Float32Array(items.length * (every ? T : 1)).fill(every ? 0 : 1);
  if (every) {
    items.forEach(({ step }, i) => {
      weights[i * T + step] = 1;
    });
  }
  return { ...rows, weights: { shape: every ? [items.length, T] : [items.length], data: weights } };
}

/** Copies [T, items, H] to each item's place in [B, K, T, H]. */
function scatter(from: Numbers, into: Tensor, items: readonly Item[], lengths: Int32Array): void {
  const [, K, T, H] = into.shape;
  items.forEach(({ row, k }, i) => {
    for (let t = 0; t < lengths[row]; t++) {
      const start = (t * items.length + i) * H;
      into.data.set(from.subarray(start, start + H), ((row * K + k) * T + t) * H);
    }
  });
}
