// Matrix products C = A·B, A·Bᵀ or Aᵀ·B of whole vec4s, eight by eight of C a thread, matrices in registers: for a CPU that imitates a GPU, where
// a number that is loaded costs as much as a dozen that are multiplied. What is not made of whole vec4s goes to product_direct.

const FORM: u32 = 0; // 0: A·B, 1: A·Bᵀ, 2: Aᵀ·B
const KT: u32 = 16; // parts of the inner dimension are multiples of this

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
@group(0) @binding(2) var<storage, read> r0: array<vec4f>;
@group(0) @binding(3) var<storage, read> r1: array<vec4f>;
@group(0) @binding(4) var<storage, read> bias: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> c: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> slabs: array<vec4f>;

// C[m,n] = Σ_k A[m,k]·B[k,n] + bias[n], A always in r0 and B in r1; one thread per 8 × 8 of C and part of k
@compute @workgroup_size(16)
fn product_block_multiply(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  var id = wg.x + wg.y * grid.x;
  var which = 0u;
  while (which < products.count && id >= countBlocks(which)) {
    id -= countBlocks(which);
    which++;
  }
  if (which == products.count) {
    return;
  }
  let M = extent(products.list[which].m, products.list[which].mCode);
  let N = products.list[which].n;
  let K = extent(products.list[which].k, products.list[which].kCode);
  let splits = products.list[which].splits;
  let wide = (N + 7) / 8;
  let high = (M + 7) / 8;
  let thread = id * 16 + local;
  if (thread >= wide * high * splits) {
    return;
  }
  let split = thread / (wide * high);
  let n = 8 * (thread % wide);
  let m = 8 * ((thread / wide) % high);
  let chunk = (((K + splits - 1) / splits + KT - 1) / KT) * KT;
  let kFirst = min(split * chunk, K);
  let kEnd = min(kFirst + chunk, K);
  let aStride = max(products.list[which].aM, products.list[which].aK) / 4;
  let bStride = max(products.list[which].bK, products.list[which].bN) / 4;
  let aFirst = products.list[which].aOffset / 4 + shift(products.list[which].aSteps) * aStride;
  let bFirst = products.list[which].bOffset / 4 + shift(products.list[which].bSteps) * bStride;
  // Past the last row or column the last is read again, and not stored.
  let rows0 = min(m + vec4u(0, 1, 2, 3), vec4u(M - 1)) * aStride + aFirst;
  let rows1 = min(m + vec4u(4, 5, 6, 7), vec4u(M - 1)) * aStride + aFirst;
  let n1 = min(n + 4, N - 4);
  let m1 = min(m + 4, max(M, 4) - 4);
  // [columns of C / 4][rows of C / 4], rows of C as columns
  var c00 = mat4x4f();
  var c01 = mat4x4f();
  var c10 = mat4x4f();
  var c11 = mat4x4f();
  for (var k = kFirst; k < kEnd; k += 4) {
    let ks = min(k + vec4u(0, 1, 2, 3), vec4u(K - 1));
    var a0: mat4x4f;
    var a1: mat4x4f;
    if (FORM == 2) {
      let at = ks * aStride + aFirst;
      let counts = vec4f(k + vec4u(0, 1, 2, 3) < vec4u(kEnd));
      a0 = transpose(fourOfA(at + m / 4));
      a1 = transpose(fourOfA(at + m1 / 4));
      a0 = mat4x4f(a0[0] * counts, a0[1] * counts, a0[2] * counts, a0[3] * counts);
      a1 = mat4x4f(a1[0] * counts, a1[1] * counts, a1[2] * counts, a1[3] * counts);
    } else {
      a0 = fourOfA(rows0 + k / 4);
      a1 = fourOfA(rows1 + k / 4);
    }
    var b0: mat4x4f;
    var b1: mat4x4f;
    if (FORM == 1) {
      b0 = transpose(fourOfB((n + vec4u(0, 1, 2, 3)) * bStride + bFirst + k / 4));
      b1 = transpose(fourOfB((n1 + vec4u(0, 1, 2, 3)) * bStride + bFirst + k / 4));
    } else {
      b0 = fourOfB(ks * bStride + bFirst + n / 4);
      b1 = fourOfB(ks * bStride + bFirst + n1 / 4);
    }
    c00 += b0 * a0;
    c01 += b0 * a1;
    c10 += b1 * a0;
    c11 += b1 * a1;
  }
  var sums = array<mat4x4f, 4>(c00, c01, c10, c11);
  for (var i = 0u; i < 16; i++) {
    let row = m + i % 8;
    let column = n + 4 * (i / 8);
    if (row < M && column < N) {
      store(which, split * M + row, row, column, sums[i / 4][i % 4]);
    }
  }
}

// Workgroups of product_block_multiply
fn countBlocks(which: u32) -> u32 {
  let m = extent(products.list[which].m, products.list[which].mCode);
  return (((m + 7) / 8) * ((products.list[which].n + 7) / 8) * products.list[which].splits + 15) / 16;
}

fn fourOfA(at: vec4u) -> mat4x4f {
  return mat4x4f(r0[at.x], r0[at.y], r0[at.z], r0[at.w]);
}

fn fourOfB(at: vec4u) -> mat4x4f {
  return mat4x4f(r1[at.x], r1[at.y], r1[at.z], r1[at.w]);
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

// Four columns of a row of C, or of the slab of a part
fn store(which: u32, slabRow: u32, row: u32, column: u32, sum: vec4f) {
  if (products.list[which].splits > 1) {
    slabs[(products.list[which].slab + slabRow * products.list[which].n + column) / 4] = sum;
    return;
  }
  let stride = products.list[which].cStride;
  let at = (products.list[which].cOffset + (shift(products.list[which].cSteps) + row) * stride + column) / 4;
  var value = sum;
  if (products.list[which].bias != NONE) {
    value += bias[(products.list[which].bias + column) / 4];
  }
  if (products.list[which].accumulate == 1) {
    value += c[at];
  }
  c[at] = value;
}
