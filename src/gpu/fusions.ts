/**
 * Passes that share dispatches where all of them are wanted: a narrow input's projection with its scan, both directions of a layer with each other, the
 * gradients of all weights.
 */
import type { Matrix, Pass, ProductPass } from '../model/passes';
import { gradientOf, type Plan } from '../model/plan';
import { writtenBy } from '../model/written-by';
import type { ReductionBlock } from './blocks';
import { type Besides, type Both, fitOneBinding, inBothDirections, spanBetween } from './directions';
import type { Dispatch, Scheduled } from './dispatch';
import { findProjection, lowerBlockScan, runsInBlocks } from './lower-block';
import { lowerStates } from './lower-layers';
import { lowerByStrategy } from './lower-by-strategy';
import { listOperands } from './group-products';
import { type LoweredProducts, lowerProducts, type Slabs } from './lower-product';
import type { Place } from './product-shape';
import type { Target } from './tuning';

export interface Fusion {
  /** Run where the first of its passes stands, else where the last does. */
  readonly isEarly?: true;
  readonly passes: readonly Pass[];
  /** What must be wanted besides, since it runs before the dispatches, or after them, by its own place or by that of its fusion. */
  readonly given?: readonly Pass[];
  /** The passes must stand one right after the other, but for these. */
  readonly apart?: ReadonlySet<Pass>;
  readonly dispatches: readonly Scheduled[];
  readonly reductions: readonly ReductionBlock[];
}

/** Scans, larger fusions first. @param found the scans of both directions of a layer. */
export function fuseScans(plan: Plan, besides: Besides, found: readonly Both[], target: Target): readonly Fusion[] {
  const scans = [...new Set(Object.values(plan.segments).flat())].filter((pass) => pass.kernel === 'scan');
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
  return [...projectedBoth, ...projected, ...both];
}

/** Both states that a decoder takes over. */
export function fuseStates(plan: Plan): readonly Fusion[] {
  return fusePairs(plan, (one, other) => (one.kernel === 'join' && other.kernel === 'join' ? lowerStates(one, other) : null));
}

/** Passes, one right after the other, for which there is one dispatch. */
export function fusePairs({ segments }: Plan, lower: (one: Pass, other: Pass) => Dispatch | null): readonly Fusion[] {
  return Object.values(segments)
    .flatMap(pairs)
    .flatMap(([one, other]) => {
      const dispatch = lower(one, other);
      return dispatch === null ? [] : [fuse([one, other], dispatch)];
    });
}

/** Products; `slabs` grows by what they need. @param found the scans of both directions of a layer. @param gradients what `listGradients` found. */
export function fuseProducts(
  place: Place,
  found: readonly Both[],
  gradients: readonly (readonly ProductPass[])[],
  slabs: Slabs,
  target: Target,
): readonly Fusion[] {
  const { plan, besides } = place;
  const together = (list: readonly ProductPass[], label: string): LoweredProducts => {
    const products = list.flatMap((pass) => pass.products);
    return lowerProducts(plan, { label, products }, slabs, target, place);
  };
  const weights = gradients.map((list): Fusion => ({ passes: list, ...together(list, 'weight gradients') }));
  const tables = listTables(plan);
  // A lone table goes with the first projection, if there is one.
  const first = tables.length === 1 && !target.software ? findFirst(plan) : [];
  const rows = [...first, ...tables];
  const early =
    rows.length < 2 ? [] : [{ passes: rows, isEarly: true as const, ...together(rows, [...first.map(({ label }) => label), 'rows'].join(', ')) }];
  const waiting: ReadonlySet<Pass> = new Set(gradients.flat());
  const both = (target.software ? Object.values(plan.segments) : [])
    .flatMap((segment) => findProducts(segment, found))
    .filter((pair) => !pair.every((pass) => waiting.has(pass)))
    .map((pair): Fusion => {
      const [one, other] = pair;
      return { passes: pair, ...lowerProducts(plan, { ...one, products: [...one.products, ...other.products] }, slabs, target, { besides }) };
    });
  return [...weights, ...early, ...both];
}

export function fuse(passes: readonly Pass[], ...dispatches: readonly Scheduled[]): Fusion {
  return { passes, dispatches, reductions: [] };
}

/** Whether two projections are one but for their parameters, which lie as far apart as those of the scans. */
function readAlike(plan: Plan, { forward, reverse }: Both, a: ProductPass, b: ProductPass): boolean {
  const [one, other] = [a.products[0], b.products[0]];
  if (one.b === 'ones' || other.b === 'ones' || one.bias === null || other.bias === null) return false;
  const distance = spanBetween(plan, forward.weightHh, reverse.weightHh);
  const isSameInput = one.a.tensor === other.a.tensor && one.a.columns === other.a.columns;
  return isSameInput && spanBetween(plan, one.b.tensor, other.b.tensor) === distance && spanBetween(plan, one.bias, other.bias) === distance;
}

