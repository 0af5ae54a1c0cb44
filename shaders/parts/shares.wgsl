// Sums in sixteen parts, sixteen columns a workgroup of 256, so that a token which stands nearly everywhere is not added up by one thread.

var<workgroup> parts: array<f32, 256>;

// The sum of a column's parts, in order, for the threads of the first; all of the workgroup must come here
fn addShares(local: u32, share: f32) -> f32 {
  parts[local] = share;
  workgroupBarrier();
  var sum = share;
  if (local < 16) {
    for (var k = 1u; k < 16; k++) {
      sum += parts[16 * k + local];
    }
  }
  return sum;
}
