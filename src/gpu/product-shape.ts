/** Where a product's matrices lie and how large they are, at capacity and as a shader computes it from the batch. */
import type { Dim, Matrix, Product, Sizes } from '../model/passes';
import { gradientOf, type Plan } from '../model/plan';
import { resolveDim } from '../model/resolve';
import type { Arenas } from './arenas';
import type { Besides } from './directions';
import { bothName, Range } from './dispatch';

/** What matrices are looked up in: a plan, and tensors that are to be bound as one range with others. */
export interface Place {
  readonly plan: Plan;
  readonly besides: Besides;
  readonly arenas: Arenas;
}

/** A size of the batch as the shader computes it: `fixed` times what `code` says (steps in bits 0–2, rows in bit 3). */
interface Extent {
  readonly fixed: number;
  readonly code: number;
}

const STEP_CODES = { T: 1, 'T+1': 2, U: 3, 'U+1': 4 } as const;
const ROWS_CODE = 8;

/** The range that holds a tensor, and its first element there. */
export function locate({ plan, besides, arenas }: Place, matrix: Matrix): { readonly range: string; readonly base: number } {
  for (const { name, offset } of plan.parameters.list) {
    if (matrix.tensor === name) return { range: Range.parameters, base: offset };
    if (matrix.tensor === gradientOf(name)) return { range: Range.gradients, base: offset };
  }
  const place = arenas.places.get(matrix.tensor);
  if (place) return { range: place.arena, base: place.base };
  const beside = besides.get(matrix.tensor);
  if (beside) return { range: bothName(beside.first), base: matrix.tensor === beside.first ? 0 : beside.span };
  return { range: matrix.tensor, base: 0 };
}

export function offsetOf({ parameters }: Plan, parameter: string): number {
  const found = parameters.byName.get(parameter);
  if (!found) throw new Error(`product: no parameter is called ${parameter}`);
  return found.offset;
}

export function extentsOf({ form, a, c }: Product): { readonly m: Extent; readonly n: number; readonly k: Extent } {
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

export interface Shape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

export function shapeOf(product: Product, sizes: Sizes): Shape {
  const rows = product.a.rows.reduce<number>((count, dim) => count * resolveDim(dim, sizes), 1);
  const n = product.c.columns;
  return product.form === 'tn' ? { m: product.a.columns, n, k: rows } : { m: rows, n, k: product.a.columns };
}

export function atCapacity(plan: Plan, product: Product): Shape {
  return shapeOf(product, plan.options.capacity);
}
