// The loss of every row and its gradient in one pass over the row; a row past its sequence's length counts 0 and is set to 0.
// needs feed, losses

const LANES: u32 = 4; // threads a row, a power of two up to 64

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> lengths: array<u32>; // [B]
@group(0) @binding(2) var<storage, read> targets: array<f32>; // [M, SIZE]
@group(0) @binding(3) var<storage, read> classes: array<u32>; // [M]
@group(0) @binding(4) var<storage, read> weights: array<f32>; // [M]
@group(0) @binding(5) var<storage, read_write> outputs: array<f32>; // [M, SIZE]
@group(0) @binding(6) var<storage, read_write> doutputs: array<f32>; // [M, SIZE]
@group(0) @binding(7) var<storage, read_write> rowLoss: array<f32>; // [M]

// rowLoss[m] = scale·Σ_j (y_j - target_j)², doutputs[m,j] = 2·scale·(y_j - target_j); LANES threads per row
@compute @workgroup_size(64)
fn loss_mse(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let row = getRow(local, wg.x + wg.y * grid.x);
  finish(row, local, squaredError(row, local));
}

// rowLoss[m] = scale·Σ_j (max(y_j, 0) - y_j·target_j + log(1 + e^-|y_j|)), doutputs[m,j] = scale·(σ(y_j) - target_j); LANES threads per row
@compute @workgroup_size(64)
fn loss_bce(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let row = getRow(local, wg.x + wg.y * grid.x);
  finish(row, local, binaryCrossEntropy(row, local));
}

// rowLoss[m] = scale·(log Σ_j e^y_j - y_class), doutputs[m,j] = scale·(softmax(y)_j - [j = class]); LANES threads per row
@compute @workgroup_size(64)
fn loss_crossEntropy(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let row = getRow(local, wg.x + wg.y * grid.x);
  finish(row, local, crossEntropy(row, local));
}

fn gradientAt(at: u32) -> f32 {
  return doutputs[at];
}

fn putGradient(at: u32, dy: f32) {
  doutputs[at] = dy;
}
