// The loss of a batch, the sum of its rows.

// What ran before.
struct Ran {
  loss: u32, // 1: a loss pass
  every: u32, // 1: its rowLoss has T·B rows, 2: U·B, 0: B
  pad0: u32,
  pad1: u32,
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
