// Matrix products C = A·B, A·Bᵀ or Aᵀ·B and sums of such, several in one dispatch, every thread for itself: for a CPU that imitates a GPU.
// The form is nothing but strides: element (m, k) of A lies at aOffset + m·aM + k·aK, element (k, n) of B at bOffset + k·bK + n·bN.
// needs feed, products, store

const KT: u32 = 16; // parts of the inner dimension are multiples of this

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<uniform> products: Products;
@group(0) @binding(2) var<storage, read> r0: array<f32>;
@group(0) @binding(3) var<storage, read> r1: array<f32>;
@group(0) @binding(4) var<storage, read> bias: array<f32>;
@group(0) @binding(5) var<storage, read_write> c: array<f32>;
@group(0) @binding(6) var<storage, read_write> slabs: array<f32>;

// C[m,n] = Σ_k A[m,k]·B[k,n] + bias[n] without workgroup memory, A always in r0 and B in r1; one thread per 4 × 4 of C and part of k
@compute @workgroup_size(64)
fn product_direct_multiply(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  var id = wg.x + wg.y * grid.x;
  var which = 0u;
  while (which < products.count && id >= countBlocks(which)) {
    id -= countBlocks(which);
    which++;
  }
  if (which == products.count) {
    return;
  }
  let p = products.list[which];
  let M = extent(p.m, p.mCode);
  let N = p.n;
  let wide = (N + 3) / 4;
  let high = (M + 3) / 4;
  let thread = id * 64 + local;
  if (thread >= wide * high * p.splits) {
    return;
  }
  let split = thread / (wide * high);
  let n = 4 * (thread % wide);
  let m = 4 * ((thread / wide) % high);
  let ones = p.bBuffer == 4;
  var c0 = vec4f();
  var c1 = vec4f();
  var c2 = vec4f();
  var c3 = vec4f();
  var sum = vec4f();
  for (var term = which; term <= which + p.terms; term++) {
    let q = products.list[term];
    let K = extent(q.k, q.kCode);
    let part = partOf(K, p.splits, split);
    let kFirst = part.x;
    let kEnd = part.y;
    let aOffset = q.aOffset + shift(q.aSteps) * max(q.aM, q.aK);
    let bOffset = q.bOffset + shift(q.bSteps) * max(q.bK, q.bN);
    var a4 = aOffset + min(m + vec4u(0, 1, 2, 3), vec4u(M - 1)) * q.aM + kFirst * q.aK;
    var b4 = bOffset + min(n + vec4u(0, 1, 2, 3), vec4u(N - 1)) * q.bN + kFirst * q.bK;
    for (var k = kFirst; k < kEnd; k++) {
      let a = vec4f(r0[a4.x], r0[a4.y], r0[a4.z], r0[a4.w]);
      let b = select(vec4f(r1[b4.x], r1[b4.y], r1[b4.z], r1[b4.w]), vec4f(1), ones);
      a4 += q.aK;
      b4 += q.bK;
      sum += a;
      c0 += a.x * b;
      c1 += a.y * b;
      c2 += a.z * b;
      c3 += a.w * b;
    }
  }
  store(p, split, m, n, M, array<vec4f, 4>(c0, c1, c2, c3));
  if (p.sum1 != NONE && n == 0) {
    storeSums(p, split, m, M, sum);
  }
}

// Workgroups of product_direct_multiply
fn countBlocks(which: u32) -> u32 {
  let m = extent(products.list[which].m, products.list[which].mCode);
  return (((m + 3) / 4) * ((products.list[which].n + 3) / 4) * products.list[which].splits + 63) / 64;
}
