// Matrix products C = A·B, A·Bᵀ or Aᵀ·B, and sums of such, of whole vec4s, eight by eight of C a thread, matrices in registers: for a CPU that imitates a GPU, where
// a number that is loaded costs as much as a dozen that are multiplied. What is not made of whole vec4s goes to product_direct.
// needs feed, products

const FORM: u32 = 0; // 0: A·B, 1: A·Bᵀ, 2: Aᵀ·B
const KT: u32 = 16; // parts of the inner dimension are multiples of this

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
  // Past the last row or column the last is read again, and not stored.
  let n1 = min(n + 4, N - 4);
  let m1 = min(m + 4, max(M, 4) - 4);
  // [columns of C / 4][rows of C / 4], rows of C as columns
  var c00 = mat4x4f();
  var c01 = mat4x4f();
  var c10 = mat4x4f();
  var c11 = mat4x4f();
  for (var term = which; term <= which + products.list[which].terms; term++) {
    let K = extent(products.list[term].k, products.list[term].kCode);
    let part = partOf(K, splits, split);
    let kFirst = part.x;
    let kEnd = part.y;
    let aStride = max(products.list[term].aM, products.list[term].aK) / 4;
    let bStride = max(products.list[term].bK, products.list[term].bN) / 4;
    let aFirst = products.list[term].aOffset / 4 + shift(products.list[term].aSteps) * aStride;
    let bFirst = products.list[term].bOffset / 4 + shift(products.list[term].bSteps) * bStride;
    let rows0 = min(m + vec4u(0, 1, 2, 3), vec4u(M - 1)) * aStride + aFirst;
    let rows1 = min(m + vec4u(4, 5, 6, 7), vec4u(M - 1)) * aStride + aFirst;
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

// Four columns of a row of C, or of the slab of a part
fn store(which: u32, slabRow: u32, row: u32, column: u32, sum: vec4f) {
  let more = adds(products.list[which].accumulate);
  if (products.list[which].splits > 1) {
    let at = (products.list[which].slab + slabRow * products.list[which].n + column) / 4;
    if (more) {
      slabs[at] += sum;
    } else {
      slabs[at] = sum;
    }
    return;
  }
  let stride = products.list[which].cStride;
  let at = (products.list[which].cOffset + (shift(products.list[which].cSteps) + row) * stride + column) / 4;
  var value = sum;
  if (products.list[which].bias != NONE) {
    value += bias[(products.list[which].bias + column) / 4];
  }
  if (more) {
    value += c[at];
  }
  c[at] = value;
}
