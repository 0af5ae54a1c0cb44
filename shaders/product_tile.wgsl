// Matrix products C = A·B, A·Bᵀ or Aᵀ·B, several in one dispatch, through tiles in workgroup memory: for a real GPU.
// The form is nothing but strides: element (m, k) of A lies at aOffset + m·aM + k·aK, element (k, n) of B at bOffset + k·bK + n·bN.

const LM: u32 = 8; // threads over rows of C
const LN: u32 = 8; // threads over columns of C
const KT: u32 = 16; // steps of the inner dimension held at once, a multiple of LM and LN

const THREADS: u32 = LM * LN;
const NONE: u32 = 0xffffffff;

struct Feed {
  B: u32,
  T: u32,
  U: u32,
  slot: u32,
  update: u32,
  truncate: u32,
  lossScale: f32,
  learningRate: f32,
  stepSize: f32,
  rootCorrection: f32,
  dropoutSeed: u32,
  dropoutOn: u32,
  u: u32,
  forcingKey: u32,
  forcingBelow: u32,
}

struct Product {
  m: u32, // rows of C: m times what mCode says
  mCode: u32,
  n: u32,
  k: u32, // inner dimension: k times what kCode says
  kCode: u32,
  splits: u32, // parts of the inner dimension; with more than one, part s goes to slabs
  aBuffer: u32, // 0, 1, 2: r0, r1, r2
  aOffset: u32,
  aSteps: u32,
  aM: u32,
  aK: u32,
  bBuffer: u32, // 3: a column of ones
  bOffset: u32,
  bSteps: u32,
  bK: u32,
  bN: u32,
  cOffset: u32,
  cSteps: u32,
  cStride: u32,
  bias: u32, // first element in bias, or NONE
  accumulate: u32,
  sum1: u32, // where Σ_k A goes too, [m], or NONE
  sum2: u32,
  slab: u32, // [splits][m·n]
  slabSum: u32, // [splits][m]
  pad0: u32,
  pad1: u32,
  pad2: u32,
}

struct Products {
  count: u32,
  pad0: u32,
  pad1: u32,
  pad2: u32,
  list: array<Product, 8>,
}

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<uniform> products: Products;
@group(0) @binding(2) var<storage, read> r0: array<f32>;
@group(0) @binding(3) var<storage, read> r1: array<f32>;
@group(0) @binding(4) var<storage, read> r2: array<f32>;
@group(0) @binding(5) var<storage, read> bias: array<f32>;
@group(0) @binding(6) var<storage, read_write> c: array<f32>;
@group(0) @binding(7) var<storage, read_write> slabs: array<f32>;

var<workgroup> tileA: array<vec4f, KT * LM>; // [k][m / 4]
var<workgroup> tileB: array<vec4f, KT * LN>; // [k][n / 4]

// C[m,n] = Σ_k A[m,k]·B[k,n] + bias[n]; one workgroup per tile of 4·LM × 4·LN and part of k, one thread per 4 × 4 of C
@compute @workgroup_size(THREADS)
fn product_tile_multiply(
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) wg: vec3u,
  @builtin(num_workgroups) grid: vec3u,
) {
  var id = wg.x + wg.y * grid.x;
  var which = 0u;
  while (which < products.count && id >= countTiles(which)) {
    id -= countTiles(which);
    which++;
  }
  if (which == products.count) {
    return;
  }
  let p = products.list[which];
  let M = extent(p.m, p.mCode);
  let N = p.n;
  let K = extent(p.k, p.kCode);
  let wide = (N + 4 * LN - 1) / (4 * LN);
  let high = (M + 4 * LM - 1) / (4 * LM);
  let split = id / (wide * high);
  let tileN = id % wide;
  let tileM = (id / wide) % high;
  let chunk = (((K + p.splits - 1) / p.splits + KT - 1) / KT) * KT;
  let kFirst = min(split * chunk, K);
  let kEnd = min(kFirst + chunk, K);
  let aOffset = p.aOffset + shift(p.aSteps) * max(p.aM, p.aK);
  let bOffset = p.bOffset + shift(p.bSteps) * max(p.bK, p.bN);

  // A narrow C leaves whole rows of threads idle, not lanes here and there.
  let narrow = N <= 8;
  let lm = select(local / LN, local % LM, narrow);
  let ln = select(local % LN, local / LM, narrow);
  let m = (tileM * LM + lm) * 4;
  let n = (tileN * LN + ln) * 4;
  let inside = m < M && n < N;
  let sums = p.sum1 != NONE && tileN == 0 && ln == 0 && m < M;
  var c0 = vec4f();
  var c1 = vec4f();
  var c2 = vec4f();
  var c3 = vec4f();
  var sum = vec4f();
  for (var k0 = kFirst; k0 < kEnd; k0 += KT) {
    for (var i = local; i < KT * LM; i += THREADS) {
      let along = p.aK == 1;
      let k = select(i / LM, i % KT, along);
      let m4 = select(i % LM, i / KT, along);
      let start = min((tileM * LM + m4) * 4, M);
      tileA[k * LM + m4] = load(p.aBuffer, aOffset + (k0 + k) * p.aK + start * p.aM, p.aM, select(0, min(4, M - start), k0 + k < kEnd));
    }
    for (var i = local; i < KT * LN; i += THREADS) {
      let along = p.bK == 1;
      let k = select(i / LN, i % KT, along);
      let n4 = select(i % LN, i / KT, along);
      let start = min((tileN * LN + n4) * 4, N);
      tileB[k * LN + n4] = load(p.bBuffer, bOffset + (k0 + k) * p.bK + start * p.bN, p.bN, select(0, min(4, N - start), k0 + k < kEnd));
    }
    workgroupBarrier();
    let steps = min(KT, kEnd - k0);
    if (inside) {
      for (var k = 0u; k < steps; k++) {
        let a = tileA[k * LM + lm];
        let b = tileB[k * LN + ln];
        c0 += a.x * b;
        c1 += a.y * b;
        c2 += a.z * b;
        c3 += a.w * b;
      }
    }
    if (sums) {
      for (var k = 0u; k < steps; k++) {
        sum += tileA[k * LM + lm];
      }
    }
    workgroupBarrier();
  }
  if (inside) {
    store(p, split, m, n, M, array<vec4f, 4>(c0, c1, c2, c3));
  }
  if (sums) {
    storeSums(p, split, m, M, sum);
  }
}

