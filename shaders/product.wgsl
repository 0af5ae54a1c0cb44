// Matrix products C = A·B, A·Bᵀ or Aᵀ·B, several in one dispatch, and the sums that finish those whose inner dimension was split.
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

struct Reduction {
  slab: u32,
  size: u32,
  splits: u32,
  to: u32,
}

struct Reductions {
  count: u32,
  pad0: u32,
  pad1: u32,
  pad2: u32,
  list: array<Reduction, 64>,
}

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<uniform> products: Products;
@group(0) @binding(2) var<storage, read> r0: array<f32>;
@group(0) @binding(3) var<storage, read> r1: array<f32>;
@group(0) @binding(4) var<storage, read> r2: array<f32>;
@group(0) @binding(5) var<storage, read> bias: array<f32>;
@group(0) @binding(6) var<storage, read_write> c: array<f32>;
@group(0) @binding(7) var<storage, read_write> slabs: array<f32>;
@group(0) @binding(8) var<uniform> reductions: Reductions;

var<workgroup> tileA: array<vec4f, KT * LM>; // [k][m / 4]
var<workgroup> tileB: array<vec4f, KT * LN>; // [k][n / 4]

// C[m,n] = Σ_k A[m,k]·B[k,n] + bias[n]; one workgroup per tile of 4·LM × 4·LN and part of k, one thread per 4 × 4 of C
@compute @workgroup_size(THREADS)
fn product_tile(
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
      tileA[k * LM + m4] = loadA(p.aBuffer, aOffset + (k0 + k) * p.aK, p.aM, (tileM * LM + m4) * 4, M, k0 + k < kEnd);
    }
    for (var i = local; i < KT * LN; i += THREADS) {
      let along = p.bK == 1;
      let k = select(i / LN, i % KT, along);
      let n4 = select(i % LN, i / KT, along);
      tileB[k * LN + n4] = loadB(p.bBuffer, bOffset + (k0 + k) * p.bK, p.bN, (tileN * LN + n4) * 4, N, k0 + k < kEnd);
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
    putRow(p, split, m, n, M, c0);
    putRow(p, split, m + 1, n, M, c1);
    putRow(p, split, m + 2, n, M, c2);
    putRow(p, split, m + 3, n, M, c3);
  }
  if (sums) {
    putSum(p, split, m, M, sum.x);
    putSum(p, split, m + 1, M, sum.y);
    putSum(p, split, m + 2, M, sum.z);
    putSum(p, split, m + 3, M, sum.w);
  }
}

// C[e] = Σ_s slab[s][e], s in order; one thread per element of every split product
@compute @workgroup_size(64)
fn product_reduce(
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) wg: vec3u,
  @builtin(num_workgroups) grid: vec3u,
) {
  var id = wg.x + wg.y * grid.x;
  var which = 0u;
  while (which < reductions.count && id >= (reductions.list[which].size + 63) / 64) {
    id -= (reductions.list[which].size + 63) / 64;
    which++;
  }
  if (which == reductions.count) {
    return;
  }
  let r = reductions.list[which];
  let e = id * 64 + local;
  if (e >= r.size) {
    return;
  }
  var sum = 0.0;
  for (var s = 0u; s < r.splits; s++) {
    sum += slabs[r.slab + s * r.size + e];
  }
  c[r.to + e] = sum;
}

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
    default: { return 0; }
  }
}

fn loadA(buffer: u32, at: u32, stride: u32, m: u32, M: u32, inside: bool) -> vec4f {
  if (!inside || m >= M) {
    return vec4f();
  }
  if (m + 3 < M) {
    let i = at + m * stride;
    return vec4f(fetch(buffer, i), fetch(buffer, i + stride), fetch(buffer, i + 2 * stride), fetch(buffer, i + 3 * stride));
  }
  var value = vec4f(fetch(buffer, at + m * stride), 0, 0, 0);
  if (m + 1 < M) { value.y = fetch(buffer, at + (m + 1) * stride); }
  if (m + 2 < M) { value.z = fetch(buffer, at + (m + 2) * stride); }
  return value;
}

fn loadB(buffer: u32, at: u32, stride: u32, n: u32, N: u32, inside: bool) -> vec4f {
  if (buffer == 3) {
    return select(vec4f(), vec4f(1), inside);
  }
  return loadA(buffer, at, stride, n, N, inside);
}

fn fetch(buffer: u32, i: u32) -> f32 {
  if (buffer == 0) {
    return r0[i];
  }
  if (buffer == 1) {
    return r1[i];
  }
  return r2[i];
}

fn putRow(p: Product, split: u32, m: u32, n: u32, M: u32, value: vec4f) {
  if (m >= M) {
    return;
  }
  put(p, split, m, n, M, value.x);
  if (n + 1 < p.n) { put(p, split, m, n + 1, M, value.y); }
  if (n + 2 < p.n) { put(p, split, m, n + 2, M, value.z); }
  if (n + 3 < p.n) { put(p, split, m, n + 3, M, value.w); }
}

fn put(p: Product, split: u32, m: u32, n: u32, M: u32, value: f32) {
  if (p.splits > 1) {
    slabs[p.slab + (split * M + m) * p.n + n] = value;
    return;
  }
  let at = p.cOffset + shift(p.cSteps) * p.cStride + m * p.cStride + n;
  var result = value;
  if (p.bias != NONE) {
    result += bias[p.bias + n];
  }
  if (p.accumulate == 1) {
    result += c[at];
  }
  c[at] = result;
}

fn putSum(p: Product, split: u32, m: u32, M: u32, value: f32) {
  if (m >= M) {
    return;
  }
  if (p.splits > 1) {
    slabs[p.slabSum + split * M + m] = value;
    return;
  }
  c[p.sum1 + m] = value;
  if (p.sum2 != NONE) {
    c[p.sum2 + m] = value;
  }
}
