// Sums over the threads of a workgroup. Finite is read off the exponent's bits, since a compiler may assume that NaN does not occur.

const THREADS: u32 = 256; // a power of two

var<workgroup> sums: array<f32, THREADS>;
var<workgroup> bads: array<u32, THREADS>;

// sums[0] and bads[0] of all threads, in a fixed order
fn addThreads(local: u32, sum: f32, bad: u32) {
  sums[local] = sum;
  bads[local] = bad;
  for (var half = THREADS / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (local < half) {
      sums[local] += sums[local + half];
      bads[local] |= bads[local + half];
    }
  }
  workgroupBarrier();
}

fn isBad(x: f32) -> u32 {
  return select(0u, 1u, (bitcast<u32>(x) & 0x7f800000) == 0x7f800000);
}
