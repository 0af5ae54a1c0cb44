/** Passes that share dispatches where all of them are wanted: a narrow input's projection with its scan, both directions of a layer with each other. */
import type { Pass, ProductPass } from '../model/passes';
import type { Plan } from '../model/plan';
import type { ReductionBlock } from './blocks';
import { besidesOf, type Besides, type Both, findBoth, inBothDirections, spanBetween } from './directions';
import type { Scheduled } from './dispatch';
import { findProjection, lowerBlockScan, runsInBlocks } from './lower-block';
import { lowerByStrategy } from './lower-by-strategy';
import { lowerProducts, type Slabs } from './lower-product';
import type { Target } from './tuning';

/** Run where the last of its passes stands. */
export interface Fusion {
  readonly passes: readonly Pass[];
  readonly dispatches: readonly Scheduled[];
  readonly reductions: readonly ReductionBlock[];
}

export interface Fusions {
  /** Larger ones first. */
  readonly list: readonly Fusion[];
  readonly besides: Besides;
}

/** `slabs` grows by what fused products need. */
export function findFusions(plan: Plan, slabs: Slabs, target: Target): Fusions {
  const segments = Object.values(plan.segments);
  const passes = [...new Set(segments.flat())];
  const found = segments.flatMap((segment) => findBoth(plan, segment, target));
  const besides = besidesOf(plan, found);
  const fuse = (members: readonly Pass[], ...dispatches: readonly Scheduled[]): Fusion => ({ passes: members, dispatches, reductions: [] });
  const scans = passes.filter((pass) => pass.kernel === 'scan');
  const projections = new Map(
    scans.flatMap((scan) => {
      const projection = runsInBlocks(scan, plan.options.capacity, target) ? findProjection(plan, scan) : null;
      return projection ? [[scan, projection] as const] : [];
    }),
  );
  const both = found.map((pair) =>
    fuse([pair.forward, pair.reverse], inBothDirections(plan, besides, pair, lowerByStrategy(plan, pair.forward, target))),
  );
  const projectedBoth = found.flatMap((pair) => {
    const { forward, reverse } = pair;
    if (forward.kernel !== 'scan' || reverse.kernel !== 'scan') return [];
    const [projection, other] = [projections.get(forward), projections.get(reverse)];
    if (!projection || !other || !readAlike(plan, pair, projection, other)) return [];
    const dispatch = inBothDirections(plan, besides, pair, lowerBlockScan(plan, forward, projection, target));
    return [fuse([projection, other, forward, reverse], dispatch)];
  });
  const projected = [...projections].map(([scan, projection]) => fuse([projection, scan], lowerBlockScan(plan, scan, projection, target)));
  const products = segments
    .flatMap((segment) => findProducts(segment, found))
    .map((pair): Fusion => {
      const [one, other] = pair;
      return { passes: pair, ...lowerProducts(plan, { ...one, products: [...one.products, ...other.products] }, slabs, target, besides) };
    });
  return { list: [...projectedBoth, ...projected, ...both, ...products], besides };
}

/** Whether two projections are one but for their parameters, which lie as far apart as those of the scans. */
function readAlike(plan: Plan, { forward, reverse }: Both, a: ProductPass, b: ProductPass): boolean {
  const [one, other] = [a.products[0], b.products[0]];
  if (one.b === 'ones' || other.b === 'ones' || one.bias === null || other.bias === null) return false;
  const distance = spanBetween(plan, forward.weightHh, reverse.weightHh);
  const isSameInput = one.a.tensor === other.a.tensor && one.a.columns === other.a.columns;
  return isSameInput && spanBetween(plan, one.b.tensor, other.b.tensor) === distance && spanBetween(plan, one.bias, other.bias) === distance;
}

/** Product passes, one right after the other, of which each does the same for one direction. */
function findProducts(segment: readonly Pass[], found: readonly Both[]): readonly (readonly [ProductPass, ProductPass])[] {
  const touches = (pass: ProductPass, tensor: string): boolean => pass.products.some(({ a, c }) => a.tensor === tensor || c.tensor === tensor);
  const adjacent = segment.flatMap((one, index) => {
    const other = segment.at(index + 1);
    return one.kernel === 'product' && other?.kernel === 'product' ? [[one, other] as const] : [];
  });
  return adjacent.filter(
    ([one, other]) =>
      [one, other].every(({ products }) => products.every(({ accumulate }) => !accumulate)) &&
      found.some(({ forward, reverse }) => touches(one, forward.gates) && touches(other, reverse.gates)),
  );
}

/** Of the fusions those that a list of passes wants whole, by each of their passes; a pass goes with the first that takes it. */
export function chooseFusions({ list }: Fusions, wanted: readonly Pass[]): ReadonlyMap<Pass, Fusion> {
  const there = new Set(wanted);
  const chosen = new Map<Pass, Fusion>();
  for (const fusion of list) {
    if (fusion.passes.every((pass) => there.has(pass) && !chosen.has(pass))) for (const pass of fusion.passes) chosen.set(pass, fusion);
  }
  return chosen;
}
