/** Product passes to dispatches: several products in one, sums over rows folded into a neighbour, long inner dimensions split in fixed parts. */
import { ONES, type Product } from '../model/passes';
import type { Plan } from '../model/plan';
import { NO_ARENAS } from './arenas';
import { encodeProducts, encodeReductions, NONE, type ProductBlock, REDUCTION_LIMIT, type ReductionBlock } from './blocks';
import { blocksOf, type Dispatch, Range } from './dispatch';
import { codeOf, type Cut, type Finish, type FinishedProduct, type Fused, type Group, groupProducts, READS } from './group-products';
import { SHIFT_CODES } from './lower-layers';
import { atCapacity, extentsOf, locate, offsetOf, type Place, type Shape, shapeOf } from './product-shape';
import type { Variant } from './shader';
import { MOST_BYTES_BOUND, splitInner, type Target, TILE_DEPTH } from './tuning';

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

/** A column of ones in the place of a binding. */
const ONES_BUFFER = 4;
const ADD_CODES = { false: 0, true: 1, unlessFirst: 2, unlessLast: 3 } as const;

/** Products under one label. */
export interface Products {
  readonly label: string;
  readonly products: readonly FinishedProduct[];
}

/**
 * @param together tensors that are to be bound as one range with others, in pairs or in arenas.
 * @throws Error for a product that the kernel cannot express.
 */
export function lowerProducts(plan: Plan, pass: Products, slabs: Slabs, target: Target, together: Partial<Place> = {}): LoweredProducts {
  const place = { besides: new Map(), arenas: NO_ARENAS, ...together, plan };
  const dispatches: Dispatch[] = [];
  const reductions: ReductionBlock[] = [];
  for (const group of groupProducts(place, pass.products, target)) {
    const { cut } = group;
    const blocks = group.list.map((fused) => lowerProduct(place, fused, group, slabs, target, reductions));
    const entries = group.list.flatMap((fused, index) => [blocks[index], ...fused.terms.map((term) => lowerTerm(place, term, group))]);
    dispatches.push({
      label: pass.label,
      variant: variantOf(group),
      ranges: {
        ...Object.fromEntries(Array.from({ length: READS }, (_, k) => [`r${String(k)}`, group.reads.at(k) ?? group.reads[0]])),
        bias: Range.parameters,
        c: group.written[0],
        ...(isTile(cut) ? { c1: group.written.at(1) ?? Range.spareA } : {}),
        slabs: Range.slabs,
      },
      uniforms: { products: encodeProducts(entries) },
      workgroups: (sizes) =>
        group.list.reduce((sum, { product }, index) => sum + countWorkgroups(shapeOf(product, sizes), cut, blocks[index].splits), 0),
    });
  }
  return { dispatches, reductions };
}

/** The dispatch that adds up the parts of split products; of very many of them, several. */
export function lowerReductions(reductions: readonly ReductionBlock[]): readonly Dispatch[] {
  const lists = Array.from({ length: Math.ceil(reductions.length / REDUCTION_LIMIT) }, (_list, n) =>
    reductions.slice(n * REDUCTION_LIMIT, (n + 1) * REDUCTION_LIMIT),
  );
  return lists.map((list) => {
    const workgroups = list.reduce((sum, { size }) => sum + blocksOf(size), 0);
    return {
      label: 'add parts',
      variant: { entry: 'product_parts_add', constants: {} },
      ranges: { c: Range.gradients, slabs: Range.slabs },
      uniforms: { reductions: encodeReductions(list) },
      workgroups: () => workgroups,
    };
  });
}

const FORMS = { nn: 0, nt: 1, tn: 2 } as const;

function variantOf({ cut, form }: Group): Variant {
  if (cut === 'block') return { entry: 'product_block_multiply', constants: { FORM: FORMS[form], KT: TILE_DEPTH } };
  if (cut === 'direct') return { entry: 'product_direct_multiply', constants: { KT: TILE_DEPTH } };
  return { entry: 'product_tile_multiply', constants: { ...cut, KT: TILE_DEPTH } };
}

function isTile(cut: Cut): boolean {
  return cut !== 'block' && cut !== 'direct';
}

