// Matrix products C = A·B, A·Bᵀ or Aᵀ·B and sums of such, several in one dispatch, through tiles in workgroup memory: for a real GPU.
// The form is nothing but strides: element (m, k) of A lies at aOffset + m·aM + k·aK, element (k, n) of B at bOffset + k·bK + n·bN.
// needs feed, nonlinear, products, store

const LM: u32 = 8; // threads over rows of C
const LN: u32 = 8; // threads over columns of C
const KT: u32 = 16; // steps of the inner dimension held at once, a multiple of LM and LN

const THREADS: u32 = LM * LN;

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<uniform> products: Products;
@group(0) @binding(2) var<storage, read> r0: array<f32>;
@group(0) @binding(3) var<storage, read> r1: array<f32>;
@group(0) @binding(4) var<storage, read> r2: array<f32>;
@group(0) @binding(5) var<storage, read> r3: array<f32>;
@group(0) @binding(6) var<storage, read> bias: array<f32>;
@group(0) @binding(7) var<storage, read_write> c: array<f32>;
@group(0) @binding(8) var<storage, read_write> slabs: array<f32>;
@group(0) @binding(9) var<storage, read_write> c1: array<f32>;

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
  let wide = (N + 4 * LN - 1) / (4 * LN);
  let high = (M + 4 * LM - 1) / (4 * LM);
  let split = id / (wide * high);
  let tileN = id % wide;
  let tileM = (id / wide) % high;

  // A narrow C leaves whole rows of threads idle, not lanes here and there.
  let narrow = N <= 8;
  let lm = select(local / LN, local % LM, narrow);
  let ln = select(local % LN, local / LM, narrow);
  let m = (tileM * LM + lm) * 4;
  let n = (tileN * LN + ln) * 4;
  let inside = m < M && n < N;
  let sums = p.sum1 != NONE && tileN == 0 && ln == 0 && m < M;
  var row0 = vec4f();
  var row1 = vec4f();
  var row2 = vec4f();
  var row3 = vec4f();
  var sum = vec4f();
  for (var term = which; term <= which + p.terms; term++) {
    let q = products.list[term];
    let K = extent(q.k, q.kCode);
    let part = partOf(K, p.splits, split);
    let kFirst = part.x;
    let kEnd = part.y;
    let aOffset = q.aOffset + shift(q.aSteps) * max(q.aM, q.aK);
    let bOffset = q.bOffset + shift(q.bSteps) * max(q.bK, q.bN);
    for (var k0 = kFirst; k0 < kEnd; k0 += KT) {
      for (var i = local; i < KT * LM; i += THREADS) {
        let along = q.aK == 1;
        let k = select(i / LM, i % KT, along);
        let m4 = select(i % LM, i / KT, along);
        let start = min((tileM * LM + m4) * 4, M);
        tileA[k * LM + m4] = load(q.aBuffer, aOffset + (k0 + k) * q.aK + start * q.aM, q.aM, select(0, min(4, M - start), k0 + k < kEnd));
      }
      for (var i = local; i < KT * LN; i += THREADS) {
        let along = q.bK == 1;
        let k = select(i / LN, i % KT, along);
        let n4 = select(i % LN, i / KT, along);
        let start = min((tileN * LN + n4) * 4, N);
        tileB[k * LN + n4] = load(q.bBuffer, bOffset + (k0 + k) * q.bK + start * q.bN, q.bN, select(0, min(4, N - start), k0 + k < kEnd));
      }
      workgroupBarrier();
      let steps = min(KT, kEnd - k0);
      if (inside) {
        for (var k = 0u; k < steps; k++) {
          let a = tileA[k * LM + lm];
          let b = tileB[k * LN + ln];
          row0 += a.x * b;
          row1 += a.y * b;
          row2 += a.z * b;
          row3 += a.w * b;
        }
      }
      if (sums) {
        for (var k = 0u; k < steps; k++) {
          sum += tileA[k * LM + lm];
        }
      }
      workgroupBarrier();
    }
  }
  if (inside && p.finish == 0 && p.cBuffer == 0) {
    store(p, split, m, n, M, array<vec4f, 4>(row0, row1, row2, row3));
  } else if (inside) {
    finish(p, m, n, M, array<vec4f, 4>(row0, row1, row2, row3));
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
    } else if (buffer == 3) {
      value[j] = r3[at + j * stride];
    } else if (buffer == 5) {
      value[j] = bias[at + j * stride];
    } else {
      value[j] = 1;
    }
  }
  return value;
}

// Four rows of four columns of a C that is not split: to the buffer that it names, and as it is to be finished
fn finish(p: Product, m: u32, n: u32, M: u32, rows: array<vec4f, 4>) {
  var values = rows;
  let columns = min(4, p.n - n);
  for (var r = 0u; r < min(4, M - m); r++) {
    let within = (shift(p.cSteps) + m + r) * p.cStride + n;
    let at = p.cOffset + within;
    var value = values[r];
    for (var j = 0u; j < columns; j++) {
      if (p.bias != NONE) {
        value[j] += bias[p.bias + n + j];
      }
      if (adds(p.accumulate)) {
        value[j] += select(c[at + j], c1[at + j], p.cBuffer == 1);
      }
    }
    if (p.finish > 3) {
      value *= slopeOf(p.finish - 3, load(p.ofBuffer, p.ofOffset + within, 1, columns));
    } else if (p.finish > 0) {
      value = activated(p.finish, value);
    }
    for (var j = 0u; j < columns; j++) {
      if (p.cBuffer == 1) {
        c1[at + j] = value[j];
      } else {
        c[at + j] = value[j];
      }
    }
  }
}

fn activated(kind: u32, x: vec4f) -> vec4f {
  switch kind {
    case 1: { return relu(x); }
    case 2: { return sigmoid(x); }
    default: { return tanhOf(x); }
  }
}
