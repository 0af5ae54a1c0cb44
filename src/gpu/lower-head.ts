/** A small output layer, its loss and what comes back to its inputs, in one dispatch. */
import type { ActivateBackwardPass, LossPass, Matrix, Pass, Product, ProductPass } from '../model/passes';
import type { Plan } from '../model/plan';
import { resolveCount } from '../model/resolve';
import { NO_ARENAS } from './arenas';
import { type Besides, fitOneBinding } from './directions';
import { blocksOf, type Dispatch, Range } from './dispatch';
import { fuse, type Fusion } from './fusions';
import { isSameMatrix } from './group-products';
import { viewConstants } from './lower-layers';
import { lossConstants, lossRanges } from './lower-loss';
import { FINISHES } from './lower-product';
import { locate, offsetOf } from './product-shape';
import { HEAD_LANES, MOST_HEAD_WEIGHTS, type Target } from './tuning';

/** What computes outputs from one matrix or two, and what brings their gradient back to as many. */
interface Head {
  readonly loss: LossPass;
  readonly forward: ProductPass;
  readonly back: ProductPass;
  readonly slope: ActivateBackwardPass | null;
}

/** Outputs of small heads and their gradients, which are to lie side by side where one binding holds both. */
export function listHeadPairs(plan: Plan, target: Target): readonly (readonly [string, string])[] {
  const pairs = findHeads(plan, new Set(), target).map(({ loss }) => [loss.outputs, loss.doutputs] as const);
  return pairs.filter((pair) => fitOneBinding(plan, pair, target));
}

/** @param waiting gradients that are computed after everything else. */
export function fuseHeads(plan: Plan, besides: Besides, waiting: ReadonlySet<Pass>, target: Target): readonly Fusion[] {
  return findHeads(plan, waiting, target).flatMap((head): Fusion[] => {
    const dispatch = lowerHead(plan, besides, head);
    return dispatch ? [{ ...fuse(passesOf(head), dispatch), apart: waiting, given: [...waiting] }] : [];
  });
}

function passesOf({ forward, loss, back, slope }: Head): readonly Pass[] {
  return [forward, loss, back, ...(slope ? [slope] : [])];
}

function findHeads({ segments, parameters }: Plan, waiting: ReadonlySet<Pass>, { software }: Target): readonly Head[] {
  if (software) return [];
  const products = (passes: readonly Pass[]): readonly ProductPass[] => passes.filter((pass) => pass.kernel === 'product');
  return segments.loss.flatMap((loss): Head[] => {
    if (loss.kernel !== 'loss') return [];
    const forward = products(segments.decode).find((pass) => pass.products.every(({ c }) => c.tensor === loss.outputs));
    const back = products(segments.backward).find((pass) => pass.products.every(({ form, a }) => form === 'nn' && a.tensor === loss.doutputs));
    if (!forward || !back || !areMirrored(forward.products, back.products)) return [];
    const [{ b }] = forward.products;
    const weight = b === 'ones' ? undefined : parameters.byName.get(b.tensor);
    if (!weight || weight.size > MOST_HEAD_WEIGHTS || weight.size !== loss.size * widthOf(forward.products)) return [];
    const next = segments.backward.slice(segments.backward.indexOf(back) + 1).find((pass) => !waiting.has(pass));
    const isSlope = forward.products.length === 1 && next?.kernel === 'activateBackward' && isSameMatrix(next.dvalues, back.products[0].c);
    const slope = isSlope && isSameMatrix(next.values, forward.products[0].a) ? next : null;
    return [{ loss, forward, back, slope }];
  });
}

function widthOf(products: readonly Product[]): number {
  return products.reduce((sum, { a }) => sum + a.columns, 0);
}

/** Whether products are y = Σ x·Wᵀ, of at most two x, and others each dx = dy·W. */
function areMirrored(forward: readonly Product[], back: readonly Product[]): boolean {
  let column = 0;
  const width = widthOf(forward);
  return (
    forward.length <= 2 &&
    forward.length === back.length &&
    forward.every((product, k) => {
      const { form, a, b, c, accumulate } = product;
      const other = back[k];
      if (form !== 'nt' || b === 'ones' || other.b === 'ones' || b.stride !== width || b.offset !== column) return false;
      column += a.columns;
      const isWhole = c.offset === 0 && c.steps === 0 && c.stride === c.columns && isSameView(c, other.a);
      const isAlike =
        isSameMatrix(b, other.b) && a.columns === other.c.columns && other.c.rows.join() === c.rows.join() && a.rows.join() === c.rows.join();
      return isWhole && isAlike && accumulate === k > 0 && other.accumulate === false && (k === 0 || product.bias === null) && other.bias === null;
    })
  );
}

function isSameView(one: Matrix, other: Matrix): boolean {
  return isSameMatrix({ ...one, tensor: other.tensor }, other);
}

/** null where what is read, or written, lies in two buffers. */
function lowerHead(plan: Plan, besides: Besides, head: Head): Dispatch | null {
  const { loss, forward, back, slope } = head;
  const place = { plan, besides, arenas: NO_ARENAS };
  const inputs = forward.products.map(({ a }) => ({ ...locate(place, a), matrix: a }));
  const dinputs = back.products.map(({ c }) => ({ ...locate(place, c), matrix: c }));
  const [first, second] = [loss.outputs, loss.doutputs].map((tensor) => locate(place, { ...forward.products[0].c, tensor }));
  const areTogether = [inputs, dinputs, [first, second]].every((list) => list.every(({ range }) => range === list[0].range));
  const [{ b, bias }] = forward.products;
  if (!areTogether || b === 'ones') return null;
  const views = (prefix: string, k: number): Readonly<Record<string, number>> => {
    if (k >= inputs.length) return {};
    const view = (list: typeof inputs): Matrix => ({ ...list[k].matrix, offset: list[k].base + list[k].matrix.offset });
    return { [`${prefix}COLUMNS`]: inputs[k].matrix.columns, ...viewConstants(prefix, view(inputs)), ...viewConstants(`${prefix}D_`, view(dinputs)) };
  };
  const rows = 64 / HEAD_LANES;
  return {
    label: passesOf(head)
      .map(({ label }) => label)
      .join(', '),
    variant: {
      entry: `head_${loss.loss}`,
      constants: {
        ...lossConstants(loss),
        LANES: HEAD_LANES,
        SPAN: second.base,
        WEIGHT: offsetOf(plan, b.tensor),
        ...(bias === null ? {} : { BIAS: offsetOf(plan, bias) }),
        SLOPE: slope ? FINISHES[slope.activation] : 0,
        ...views('', 0),
        ...views('SECOND_', 1),
      },
    },
    ranges: {
      ...lossRanges(loss),
      parameters: Range.parameters,
      inputs: inputs[0].range,
      outputs: first.range,
      dinputs: dinputs[0].range,
    },
    workgroups: (sizes) => blocksOf(resolveCount(loss.rows, sizes), rows),
  };
}
