/** Product passes: their list of products, made for one size of batch, written into the memory before one call. */
import { type Matrix, ONES, type Product, type ProductPass, type Sizes } from '../model/passes';
import { resolveAccumulate, resolveCount, resolveOffset } from '../model/resolve';
import { getPointer, type Machine } from './machine';

/** The kernel's numbers for the three forms. */
const forms: Readonly<Record<Product['form'], number>> = { nn: 0, nt: 1, tn: 2 };

export function bindProducts(machine: Machine, pass: ProductPass, sizes: Sizes): () => void {
  const { kernels, layout } = machine;
  const { list } = layout;
  const words = Int32Array.from(pass.products.flatMap((product) => describeProduct(machine, product, sizes)));
  const count = pass.products.length;
  return () => {
    machine.integers.set(words, list / 4);
    kernels.product(list, count, layout.scratch);
  };
}

/** form, a, b (0 = ones), c, bias (0 = none), M, N, K, strides of a, b, c, accumulate. */
function describeProduct(machine: Machine, { form, a, b, c, bias, accumulate }: Product, sizes: Sizes): number[] {
  const at = (matrix: Matrix): number => getPointer(machine, matrix.tensor) + 4 * resolveOffset(matrix, sizes);
  const M = resolveCount(c.rows, sizes);
  const K = form === 'tn' ? resolveCount(a.rows, sizes) : a.columns;
  const [bAt, bStride] = b === ONES ? [0, 0] : [at(b), b.stride];
  return [
    forms[form],
    at(a),
    bAt,
    at(c),
    getPointer(machine, bias),
    M,
    c.columns,
    K,
    a.stride,
    bStride,
    c.stride,
    Number(resolveAccumulate(accumulate, sizes)),
  ];
}