function lowerProduct(
  place: Place,
  { product, terms, sums }: Fused,
  group: Group,
  slabs: Slabs,
  target: Target,
  reductions: ReductionBlock[],
): ProductBlock {
  const { c, form, bias, accumulate } = product;
  const { plan } = place;
  const C = locate(place, c);
  const { m, n, k } = extentsOf(product);
  const size = atCapacity(plan, product);
  const isSplit =
    form === 'tn' &&
    C.range === Range.gradients &&
    group.written[0] === C.range &&
    m.code === 0 &&
    k.code !== 0 &&
    accumulate !== true &&
    c.stride === c.columns;
  const wanted = isSplit ? splitInner(countWorkgroups(size, group.cut, 1), size.k, target) : 1;
  const most = (target.bindingBytes ?? MOST_BYTES_BOUND) / 4;
  const splits = slabs.length + wanted * m.fixed * (n + 1) + 3 > most ? 1 : wanted;
  const sumsAt = sums.map((sum) => {
    const { base } = locate(place, sum);
    return base + sum.offset;
  });
  const block: ProductBlock = {
    m: m.fixed,
    mCode: m.code,
    n,
    splits,
    ...operandsOf(place, product, group),
    cOffset: C.base + c.offset,
    cSteps: SHIFT_CODES[c.steps],
    cStride: c.stride,
    bias: bias === null ? NONE : offsetOf(plan, bias),
    accumulate: ADD_CODES[`${accumulate}`],
    sum1: sumsAt.length > 0 ? sumsAt[0] : NONE,
    sum2: sumsAt.length > 1 ? sumsAt[1] : NONE,
    slab: slabs.length,
    slabSum: slabs.length + splits * m.fixed * n,
    terms: terms.length,
    ...finishOf(place, product, group),
    cBuffer: group.written.indexOf(C.range),
  };
  if (splits > 1) {
    reductions.push({ slab: block.slab, size: m.fixed * n, splits, to: block.cOffset });
    for (const to of sumsAt) reductions.push({ slab: block.slabSum, size: m.fixed, splits, to });
    slabs.length = Math.ceil((block.slabSum + splits * m.fixed) / 4) * 4;
  }
  return block;
}

/** What is done to a product at last, as the shaders are told: to a nonlinearity's code its slope adds `SLOPES`. */
export const FINISHES: Readonly<Record<Finish['activation'], number>> = { relu: 1, sigmoid: 2, tanh: 3 };
const SLOPES = 3;

function finishOf(place: Place, { finish }: FinishedProduct, group: Group): Pick<ProductBlock, 'finish' | 'ofBuffer' | 'ofOffset'> {
  if (!finish) return { finish: 0, ofBuffer: 0, ofOffset: 0 };
  const { activation, of } = finish;
  if (of === null) return { finish: FINISHES[activation], ofBuffer: 0, ofOffset: 0 };
  const { range, base } = locate(place, of);
  return { finish: FINISHES[activation] + SLOPES, ofBuffer: codeOf(group, range), ofOffset: base + of.offset };
}

/** An entry after the product that it is added to: no part of C is its own. */
function lowerTerm(place: Place, product: Product, group: Group): ProductBlock {
  const none = { m: 0, mCode: 0, n: 0, splits: 1, cOffset: 0, cSteps: 0, cStride: 0, accumulate: 0, slab: 0, slabSum: 0, terms: 0 };
  const plain = { finish: 0, ofBuffer: 0, ofOffset: 0, cBuffer: 0 };
  return { ...none, ...plain, ...operandsOf(place, product, group), bias: NONE, sum1: NONE, sum2: NONE };
}

type Operands = Pick<ProductBlock, 'k' | 'kCode' | 'aBuffer' | 'aOffset' | 'aSteps' | 'aM' | 'aK' | 'bBuffer' | 'bOffset' | 'bSteps' | 'bK' | 'bN'>;

function operandsOf(place: Place, product: Product, group: Group): Operands {
  const { a, b, form } = product;
  const { k } = extentsOf(product);
  const A = locate(place, a);
  const B = b === ONES ? null : locate(place, b);
  return {
    k: k.fixed,
    kCode: k.code,
    aBuffer: codeOf(group, A.range),
    aOffset: A.base + a.offset,
    aSteps: SHIFT_CODES[a.steps],
    ...(form === 'tn' ? { aM: 1, aK: a.stride } : { aM: a.stride, aK: 1 }),
    bBuffer: B ? codeOf(group, B.range) : ONES_BUFFER,
    bOffset: B && b !== ONES ? B.base + b.offset : 0,
    bSteps: b === ONES ? 0 : SHIFT_CODES[b.steps],
    ...stridesOfB(product),
  };
}

function stridesOfB({ b, form }: Product): { readonly bK: number; readonly bN: number } {
  if (b === ONES) return { bK: 0, bN: 1 };
  return form === 'nt' ? { bK: 1, bN: b.stride } : { bK: b.stride, bN: 1 };
}

/** Tiles, or 64 threads with 4 × 4 elements each, or 16 with 8 × 8, for every part of the inner dimension. */
function countWorkgroups({ m, n }: Pick<Shape, 'm' | 'n'>, cut: Cut, splits: number): number {
  if (cut === 'block') return blocksOf(Math.ceil(m / 8) * Math.ceil(n / 8) * splits, 16);
  if (cut === 'direct') return blocksOf(Math.ceil(m / 4) * Math.ceil(n / 4) * splits);
  return Math.ceil(m / (4 * cut.LM)) * Math.ceil(n / (4 * cut.LN)) * splits;
}
