/** Which products of a pass go together: those that are added up, sums over rows with a neighbour, and as many as one dispatch can bind. */
import { type Matrix, ONES, type Product } from '../model/passes';
import type { Activation } from '../model/spec';
import { PRODUCT_LIMIT } from './blocks';
import { Range } from './dispatch';
import { atCapacity, extentsOf, locate, offsetOf, type Place } from './product-shape';
import { cutTile, type Target, type TileCut } from './tuning';

/** Bindings for what is read, and for what tiles write. */
export const READS = 4;
const WRITES = 2;
/** What stands for the parameters where they have no binding but that of the bias; 4 is a column of ones. */
const PARAMETERS_CODE = 5;

/** What is done to a product at last, through tiles alone: C = activation(C), or where `of` are the activation's values, C = C ⊙ activation'. */
export interface Finish {
  readonly activation: Activation;
  /** Laid out as C. */
  readonly of: Matrix | null;
}

/** A product; one that is finished replaces C. */
export interface FinishedProduct extends Product {
  readonly finish?: Finish;
}

/** A matrix product, those that are added to it, and the sums over rows of its A that it takes along. */
export interface Fused {
  readonly product: FinishedProduct;
  readonly terms: readonly Product[];
  readonly sums: readonly Matrix[];
}

/** Products with a column of ones go along with a product of the same A, two at most; but not with one that then could not run in blocks. */
function fuseSums(place: Place, products: readonly FinishedProduct[], target: Target): readonly Fused[] {
  const multiplied = products.filter(({ b }) => b !== ONES);
  const fused = foldTerms(place, multiplied, target).map((each) => ({ ...each, sums: [] as Matrix[] }));
  const hosts = fused.filter((each) => !target.software || !fitsBlocks(place, each));
  for (const product of products) {
    if (product.b !== ONES) continue;
    const host = hosts.find((other) => canTakeSum(other.product, product) && other.terms.length === 0 && other.sums.length < 2);
    if (host) {
      host.sums.push(product.c);
      continue;
    }
    const own = { product, terms: [], sums: [] };
    fused.push(own);
    hosts.push(own);
  }
  return fused;
}

/** Products that are added to the one before them are terms of it, where one dispatch can bind what all of them read. */
function foldTerms(place: Place, products: readonly FinishedProduct[], target: Target): readonly Omit<Fused, 'sums'>[] {
  const folded: { readonly product: FinishedProduct; readonly terms: Product[] }[] = [];
  for (const product of products) {
    const last = folded.at(-1);
    const isTerm = last !== undefined && product.accumulate === true && last.product.form === product.form && isSameMatrix(last.product.c, product.c);
    if (isTerm && bind([], readsOf(place, [last.product, ...last.terms, product]), target) !== null) last.terms.push(product);
    else folded.push({ product, terms: [] });
  }
  return folded;
}

function canTakeSum(host: Product, sum: Product): boolean {
  return (
    host.form === 'tn' &&
    sum.form === 'tn' &&
    isSameMatrix(host.a, sum.a) &&
    sum.bias === null &&
    sum.accumulate === host.accumulate &&
    sum.c.stride === 1
  );
}

export function isSameMatrix(a: Matrix, b: Matrix): boolean {
  const sameRows = a.rows.length === b.rows.length && a.rows.every((dim, index) => dim === b.rows[index]);
  return a.tensor === b.tensor && sameRows && a.columns === b.columns && a.stride === b.stride && a.offset === b.offset && a.steps === b.steps;
}

/** How a product is computed: through tiles in workgroup memory, every thread for itself, or that in blocks of whole vec4s. */
export type Cut = TileCut | 'direct' | 'block';

/** Products that one dispatch computes. */
export interface Group {
  readonly list: readonly Fused[];
  /** Ranges behind r0 to r3. */
  readonly reads: readonly string[];
  /** Ranges behind c and c1. */
  readonly written: readonly string[];
  readonly cut: Cut;
  /** The form of a block's products. */
  readonly form: Product['form'];
}

/** A group to which more may come. */
interface Open extends Group {
  readonly list: Fused[];
  /** Products, terms too. */
  size: number;
  reads: readonly string[];
  written: readonly string[];
}

/** Operations of a product of parameters alone that gains more from sharing a dispatch than from blocks. */
const SMALL_PRODUCT = 65536;

/** Whether all that a product reads and writes is made of whole vec4s, and enough of them. */
function fitsBlocks(place: Place, { product, terms, sums }: Fused): boolean {
  return sums.length === 0 && [product, ...terms].every((each) => isWhole(place, each));
}