/**
 * Of each segment the product passes that write gradients of parameters, whose operands nothing after them changes, where there are several: they may wait
 * for the last of them.
 */
export function listGradients({ parameters, segments }: Plan): readonly (readonly ProductPass[])[] {
  const written = new Set(parameters.list.map(({ name }) => gradientOf(name)));
  return Object.values(segments)
    .map((segment) => findGradients(written, segment))
    .filter((list) => list.length > 1);
}

function findGradients(written: ReadonlySet<string>, segment: readonly Pass[]): readonly ProductPass[] {
  return segment.filter((pass, index): pass is ProductPass => {
    if (pass.kernel !== 'product' || !pass.products.every((product, k) => written.has(product.c.tensor) && isFirstOrAdded(pass, k))) return false;
    const read = new Set(pass.products.flatMap(listOperands).map(({ tensor }) => tensor));
    const later = segment.slice(index + 1).flatMap(writtenBy);
    return later.every((each) => !read.has(typeof each === 'string' ? each : each.tensor));
  });
}

/** Product passes that read parameters alone: the rows of tokens, which all may be computed first. */
export function listTables({ parameters, segments }: Plan): readonly ProductPass[] {
  const isParameter = (tensor: string): boolean => parameters.byName.has(tensor);
  const passes = [...new Set(Object.values(segments).flat())];
  return passes.filter(
    (pass): pass is ProductPass =>
      pass.kernel === 'product' && pass.products.every(({ a, b }) => isParameter(a.tensor) && b !== 'ones' && isParameter(b.tensor)),
  );
}

/** The product of what a batch brings with parameters that the encoder begins with; none where it looks tokens up. */
function findFirst({ tensors, parameters, segments }: Plan): readonly ProductPass[] {
  const isThere = ({ tensor }: Matrix): boolean => tensors.get(tensor)?.role === 'input' || parameters.byName.has(tensor);
  return segments.encode
    .slice(0, 1)
    .filter((pass): pass is ProductPass => pass.kernel === 'product' && pass.products.every((product) => listOperands(product).every(isThere)));
}

/** What passes that read parameters alone write, where these are two tensors and fit one binding: they are to lie side by side. */
export function listTablePairs(plan: Plan, target: Target): readonly (readonly [string, string])[] {
  const names = [...new Set(listTables(plan).flatMap(({ products }) => products.map(({ c }) => c.tensor)))];
  return names.length === 2 && fitOneBinding(plan, names, target) ? [[names[0], names[1]]] : [];
}

/** Whether a product replaces what is there, or is added to the product before it. */
function isFirstOrAdded({ products }: ProductPass, k: number): boolean {
  const { c, accumulate } = products[k];
  return accumulate === false || (accumulate === true && k > 0 && products[k - 1].c.tensor === c.tensor);
}

/** Each pass with the one right after it. */
function pairs(segment: readonly Pass[]): readonly (readonly [Pass, Pass])[] {
  return segment.slice(1).map((other, index) => [segment[index], other]);
}

/** Product passes, one right after the other, of which each does the same for one direction. */
function findProducts(segment: readonly Pass[], found: readonly Both[]): readonly (readonly [ProductPass, ProductPass])[] {
  const touches = (pass: ProductPass, tensor: string): boolean => pass.products.some(({ a, c }) => a.tensor === tensor || c.tensor === tensor);
  const adjacent = pairs(segment).flatMap(([one, other]) => (one.kernel === 'product' && other.kernel === 'product' ? [[one, other] as const] : []));
  return adjacent.filter(
    ([one, other]) =>
      [one, other].every((pass) => pass.products.every((_product, k) => isFirstOrAdded(pass, k))) &&
      found.some(({ forward, reverse }) => touches(one, forward.gates) && touches(other, reverse.gates)),
  );
}

/** Of the fusions those that a list of passes wants whole, by each of their passes; a pass goes with the first that takes it. */
export function chooseFusions(list: readonly Fusion[], wanted: readonly Pass[]): ReadonlyMap<Pass, Fusion> {
  const there = new Set(wanted);
  const chosen = new Map<Pass, Fusion>();
  for (const fusion of list) {
    const isThere = (fusion.given ?? []).every((pass) => there.has(pass)) && areAdjacent(fusion, wanted);
    if (isThere && fusion.passes.every((pass) => there.has(pass) && !chosen.has(pass))) for (const pass of fusion.passes) chosen.set(pass, fusion);
  }
  return chosen;
}

function areAdjacent({ passes, apart }: Fusion, wanted: readonly Pass[]): boolean {
  if (!apart) return true;
  const list = wanted.filter((pass) => !apart.has(pass));
  const first = list.indexOf(passes[0]);
  return passes.every((pass, k) => list[first + k] === pass);
}
