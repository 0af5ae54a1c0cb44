/** Gradients itemised by the loss that they come from: dL_k/dh_t, for every step k whose loss counts and every step t it travels back to. */
import type { Numbers, Tensor, TensorMap } from '../core/tensor';
import type { Edit } from '../model/edits';
import type { Executor, Feed } from '../model/executor';
import { type Batch, createFeed, lengthsOf, sizesOf, targetLengthsOf } from '../model/feed';
import type { Sizes } from '../model/passes';
import { createPlan, type Plan } from '../model/plan';
import { resolveCount } from '../model/resolve';
import { listScans, type ScanPlace, stepsOfScan } from '../model/scans';
import type { ModelSpec } from '../model/spec';
import { isHeld } from './edited';
import { backwardScansOf, FORWARD_BACKWARD, suffixOf, withHeld, withoutDropout } from './probe';
import { emptyLike, takeRows } from './rows';

/** How many losses share one backward pass, a row each. */
const MAX_ITEMS = 32;
/** Steps that are all shown, and how many of a longer sequence. */
const MOST_STEPS = 64;
const SHOWN_STEPS = MAX_ITEMS;

/** The plan that `itemise` needs for examples of these many steps. @throws InputError for a network that the engines cannot run. */
export function createItemisePlan(model: ModelSpec, { T, U }: Pick<Sizes, 'T' | 'U'>, edits: readonly Edit[] = []): Plan {
  const steps = model.output.kind === 'decoder' ? U : 0;
  return createPlan(withoutDropout(model), { capacity: { B: MAX_ITEMS, T, U: steps }, record: true, weighted: true, edits: edits.some(isHeld) });
}

/**
 * The steps that have a loss of their own: T of a head that answers at every step, T' of a decoder, and how many of each row count.
 * null where a sequence has one answer.
 */
function lossStepsOf(model: ModelSpec, batch: Batch): { readonly count: number; readonly lengths: Int32Array } | null {
  const { T, U } = sizesOf(batch);
  switch (model.output.kind) {
    case 'last':
      return null;
    case 'every':
      return { count: T, lengths: lengthsOf(batch) };
    case 'decoder':
      return { count: U, lengths: targetLengthsOf(batch) };
    default:
      return model.output satisfies never;
  }
}

/** Which losses are shown of a batch: all of at most 64; of more, 32 from `window` on, or every n-th back from the last. */
export function chooseLossSteps(
  model: ModelSpec,
  batch: Batch,
  window: number | null,
): { readonly steps: readonly number[]; readonly count: number; readonly stride: number } {
  const losses = lossStepsOf(model, batch);
  if (losses === null) return { steps: [sizesOf(batch).T - 1], count: 1, stride: 1 };
  const count = Math.max(...losses.lengths);
  const range = (first: number, stride: number, length: number) => Array.from({ length }, (_, k) => first + k * stride);
  if (count <= MOST_STEPS) return { steps: range(0, 1, count), count, stride: 1 };
  if (window !== null) return { steps: range(Math.min(window, count - SHOWN_STEPS), 1, SHOWN_STEPS), count, stride: 1 };
  const stride = Math.ceil(count / SHOWN_STEPS);
  return { steps: range((count - 1) % stride, stride, Math.ceil(count / stride)), count, stride };
}

/**
 * `itemised.…` [B,K,T,H] for each layer and direction, and the `decoder`, whose T is T': L = Σ_k L_k is the loss of the batch, L_k what step
 * `steps[k]` adds to it (of a decoder: target step), and element (b, k, t) is dL_k/dh_t of row b. Summed over all steps it is
 * `hiddenGradient.…`. A network that answers once has K = 1. 0 where step k or t is past the row's length. A decoder is teacher-forced.
 *
 * @param executor of a plan of `createItemisePlan`, its parameters written.
 * @param steps which losses, all of them where left out.
 * @param held what `holdInputs` makes of edits, where the plan was made for them.
 */
export async function itemise(executor: Executor, batch: Batch, steps?: readonly number[], held: Feed['inputs'] = {}): Promise<TensorMap> {
  const found = await runItems(executor, batch, steps, (scan) => scan.hiddenSize, copyStep, held);
  return Object.fromEntries(
    [...found].map(([{ name, hiddenSize }, { shape, data }]) => [`itemised.${name}`, { shape: [...shape, hiddenSize], data }]),
  );
}

