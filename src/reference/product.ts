/** Matrix products over strided views: C = A·B, A·Bᵀ or Aᵀ·B, written as three loops each. */
import { InputError } from '../core/errors';
import { type Matrix, ONES, type Product, type Sizes } from '../model/passes';
import { resolveAccumulate, resolveCount, resolveOffset } from '../model/resolve';
import { getFloats, type Store } from './store';

/** One product with its tensors looked up; call it with the batch's sizes. */
export function bindProduct(store: Store, product: Product): (sizes: Sizes) => void {
  const { form, a, b, c } = product;
  const A = getFloats(store, a.tensor);
  const C = getFloats(store, c.tensor);
  const bias = product.bias === null ? null : getFloats(store, product.bias);
  const prepare = (sizes: Sizes): void => {
    if (!resolveAccumulate(product.accumulate, sizes)) fill(C, c, 0, sizes);
    if (bias) addBias(C, c, bias, sizes);
  };
  if (b === ONES) {
    if (form !== 'tn') throw new InputError('product', 'a column of ones needs the form tn', form);
    return (sizes) => {
      prepare(sizes);
      addColumnSums(C, c, A, a, sizes);
    };
  }
  const B = getFloats(store, b.tensor);
  const add = { nn: addProduct, nt: addProductTransposed, tn: addTransposedProduct }[form];
  return (sizes) => {
    prepare(sizes);
    add(C, c, A, a, B, b, sizes);
  };
}

function fill(C: Float64Array, c: Matrix, value: number, sizes: Sizes): void {
  const M = resolveCount(c.rows, sizes);
  const start = resolveOffset(c, sizes);
  for (let m = 0; m < M; m++) C.fill(value, start + m * c.stride, start + m * c.stride + c.columns);
}

function addBias(C: Float64Array, c: Matrix, bias: Float64Array, sizes: Sizes): void {
  const M = resolveCount(c.rows, sizes);
  const start = resolveOffset(c, sizes);
  for (let m = 0; m < M; m++) {
    const at = start + m * c.stride;
    for (let n = 0; n < c.columns; n++) C[at + n] += bias[n];
  }
}

/** C[m,n] += Σ_k A[m,k]·B[k,n] */
function addProduct(C: Float64Array, c: Matrix, A: Float64Array, a: Matrix, B: Float64Array, b: Matrix, sizes: Sizes): void {
  const M = resolveCount(c.rows, sizes);
  const N = c.columns;
  const K = a.columns;
  const startA = resolveOffset(a, sizes);
  const startB = resolveOffset(b, sizes);
  const startC = resolveOffset(c, sizes);
  for (let m = 0; m < M; m++) {
    const atA = startA + m * a.stride;
    const atC = startC + m * c.stride;
    for (let k = 0; k < K; k++) {
      const atB = startB + k * b.stride;
      const factor = A[atA + k];
      for (let n = 0; n < N; n++) C[atC + n] += factor * B[atB + n];
    }
  }
}

/** C[m,n] += Σ_k A[m,k]·B[n,k] */
function addProductTransposed(C: Float64Array, c: Matrix, A: Float64Array, a: Matrix, B: Float64Array, b: Matrix, sizes: Sizes): void {
  const M = resolveCount(c.rows, sizes);
  const N = c.columns;
  const K = a.columns;
  const startA = resolveOffset(a, sizes);
  const startB = resolveOffset(b, sizes);
  const startC = resolveOffset(c, sizes);
  for (let m = 0; m < M; m++) {
    const atA = startA + m * a.stride;
    const atC = startC + m * c.stride;
    for (let n = 0; n < N; n++) {
      const atB = startB + n * b.stride;
      let sum = 0;
      for (let k = 0; k < K; k++) sum += A[atA + k] * B[atB + k];
      C[atC + n] += sum;
    }
  }
}

/** C[m,n] += Σ_k A[k,m]·B[k,n] */
function addTransposedProduct(C: Float64Array, c: Matrix, A: Float64Array, a: Matrix, B: Float64Array, b: Matrix, sizes: Sizes): void {
  const M = resolveCount(c.rows, sizes);
  const N = c.columns;
  const K = resolveCount(a.rows, sizes);
  const startA = resolveOffset(a, sizes);
  const startB = resolveOffset(b, sizes);
  const startC = resolveOffset(c, sizes);
  for (let k = 0; k < K; k++) {
    const atA = startA + k * a.stride;
    const atB = startB + k * b.stride;
    for (let m = 0; m < M; m++) {
      const factor = A[atA + m];
      const atC = startC + m * c.stride;
      for (let n = 0; n < N; n++) C[atC + n] += factor * B[atB + n];
    }
  }
}

/** C[m,0] += Σ_k A[k,m] */
function addColumnSums(C: Float64Array, c: Matrix, A: Float64Array, a: Matrix, sizes: Sizes): void {
  const M = resolveCount(c.rows, sizes);
  const K = resolveCount(a.rows, sizes);
  const startA = resolveOffset(a, sizes);
  const startC = resolveOffset(c, sizes);
  for (let k = 0; k < K; k++) {
    const atA = startA + k * a.stride;
    for (let m = 0; m < M; m++) C[startC + m * c.stride] += A[atA + m];
  }
}
