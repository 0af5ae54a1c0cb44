/** Product passes: their list of products written into the memory for one size of batch, then one call. */
import { type Matrix, ONES, type Product, type ProductPass, type Sizes } from '../model/passes';
import { resolveCount, resolveOffset } from '../model/resolve';
import { PRODUCT_WORDS } from './layout';
import { getPointer, type Machine } from './machine';

/** The kernel's numbers for the three forms. */
const forms: Readonly<Record<Product['form'], number>> = { nn: 0, nt: 1, tn: 2 };

export function bindProducts(machine: Machine, pass: ProductPass, sizes: Sizes): () => void {
  const { kernels, layout } = machine;
  const lists = layout.lists.get(pass);
  if (lists === undefined) throw new Error(`wasm: ${pass.label} is not a pass of this plan`);
  const list = lists + 4 * PRODUCT_WORDS * pass.products.length * (sizes.u ?? 0);
  pass.products.forEach((product, index) => {
    machine.integers.set(describeProduct(machine, product, sizes), list / 4 + index * PRODUCT_WORDS);
  });
  const count = pass.products.length;
  return () => {
    kernels.product(list, count, layout.scratch);
  };
}

/** form, a, b (0 = ones), c, bias (0 = none), M, N, K, strides of a, b, c, accumulate. */
function describeProduct(machine: Machine, { form, a, b, c, bias, accumulate }: Product, sizes: Sizes): number[] {
  const at = (matrix: Matrix): number => getPointer(machine, matrix.tensor) + 4 * resolveOffset(matrix, sizes);
  const M = resolveCount(c.rows, sizes);
  const K = form === 'tn' ? resolveCount(a.rows, sizes) : a.columns;
  const [bAt, bStride] = b === ONES ? [0, 0] : [at(b), b.stride];
  return [forms[form], at(a), bAt, at(c), getPointer(machine, bias), M, c.columns, K, a.stride, bStride, c.stride, Number(accumulate)];
}