/** `itemisedNorm.…` [B,K,T]: the lengths ‖dL_k/dh_t‖ of what `itemise` gives. */
export async function itemiseNorms(executor: Executor, batch: Batch, steps?: readonly number[]): Promise<TensorMap> {
  const found = await runItems(executor, batch, steps, () => 1, measureStep);
  return Object.fromEntries([...found].map(([{ name }, tensor]) => [`itemisedNorm.${name}`, tensor]));
}

/** Keeps `width` numbers of the H of dL_k/dh_t at `from`. */
type Keep = (from: Numbers, into: Numbers, at: number) => void;

const copyStep: Keep = (from, into, at) => {
  into.set(from, at);
};

const measureStep: Keep = (from, into, at) => {
  into[at] = Math.hypot(...from);
};

/** One loss of one example. */
interface Item {
  readonly row: number;
  /** Its place in `steps`. */
  readonly k: number;
  readonly step: number;
}

/** For each scan [B, K, T], each element `width` numbers that `keep` made of a dL_k/dh_t. */
async function runItems(
  executor: Executor,
  batch: Batch,
  steps: readonly number[] | undefined,
  widthOf: (scan: ScanPlace) => number,
  keep: Keep,
  held: Feed['inputs'] = {},
): Promise<ReadonlyMap<ScanPlace, Tensor>> {
  const { plan } = executor;
  const { B, T } = sizesOf(batch);
  const losses = lossStepsOf(plan.model, batch);
  const wanted = losses ? (steps ?? Array.from({ length: losses.count }, (_, step) => step)) : [T - 1];
  const { lossScale } = createFeed(plan.model, batch);
  const items = Array.from({ length: B }, (_, row) => wanted.map((step, k) => ({ row, k, step })))
    .flat()
    .filter(({ row, step }) => !losses || step < losses.lengths[row]);
  const scans = backwardScansOf(plan).map((pass) => {
    const place = listScans(plan.model).find(({ name }) => name === suffixOf(pass));
    if (!place || pass.dhidden === null) throw new Error('itemise: a recording plan keeps every dL/dh_t of the scans listed, got one that does not');
    return { place, dhidden: pass.dhidden, steps: stepsOfScan(place, batch) };
  });
  const found = new Map<ScanPlace, Tensor>();
  for (let first = 0; first < items.length; first += MAX_ITEMS) {
    const share = items.slice(first, first + MAX_ITEMS);
    const weighed = createFeed(plan.model, weighItems(batch, share, losses?.count ?? null));
    const feed = { ...withHeld(weighed, takeHeld(plan, held, sizesOf(batch), share)), lossScale };
    await executor.enqueue([feed], FORWARD_BACKWARD);
    for (const { place, dhidden, steps: over } of scans) {
      const data = await executor.read(dhidden);
      const width = widthOf(place);
      const shape = [B, wanted.length, over.T];
      const into = found.get(place) ?? { shape, data: emptyLike(data, B * wanted.length * over.T * width) };
      found.set(place, into);
      share.forEach(({ row, k }, i) => {
        for (let t = 0; t < over.lengths[row]; t++) {
          const start = (t * share.length + i) * place.hiddenSize;
          keep(data.subarray(start, start + place.hiddenSize), into.data, ((row * wanted.length + k) * over.T + t) * width);
        }
      });
    }
  }
  return found;
}

/** Of each tensor [T, B, …] the rows of the items, [T, items, …]. */
function takeHeld({ tensors }: Plan, held: Feed['inputs'], sizes: Sizes, items: readonly Item[]): Feed['inputs'] {
  const entries = Object.entries(held).map(([name, data]): [string, Float32Array] => {
    const steps = resolveCount(tensors.get(name)?.shape.slice(0, 1) ?? [], sizes);
    const inner = data.length / (steps * sizes.B);
    const taken = new Float32Array(steps * items.length * inner);
    for (let t = 0; t < steps; t++) {
      items.forEach(({ row }, i) => {
        const from = (t * sizes.B + row) * inner;
        taken.set(data.subarray(from, from + inner), (t * items.length + i) * inner);
      });
    }
    return [name, taken];
  });
  return Object.fromEntries(entries);
}

/** The batch with a row for each item, in which only the item's step has a loss; `count`: steps with a loss, null where a row has one. */
function weighItems(batch: Batch, items: readonly Item[], count: number | null): Batch {
  const rows = takeRows(
    batch,
    items.map(({ row }) => row),
  );
  const shape = count === null ? [items.length] : [items.length, count];
  const weights = new Float32Array(items.length * (count ?? 1)).fill(count === null ? 1 : 0);
  if (count !== null) {
    items.forEach(({ step }, i) => {
      weights[i * count + step] = 1;
    });
  }
  return { ...rows, weights: { shape, data: weights } };
}
