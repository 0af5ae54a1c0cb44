// Sums over the threads of a workgroup, and the loss as such a sum. Finite is read off the exponent's bits, since a compiler may assume that NaN does not occur.

const THREADS: u32 = 256; // a power of two

// What ran before.
struct Ran {
  loss: u32, // 1: a loss pass
  every: u32, // 1: its rowLoss has T·B rows, 2: U·B, 0: B
  pad0: u32,
  pad1: u32,
}

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

// Σ rowLoss, 0 where there is none; all threads together
fn sumLoss(local: u32) -> f32 {
  if (ran.loss == 0) {
    return 0;
  }
  var sum = 0.0;
  let rows = feed.B * select(select(1, feed.T, ran.every == 1), feed.U, ran.every == 2);
  for (var m = local; m < rows; m += THREADS) {
    sum += rowLoss[m];
  }
  addThreads(local, sum, 0);
  let loss = sums[0];
  workgroupBarrier();
  return loss;
}

fn isBad(x: f32) -> u32 {
  return select(0u, 1u, (bitcast<u32>(x) & 0x7f800000) == 0x7f800000);
}
