/** The register tile that every matrix product is made of: four rows and eight columns, B packed in panels of eight columns. */

/** Columns of a panel of B, and rows of a block of A. */
export const PANEL: i32 = 8;
export const BLOCK: i32 = 4;

/** Where a tile at an edge is put before its valid part is copied out. */
const edge = memory.data(128, 16);

/**
 * C[rows, columns] = A[rows, K]·panel, plus C where `accumulate`, plus bias where it is not 0; one call a tile.
 * A's element (r, k) lies at `a + r·rowStep + k·kStep`, C's at `c + r·cStep + 4·column`; steps are in bytes. rows ≤ 4, columns ≤ 8.
 */
function multiplyTile(a: usize, rowStep: usize, kStep: usize, panel: usize, K: i32, c: usize, cStep: usize, bias: usize, accumulate: bool, rows: i32, columns: i32): void {
  let a0 = a;
  let a1 = rows > 1 ? a0 + rowStep : a0;
  let a2 = rows > 2 ? a1 + rowStep : a0;
  let a3 = rows > 3 ? a2 + rowStep : a0;
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  const end = panel + ((<usize>K) << 5);
  while (panel < end) {
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, 16);
    let x = v128.load32_splat(a0);
    s00 = f32x4.add(s00, f32x4.mul(x, b0));
    s01 = f32x4.add(s01, f32x4.mul(x, b1));
    x = v128.load32_splat(a1);
    s10 = f32x4.add(s10, f32x4.mul(x, b0));
    s11 = f32x4.add(s11, f32x4.mul(x, b1));
    x = v128.load32_splat(a2);
    s20 = f32x4.add(s20, f32x4.mul(x, b0));
    s21 = f32x4.add(s21, f32x4.mul(x, b1));
    x = v128.load32_splat(a3);
    s30 = f32x4.add(s30, f32x4.mul(x, b0));
    s31 = f32x4.add(s31, f32x4.mul(x, b1));
    panel += 32;
    a0 += kStep;
    a1 += kStep;
    a2 += kStep;
    a3 += kStep;
  }
  if (bias) {
    const b0 = v128.load(bias);
    const b1 = v128.load(bias, 16);
    s00 = f32x4.add(s00, b0);
    s01 = f32x4.add(s01, b1);
    s10 = f32x4.add(s10, b0);
    s11 = f32x4.add(s11, b1);
    s20 = f32x4.add(s20, b0);
    s21 = f32x4.add(s21, b1);
    s30 = f32x4.add(s30, b0);
    s31 = f32x4.add(s31, b1);
  }
  if (rows < BLOCK || columns < PANEL) {
    storePair(edge, s00, s01, false);
    storePair(edge + 32, s10, s11, false);
    storePair(edge + 64, s20, s21, false);
    storePair(edge + 96, s30, s31, false);
    for (let r = 0; r < rows; r++) {
      for (let j = 0; j < columns; j++) {
        const to = c + ((<usize>j) << 2);
        const sum = load<f32>(edge + ((<usize>(r * PANEL + j)) << 2));
        store<f32>(to, accumulate ? load<f32>(to) + sum : sum);
      }
      c += cStep;
    }
    return;
  }
  storePair(c, s00, s01, accumulate);
  c += cStep;
  storePair(c, s10, s11, accumulate);
  c += cStep;
  storePair(c, s20, s21, accumulate);
  c += cStep;
  storePair(c, s30, s31, accumulate);
}

@inline function storePair(to: usize, low: v128, high: v128, accumulate: bool): void {
  v128.store(to, accumulate ? f32x4.add(v128.load(to), low) : low);
  v128.store(to, accumulate ? f32x4.add(v128.load(to, 16), high) : high, 16);
}

/**
 * C[M, N] = A[M, K]·B, plus C where `accumulate`, plus bias[N] where it is not 0. B is packed: ⌈N/8⌉ panels of [K, 8].
 * A's element (r, k) lies at `a + ⌊r/4⌋·blockStep + (r mod 4)·rowStep + k·kStep`. Steps in bytes, `cStride` in numbers.
 */
