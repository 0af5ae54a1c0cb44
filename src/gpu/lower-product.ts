/** Product passes to dispatches: several products in one, sums over rows folded into a neighbour, long inner dimensions split in fixed parts. */
import { type Dim, type Matrix, ONES, type Product, type ProductPass, type Sizes } from '../model/passes';
import { resolveDim } from '../model/resolve';
import { gradientOf, type Plan } from '../model/plan';
import type { Besides } from './directions';
import { encodeProducts, encodeReductions, NONE, PRODUCT_LIMIT, type ProductBlock, type ReductionBlock } from './blocks';
import { blocksOf, bothName, type Dispatch, Range } from './dispatch';
import { SHIFT_CODES } from './lower-layers';
import type { Variant } from './shader';
import { cutTile, splitInner, type Target, TILE_DEPTH, type TileCut } from './tuning';

/** A growing list of slabs: where split products leave their parts. */
export interface Slabs {
  /** Elements so far. */
  length: number;
}

export interface LoweredProducts {
  readonly dispatches: readonly Dispatch[];
  /** What adds the parts up once the dispatches have run. */
  readonly reductions: readonly ReductionBlock[];
}

/** A matrix product and the sums over rows of its A that it takes along. */
interface Fused {
  readonly product: Product;
  readonly sums: readonly Matrix[];
}

/** A size of the batch as the shader computes it: `fixed` times what `code` says (steps in bits 0–2, rows in bit 3). */
interface Extent {
  readonly fixed: number;
  readonly code: number;
}

const STEP_CODES = { T: 1, 'T+1': 2, U: 3, 'U+1': 4 } as const;
const ROWS_CODE = 8;
const ADD_CODES = { false: 0, true: 1, unlessFirst: 2, unlessLast: 3 } as const;
/** Binding r0, r1, r2, or a column of ones. */
const READS = ['r0', 'r1', 'r2'] as const;
const ONES_BUFFER = 3;

/** What a product's matrices are looked up in. */
interface Place {
  readonly plan: Plan;
  readonly besides: Besides;
}

const NOTHING_BESIDE: Besides = new Map();

/**
 * `besides`: tensors that are to be bound as one range with another.
 * @throws Error for a product that the kernel cannot express.
 */
export function lowerProducts(plan: Plan, pass: ProductPass, slabs: Slabs, target: Target, besides = NOTHING_BESIDE): LoweredProducts {
  const place = { plan, besides };
  const dispatches: Dispatch[] = [];
  const reductions: ReductionBlock[] = [];
  for (const group of groupProducts(place, fuseSums(place, pass.products, target), target)) {
    const { cut } = group;
    const blocks = group.list.map((fused) => lowerProduct(place, fused, group, slabs, target, reductions));
    dispatches.push({
      label: pass.label,
      variant: variantOf(group),
      ranges: {
        r0: group.reads[0],
        r1: group.reads[1] ?? group.reads[0],
        r2: group.reads[2] ?? group.reads[0],
        bias: Range.parameters,
        c: group.written,
        slabs: Range.slabs,
      },
      uniform: encodeProducts(blocks),
      workgroups: (sizes) =>
        group.list.reduce((sum, { product }, index) => sum + countWorkgroups(shapeOf(product, sizes), cut, blocks[index].splits), 0),
    });
  }
  return { dispatches, reductions };
}

/** One dispatch that adds up the parts of split products. */
export function lowerReductions(reductions: readonly ReductionBlock[]): Dispatch {
  const workgroups = reductions.reduce((sum, { size }) => sum + blocksOf(size), 0);
  return {
    label: 'add parts',
    variant: { entry: 'product_parts_add', constants: {} },
    ranges: { c: Range.gradients, slabs: Range.slabs },
    uniform: encodeReductions(reductions),
    workgroups: () => workgroups,
  };
}