function isWhole(place: Place, product: Product): boolean {
  const { a, b, c, form, bias } = product;
  if (b === ONES) return false;
  const { m, n, k } = extentsOf(product);
  const hasWholeRows = (matrix: Matrix): boolean => matrix.stride % 4 === 0 && (locate(place, matrix).base + matrix.offset) % 4 === 0;
  const contiguous = form === 'tn' ? m : k;
  const isSmall = m.code === 0 && k.code === 0 && m.fixed * n * k.fixed < SMALL_PRODUCT;
  const isLarge = !isSmall && (form === 'tn' ? m.fixed >= 8 : k.fixed >= 8);
  return (
    [a, b, c].every(hasWholeRows) &&
    contiguous.code === 0 &&
    contiguous.fixed % 4 === 0 &&
    n % 4 === 0 &&
    isLarge &&
    (bias === null || offsetOf(place.plan, bias) % 4 === 0)
  );
}

/** The products of a pass by the dispatches that compute them, in order. */
export function groupProducts(place: Place, products: readonly FinishedProduct[], target: Target): readonly Group[] {
  const groups: Open[] = [];
  const all = fuseSums(place, products, target);
  const tile = cutTile(
    all.map(({ product }) => atCapacity(place.plan, product)),
    target,
  );
  for (const fused of all) {
    const { product, terms } = fused;
    const cut = tile ?? (fitsBlocks(place, fused) ? 'block' : 'direct');
    const reads = readsOf(place, [product, ...terms]);
    const written = locate(place, product.c).range;
    const size = 1 + terms.length;
    const isFit = (group: Open): boolean => {
      const all = new Set([...group.written, written]);
      if (all.size > (target.software || takesSums(fused) || group.list.some(takesSums) ? 1 : WRITES)) return false;
      if (group.size + size > PRODUCT_LIMIT) return false;
      if (group.cut !== cut || (cut === 'block' && group.form !== product.form)) return false;
      const bound = bind(group.reads, reads, target);
      return bound !== null && !bound.some((range) => all.has(range));
    };
    // What is added to an earlier product of the pass waits for it.
    const adds = product.accumulate === true && groups.some(({ list }) => list.some((earlier) => earlier.product.c.tensor === product.c.tensor));
    const group = (adds ? undefined : groups.find(isFit)) ?? { list: [], size: 0, reads: [], written: [], cut, form: product.form };
    if (group.size === 0) groups.push(group);
    group.list.push(fused);
    group.size += size;
    group.reads = bind(group.reads, reads, target) ?? [];
    group.written = [...new Set([...group.written, written])];
  }
  return groups;
}

/** The number by which a kernel knows a range that it reads. @throws Error for one that it does not bind. */
export function codeOf({ reads }: Group, range: string): number {
  const index = reads.indexOf(range);
  if (index >= 0) return index;
  if (range === Range.parameters) return PARAMETERS_CODE;
  throw new Error(`products: ${range} is bound by none of ${reads.join(', ')}`);
}

/** Sums over rows go where the product goes. */
function takesSums({ sums }: Fused): boolean {
  return sums.length > 0;
}

/** A, B and what finishes the product; no column of ones. */
export function listOperands({ a, b, finish }: FinishedProduct): readonly Matrix[] {
  return [a, ...(b === ONES ? [] : [b]), ...(finish?.of ? [finish.of] : [])];
}

/** The ranges of what each product reads. */
function readsOf(place: Place, products: readonly FinishedProduct[]): readonly (readonly string[])[] {
  return products.map((product) => listOperands(product).map((matrix) => locate(place, matrix).range));
}

/**
 * What one dispatch must bind to read these ranges beside what it binds already, null where it cannot: tiles read any of four and the parameters, other kernels every A
 * in one and every B in one.
 */
function bind(bound: readonly string[], reads: readonly (readonly string[])[], { software }: Target): readonly string[] | null {
  if (!software) {
    const all = [...new Set([...bound, ...reads.flat()])];
    if (all.length <= READS) return all;
    const rest = all.filter((range) => range !== Range.parameters); // which every tile binds besides, for its bias
    return rest.length <= READS ? rest : null;
  }
  let all = bound;
  for (const some of reads) {
    if (some.some((range, which) => which < all.length && all[which] !== range)) return null;
    if (some.length > all.length) all = some;
  }
  return all;
}
