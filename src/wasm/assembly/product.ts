/** Matrix products of any size: cut into blocks that stay in cache, packed, and multiplied by register tiles. */
import { move, put } from './lanes';
import { BLOCK, PANEL, multiply, multiplyRows, packBlocks, packPanels, packTransposedPanels } from './tile';

/** What the host writes down for each product: twelve 32-bit words. Strides count numbers. `b` 0 stands for a column of ones (tn only). */
@unmanaged class Product {
  form: i32;
  a: usize;
  b: usize;
  c: usize;
  /** 0: none. */
  bias: usize;
  M: i32;
  N: i32;
  K: i32;
  aStride: i32;
  bStride: i32;
  cStride: i32;
  accumulate: i32;
}

const NT: i32 = 1;
const TN: i32 = 2;

/** Sizes of a block: summands, columns of B, rows of A, rows of C at a time. */
const BLOCK_K: i32 = 256;
const BLOCK_N: i32 = 512;
const BLOCK_M: i32 = 512;
const BLOCK_ROWS: i32 = 128;
/** Up to this many summands a product is bound by writing C, and is made row by row. */
const THIN: i32 = 8;

/** Bytes that `packed` must have in `product`: a block of A and a block of B. */
export function productScratch(): i32 {
  return (BLOCK_K * BLOCK_N + BLOCK_K * BLOCK_M) << 2;
}

/** Runs `count` products in order. Neighbours of the form tn that read the same A share its packing. */
export function product(list: usize, count: i32, packed: usize): void {
  const size = offsetof<Product>();
  let at = list;
  const end = list + <usize>count * size;
  while (at < end) {
    const first = changetype<Product>(at);
    let next = at + size;
    if (first.form == TN) {
      while (next < end && sharesA(first, changetype<Product>(next))) next += size;
      multiplyTransposed(at, next, packed);
    } else {
      multiplyBlocks(first, packed);
    }
    at = next;
  }
}

@inline function sharesA(x: Product, y: Product): bool {
  return y.form == TN && y.a == x.a && y.M == x.M && y.K == x.K && y.aStride == x.aStride;
}

@inline function word(count: i32): usize {
  return (<usize>count) << 2;
}

/** C = A·B or A·Bᵀ: B is packed a block at a time, A is read where it lies. */
function multiplyBlocks(p: Product, packed: usize): void {
  for (let n = 0; n < p.N; n += BLOCK_N) {
    const N = min(p.N - n, BLOCK_N);
    for (let k = 0; k < p.K; k += BLOCK_K) {
      const K = min(p.K - k, BLOCK_K);
      if (p.form == NT) packTransposedPanels(p.b + word(n * p.bStride + k), p.bStride, K, N, packed);
      else packPanels(p.b + word(k * p.bStride + n), p.bStride, K, N, packed);
      const bias = k == 0 && p.bias ? p.bias + word(n) : 0;
      const accumulate = k > 0 || p.accumulate != 0;
      if (p.K <= THIN) {
        multiplyThin(p.a, p.aStride, packed, p.M, N, K, p.c + word(n), p.cStride, bias, accumulate);
        continue;
      }
      for (let m = 0; m < p.M; m += BLOCK_ROWS) {
        const M = min(p.M - m, BLOCK_ROWS);
        multiplyRows(p.a + word(m * p.aStride + k), p.aStride, packed, M, N, K, p.c + word(m * p.cStride + n), p.cStride, bias, accumulate);
      }
    }
  }
}

/** `multiplyRows` for few summands: a row of C after the other, so that C is written once from left to right. */
function multiplyThin(a: usize, aStride: i32, packed: usize, M: i32, N: i32, K: i32, c: usize, cStride: i32, bias: usize, accumulate: bool): void {
  const zero = f32x4.splat(0);
  for (let m = 0; m < M; m++) {
    let panel = packed;
    for (let n = 0; n < N; n += PANEL) {
      const at = word(n);
      let low = bias ? v128.load(bias + at) : zero;
      let high = bias ? v128.load(bias + at, 16) : zero;
      for (let k = 0; k < K; k++) {
        const x = v128.load32_splat(a + word(k));
        low = f32x4.add(low, f32x4.mul(x, v128.load(panel)));
        high = f32x4.add(high, f32x4.mul(x, v128.load(panel, 16)));
        panel += 32;
      }
      if (accumulate) {
        low = f32x4.add(v128.load(c + at), low);
        high = f32x4.add(v128.load(c + at, 16), high);
      }
      put(c + at, low, N - n);
      if (N - n > 4) put(c + at + 16, high, N - n - 4);
    }
    a += word(aStride);
    c += word(cStride);
  }
}