// Workgroups of product_tile_multiply
fn countTiles(which: u32) -> u32 {
  let m = extent(products.list[which].m, products.list[which].mCode);
  return ((m + 4 * LM - 1) / (4 * LM)) * ((products.list[which].n + 4 * LN - 1) / (4 * LN)) * products.list[which].splits;
}

// A size known only with the batch: code % 8 names a number of steps, bit 3 the rows
fn extent(fixed: u32, code: u32) -> u32 {
  var size = fixed;
  switch code % 8 {
    case 1: { size *= feed.T; }
    case 2: { size *= feed.T + 1; }
    case 3: { size *= feed.U; }
    case 4: { size *= feed.U + 1; }
    default: {}
  }
  return size * select(1, feed.B, code >= 8);
}

// Rows by which a view is shifted
fn shift(code: u32) -> u32 {
  switch code {
    case 1: { return feed.B; }
    case 2: { return feed.T * feed.B; }
    case 3: { return feed.U * feed.B; }
    case 4: { return feed.u * feed.B; }
    case 5: { return (feed.u + 1) * feed.B; }
    default: { return 0; }
  }
}

// Four elements `stride` apart; past the end of the row or column, 0
fn load(buffer: u32, at: u32, stride: u32, count: u32) -> vec4f {
  var value = vec4f();
  for (var j = 0u; j < count; j++) {
    if (buffer == 0) {
      value[j] = r0[at + j * stride];
    } else if (buffer == 1) {
      value[j] = r1[at + j * stride];
    } else if (buffer == 2) {
      value[j] = r2[at + j * stride];
    } else {
      value[j] = 1;
    }
  }
  return value;
}

// Four rows of four columns of C, or of the slab of this part
fn store(p: Product, split: u32, m: u32, n: u32, M: u32, rows: array<vec4f, 4>) {
  let stride = select(p.cStride, p.n, p.splits > 1);
  let cOffset = p.cOffset + shift(p.cSteps) * p.cStride;
  let base = select(cOffset, p.slab + split * M * p.n, p.splits > 1) + m * stride + n;
  var values = rows;
  let columns = min(4, p.n - n);
  var added = vec4f();
  if (p.bias != NONE) {
    for (var j = 0u; j < columns; j++) {
      added[j] = bias[p.bias + n + j];
    }
  }
  for (var r = 0u; r < min(4, M - m); r++) {
    let at = base + r * stride;
    let value = values[r] + added;
    if (p.splits > 1) {
      slabs[at] = value.x;
      if (columns > 1) { slabs[at + 1] = value.y; }
      if (columns > 2) { slabs[at + 2] = value.z; }
      if (columns > 3) { slabs[at + 3] = value.w; }
    } else if (p.accumulate == 1) {
      for (var j = 0u; j < columns; j++) {
        c[at + j] += value[j];
      }
    } else {
      c[at] = value.x;
      if (columns > 1) { c[at + 1] = value.y; }
      if (columns > 2) { c[at + 2] = value.z; }
      if (columns > 3) { c[at + 3] = value.w; }
    }
  }
}

// The sums of four rows of A
fn storeSums(p: Product, split: u32, m: u32, M: u32, sums: vec4f) {
  for (var r = 0u; r < min(4, M - m); r++) {
    if (p.splits > 1) {
      slabs[p.slabSum + split * M + m + r] = sums[r];
    } else {
      c[p.sum1 + m + r] = sums[r];
      if (p.sum2 != NONE) {
        c[p.sum2 + m + r] = sums[r];
      }
    }
  }
}