export function multiply(
  a: usize, blockStep: usize, rowStep: usize, kStep: usize, packed: usize, M: i32, N: i32, K: i32, c: usize, cStride: i32, bias: usize, accumulate: bool,
): void {
  const cStep = (<usize>cStride) << 2;
  const panelBytes = (<usize>K) << 5;
  for (let n = 0; n < N; n += PANEL) {
    const columns = min(N - n, PANEL);
    let rowsOfA = a;
    let rowsOfC = c;
    for (let m = 0; m < M; m += BLOCK) {
      multiplyTile(rowsOfA, rowStep, kStep, packed, K, rowsOfC, cStep, bias, accumulate, min(M - m, BLOCK), columns);
      rowsOfA += blockStep;
      rowsOfC += cStep << 2;
    }
    packed += panelBytes;
    c += 32;
    if (bias) bias += 32;
  }
}

/** `multiply` with A row-major, `aStride` numbers a row. */
@inline export function multiplyRows(a: usize, aStride: i32, packed: usize, M: i32, N: i32, K: i32, c: usize, cStride: i32, bias: usize, accumulate: bool): void {
  const rowStep = (<usize>aStride) << 2;
  multiply(a, rowStep << 2, rowStep, 4, packed, M, N, K, c, cStride, bias, accumulate);
}

/** A mask of c lanes out of eight starts 8 - c lanes in. */
const ones = memory.data<i32>([-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0], 16);

/** Packs B[K, N], `stride` numbers a row, into ⌈N/8⌉ panels of [K, 8], 0 past the last column. */
export function packPanels(from: usize, stride: i32, K: i32, N: i32, to: usize): void {
  const step = (<usize>stride) << 2;
  for (let n = 0; n < N; n += PANEL) {
    const mask = ones + ((<usize>(PANEL - min(N - n, PANEL))) << 2);
    const low = v128.load(mask);
    const high = v128.load(mask, 16);
    let row = from + ((<usize>n) << 2);
    for (let k = 0; k < K; k++) {
      v128.store(to, v128.and(v128.load(row), low));
      v128.store(to, v128.and(v128.load(row, 16), high), 16);
      row += step;
      to += 32;
    }
  }
}

/** Packs Bᵀ: from B[N, K] with `stride` numbers a row into ⌈N/8⌉ panels of [K, 8], 0 past the last column. */
export function packTransposedPanels(from: usize, stride: i32, K: i32, N: i32, to: usize): void {
  const step = (<usize>stride) << 2;
  for (let n = 0; n < N; n += PANEL) {
    const columns = min(N - n, PANEL);
    for (let j = 0; j < PANEL; j++) {
      let row = from + <usize>(n + j) * step;
      let at = to + ((<usize>j) << 2);
      const end = at + ((<usize>K) << 5);
      if (j < columns) {
        while (at < end) {
          store<f32>(at, load<f32>(row));
          row += 4;
          at += 32;
        }
      } else {
        while (at < end) {
          store<f32>(at, 0);
          at += 32;
        }
      }
    }
    to += (<usize>K) << 5;
  }
}

/** Packs A[K, M], `stride` numbers a row, into ⌈M/4⌉ blocks of [K, 4], 0 past the last column; four blocks at once, a cache line of each row. */
export function packBlocks(from: usize, stride: i32, K: i32, M: i32, to: usize): void {
  const step = (<usize>stride) << 2;
  const block = (<usize>K) << 4;
  let m = 0;
  for (; m <= M - 4 * BLOCK; m += 4 * BLOCK) {
    let row = from + ((<usize>m) << 2);
    for (let end = to + block; to < end; to += 16) {
      v128.store(to, v128.load(row));
      v128.store(to + block, v128.load(row, 16));
      v128.store(to + 2 * block, v128.load(row, 32));
      v128.store(to + 3 * block, v128.load(row, 48));
      row += step;
    }
    to += 3 * block;
  }
  for (; m < M; m += BLOCK) {
    const mask = v128.load(ones + ((<usize>(PANEL - min(M - m, BLOCK))) << 2));
    let row = from + ((<usize>m) << 2);
    for (let end = to + block; to < end; to += 16) {
      v128.store(to, v128.and(v128.load(row), mask));
      row += step;
    }
  }
}