/** C = Aᵀ·B for every product from `list` to `end`, which share A: both sides are packed a block at a time. */
function multiplyTransposed(list: usize, end: usize, packed: usize): void {
  const shared = changetype<Product>(list);
  const packedB = packed + word(BLOCK_K * BLOCK_M);
  let sums = list;
  while (sums < end && changetype<Product>(sums).b) sums += offsetof<Product>();
  for (let k = 0; k < shared.K; k += BLOCK_K) {
    const K = min(shared.K - k, BLOCK_K);
    for (let m = 0; m < shared.M; m += BLOCK_M) {
      const M = min(shared.M - m, BLOCK_M);
      packBlocks(shared.a + word(k * shared.aStride + m), shared.aStride, K, M, packed);
      for (let at = list; at < end; at += offsetof<Product>()) {
        const p = changetype<Product>(at);
        const accumulate = k > 0 || p.accumulate != 0;
        if (p.b == 0) {
          if (at != sums && sharesSums(changetype<Product>(sums), p)) continue;
          sumColumns(packed, M, K, p.c + word(m * p.cStride), p.cStride, accumulate);
          continue;
        }
        if (p.N <= 2) {
          multiplyPair(packed, M, p.N, K, p.b + word(k * p.bStride), p.bStride, p.c + word(m * p.cStride), p.cStride, accumulate);
          continue;
        }
        for (let n = 0; n < p.N; n += BLOCK_N) {
          const N = min(p.N - n, BLOCK_N);
          packPanels(p.b + word(k * p.bStride + n), p.bStride, K, N, packedB);
          multiply(packed, (<usize>K) << 4, 4, 16, packedB, M, N, K, p.c + word(m * p.cStride + n), p.cStride, 0, accumulate);
        }
      }
    }
  }
  for (let at = sums + offsetof<Product>(); at < end; at += offsetof<Product>()) {
    const p = changetype<Product>(at);
    if (p.b == 0 && sharesSums(changetype<Product>(sums), p)) move(p.c, changetype<Product>(sums).c, p.M);
  }
}

/** Whether two sums over the same A are the same numbers in neighbouring words: an LSTM's two biases. */
@inline function sharesSums(x: Product, y: Product): bool {
  return !x.accumulate && !y.accumulate && x.cStride == 1 && y.cStride == 1;
}

/** C = Aᵀ·B of a packed A where B has one column or two: what inputs of that width ask for. */
function multiplyPair(packed: usize, M: i32, N: i32, K: i32, b: usize, bStride: i32, c: usize, cStride: i32, accumulate: bool): void {
  const second: usize = N > 1 ? 4 : 0;
  const step = word(bStride);
  for (let m = 0; m < M; m += BLOCK) {
    let low = f32x4.splat(0), high = low, oddLow = low, oddHigh = low;
    let row = b;
    let k = 0;
    for (; k < K - 1; k += 2) {
      const even = v128.load(packed);
      const odd = v128.load(packed, 16);
      low = f32x4.add(low, f32x4.mul(even, v128.load32_splat(row)));
      high = f32x4.add(high, f32x4.mul(even, v128.load32_splat(row + second)));
      row += step;
      oddLow = f32x4.add(oddLow, f32x4.mul(odd, v128.load32_splat(row)));
      oddHigh = f32x4.add(oddHigh, f32x4.mul(odd, v128.load32_splat(row + second)));
      row += step;
      packed += 32;
    }
    if (k < K) {
      const last = v128.load(packed);
      low = f32x4.add(low, f32x4.mul(last, v128.load32_splat(row)));
      high = f32x4.add(high, f32x4.mul(last, v128.load32_splat(row + second)));
      packed += 16;
    }
    const rows = min(M - m, BLOCK);
    storeColumn(c, cStride, f32x4.add(low, oddLow), rows, accumulate);
    if (N > 1) storeColumn(c + 4, cStride, f32x4.add(high, oddHigh), rows, accumulate);
    c += word(cStride) << 2;
  }
}

/** Stores or adds the first `rows` lanes, one below the other. */
@inline function storeColumn(c: usize, cStride: i32, column: v128, rows: i32, accumulate: bool): void {
  for (let r = 0; r < rows; r++) {
    const sum = f32x4.extract_lane(column, 0);
    store<f32>(c, accumulate ? load<f32>(c) + sum : sum);
    column = i8x16.shuffle(column, column, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3);
    c += word(cStride);
  }
}

/** c[m·cStride] = Σₖ A[k, m] of a packed A. */
function sumColumns(packed: usize, M: i32, K: i32, c: usize, cStride: i32, accumulate: bool): void {
  for (let m = 0; m < M; m += BLOCK) {
    let even = f32x4.splat(0);
    let odd = even;
    let k = 0;
    for (; k < K - 1; k += 2) {
      even = f32x4.add(even, v128.load(packed));
      odd = f32x4.add(odd, v128.load(packed, 16));
      packed += 32;
    }
    if (k < K) {
      even = f32x4.add(even, v128.load(packed));
      packed += 16;
    }
    storeColumn(c, cStride, f32x4.add(even, odd), min(M - m, BLOCK), accumulate);
    c += word(cStride) << 2;
  }
}