/** Products with a column of ones go along with a product of the same A, two at most; but not with one that then could not run in blocks. */
function fuseSums(place: Place, products: readonly Product[], target: Target): readonly Fused[] {
  const fused = products.filter(({ b }) => b !== ONES).map((product) => ({ product, sums: [] as Matrix[] }));
  const hosts = fused.filter((each) => !target.software || !fitsBlocks(place, each));
  for (const product of products) {
    if (product.b !== ONES) continue;
    const host = hosts.find((other) => canTakeSum(other.product, product) && other.sums.length < 2);
    if (host) {
      host.sums.push(product.c);
      continue;
    }
    const own = { product, sums: [] };
    fused.push(own);
    hosts.push(own);
  }
  return fused;
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

function isSameMatrix(a: Matrix, b: Matrix): boolean {
  const sameRows = a.rows.length === b.rows.length && a.rows.every((dim, index) => dim === b.rows[index]);
  return a.tensor === b.tensor && sameRows && a.columns === b.columns && a.stride === b.stride && a.offset === b.offset && a.steps === b.steps;
}

/** How a product is computed: through tiles in workgroup memory, every thread for itself, or that in blocks of whole vec4s. */
type Cut = TileCut | 'direct' | 'block';

/** Products that one dispatch can hold: up to three ranges read, one written; without tiles, A in one range and B in one. */
interface Group {
  readonly list: Fused[];
  /** r0, r1, r2. */
  readonly reads: string[];
  readonly written: string;
  readonly cut: Cut;
  /** The form of a block's products. */
  readonly form: Product['form'];
}

const FORMS = { nn: 0, nt: 1, tn: 2 } as const;

function variantOf({ cut, form }: Group): Variant {
  if (cut === 'block') return { entry: 'product_block_multiply', constants: { FORM: FORMS[form], KT: TILE_DEPTH } };
  if (cut === 'direct') return { entry: 'product_direct_multiply', constants: { KT: TILE_DEPTH } };
  return { entry: 'product_tile_multiply', constants: { ...cut, KT: TILE_DEPTH } };
}

/** Operations of a product of parameters alone that gains more from sharing a dispatch than from blocks. */
const SMALL_PRODUCT = 65536;

/** Whether all that a product reads and writes is made of whole vec4s, and enough of them. */
function fitsBlocks(place: Place, { product, sums }: Fused): boolean {
  const { a, b, c, form, bias } = product;
  if (b === ONES || sums.length > 0) return false;
  const { m, n, k } = extentsOf(product);
  const isWhole = (matrix: Matrix): boolean => matrix.stride % 4 === 0 && (locate(place, matrix).base + matrix.offset) % 4 === 0;
  const contiguous = form === 'tn' ? m : k;
  const isSmall = m.code === 0 && k.code === 0 && m.fixed * n * k.fixed < SMALL_PRODUCT;
  const isLarge = !isSmall && (form === 'tn' ? m.fixed >= 8 : k.fixed >= 8);
  return (
    [a, b, c].every(isWhole) &&
    contiguous.code === 0 &&
    contiguous.fixed % 4 === 0 &&
    n % 4 === 0 &&
    isLarge &&
    (bias === null || offsetOf(place.plan, bias) % 4 === 0)
  );
}

function groupProducts(place: Place, products: readonly Fused[], target: Target): readonly Group[] {
  const groups: Group[] = [];
  const tile = cutTile(
    products.map(({ product }) => atCapacity(place.plan, product)),
    target,
  );
  for (const fused of products) {
    const { a, b, c, form } = fused.product;
    const cut = tile ?? (fitsBlocks(place, fused) ? 'block' : 'direct');
    const reads = [locate(place, a).range, locate(place, b === ONES ? a : b).range];
    const written = locate(place, c).range;
    const fits = groups.find((group) => {
      if (group.written !== written || group.list.length === PRODUCT_LIMIT) return false;
      if (group.cut !== cut || (cut === 'block' && group.form !== form)) return false;
      if (target.software) return group.reads.every((read, index) => read === reads[index]);
      const all = new Set([...group.reads, ...reads]);
      return all.size <= READS.length && !all.has(written);
    });
    const group = fits ?? { list: [], reads: target.software ? reads : [], written, cut, form };
    if (!fits) groups.push(group);
    group.list.push(fused);
    for (const read of reads) if (!group.reads.includes(read)) group.reads.push(read);
  }
  return groups;
}

/** The range that holds a tensor, and its first element there. */
function locate({ plan, besides }: Place, matrix: Matrix): { readonly range: string; readonly base: number } {
  for (const { name, offset } of plan.parameters.list) {
    if (matrix.tensor === name) return { range: Range.parameters, base: offset };
    if (matrix.tensor === gradientOf(name)) return { range: Range.gradients, base: offset };
  }
  const beside = besides.get(matrix.tensor);
  if (beside) return { range: bothName(beside.first), base: matrix.tensor === beside.first ? 0 : beside.span };
  return { range: matrix.tensor, base: 0 };
}

function lowerProduct(
  place: Place,
  { product, sums }: Fused,
  group: Group,
  slabs: Slabs,
  target: Target,
  reductions: ReductionBlock[],
): ProductBlock {
  const { a, b, c, form, bias, accumulate } = product;
  const { plan } = place;
  const A = locate(place, a);
  const B = b === ONES ? null : locate(place, b);
  const C = locate(place, c);
  const { m, n, k } = extentsOf(product);
  const size = atCapacity(plan, product);
  const isSplit = form === 'tn' && C.range === Range.gradients && m.code === 0 && k.code !== 0 && accumulate !== true && c.stride === c.columns;
  const splits = isSplit ? splitInner(countWorkgroups(size, group.cut, 1), size.k, target) : 1;
  const sumsAt = sums.map((sum) => {
    const { base } = locate(place, sum);
    return base + sum.offset;
  });
  const block: ProductBlock = {
    m: m.fixed,
    mCode: m.code,
    n,
    k: k.fixed,
    kCode: k.code,
    splits,
    aBuffer: group.reads.indexOf(A.range),
    aOffset: A.base + a.offset,
    aSteps: SHIFT_CODES[a.steps],
    ...(form === 'tn' ? { aM: 1, aK: a.stride } : { aM: a.stride, aK: 1 }),
    bBuffer: B ? group.reads.indexOf(B.range) : ONES_BUFFER,
    bOffset: B && b !== ONES ? B.base + b.offset : 0,
    bSteps: b === ONES ? 0 : SHIFT_CODES[b.steps],
    ...stridesOfB(product),
    cOffset: C.base + c.offset,
    cSteps: SHIFT_CODES[c.steps],
    cStride: c.stride,
    bias: bias === null ? NONE : offsetOf(plan, bias),
    accumulate: ADD_CODES[`${accumulate}`],
    sum1: sumsAt.length > 0 ? sumsAt[0] : NONE,
    sum2: sumsAt.length > 1 ? sumsAt[1] : NONE,
    slab: slabs.length,
    slabSum: slabs.length + splits * m.fixed * n,
  };
  if (splits > 1) {
    reductions.push({ slab: block.slab, size: m.fixed * n, splits, to: block.cOffset });
    for (const to of sumsAt) reductions.push({ slab: block.slabSum, size: m.fixed, splits, to });
    slabs.length = Math.ceil((block.slabSum + splits * m.fixed) / 4) * 4;
  }
  return block;
}

function stridesOfB({ b, form }: Product): { readonly bK: number; readonly bN: number } {
  if (b === ONES) return { bK: 0, bN: 1 };
  return form === 'nt' ? { bK: 1, bN: b.stride } : { bK: b.stride, bN: 1 };
}

function offsetOf(plan: Plan, parameter: string): number {
  const found = plan.parameters.byName.get(parameter);
  if (!found) throw new Error(`product: no parameter is called ${parameter}`);
  return found.offset;
}

function extentsOf({ form, a, c }: Product): { readonly m: Extent; readonly n: number; readonly k: Extent } {
  const rows = extentOf(a.rows);
  const columns: Extent = { fixed: a.columns, code: 0 };
  return form === 'tn' ? { m: columns, n: c.columns, k: rows } : { m: rows, n: c.columns, k: columns };
}

function extentOf(rows: readonly Dim[]): Extent {
  let fixed = 1;
  let code = 0;
  for (const dim of rows) {
    if (typeof dim === 'number') fixed *= dim;
    else if (dim === 'B') code += ROWS_CODE;
    else code += STEP_CODES[dim];
  }
  if (code >= 2 * ROWS_CODE || rows.filter((dim) => typeof dim === 'string' && dim !== 'B').length > 1) {
    throw new Error(`product: rows must be steps times B times numbers, got ${rows.join('·')}`);
  }
  return { fixed, code };
}

interface Shape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

function shapeOf(product: Product, sizes: Sizes): Shape {
  const rows = product.a.rows.reduce<number>((count, dim) => count * resolveDim(dim, sizes), 1);
  const n = product.c.columns;
  return product.form === 'tn' ? { m: product.a.columns, n, k: rows } : { m: rows, n, k: product.a.columns };
}

function atCapacity(plan: Plan, product: Product): Shape {
  return shapeOf(product, plan.options.capacity);
}

/** Tiles, or 64 threads with 4 × 4 elements each, or 16 with 8 × 8, for every part of the inner dimension. */
function countWorkgroups({ m, n }: Pick<Shape, 'm' | 'n'>, cut: Cut, splits: number): number {
  if (cut === 'block') return blocksOf(Math.ceil(m / 8) * Math.ceil(n / 8) * splits, 16);
  if (cut === 'direct') return blocksOf(Math.ceil(m / 4) * Math.ceil(n / 4) * splits);
  return Math.ceil(m / (4 * cut.LM)) * Math.ceil(n / (4 * cut.LN)) * splits;
}
