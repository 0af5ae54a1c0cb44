// The loss of every row and its gradient in one pass over the row; a row past its sequence's length counts 0 and is set to 0.
// needs feed

const SIZE: u32 = 3; // columns of a row
const EVERY: u32 = 1; // 1: rows are (t, b) and have a length, T steps; 2: U steps; 0: one row a sequence
const WEIGHTED: u32 = 0;
const LANES: u32 = 4; // threads a row, a power of two up to 64

const ROWS: u32 = 64 / LANES;

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> lengths: array<u32>; // [B]
@group(0) @binding(2) var<storage, read> targets: array<f32>; // [M, SIZE]
@group(0) @binding(3) var<storage, read> classes: array<u32>; // [M]
@group(0) @binding(4) var<storage, read> weights: array<f32>; // [M]
@group(0) @binding(5) var<storage, read_write> outputs: array<f32>; // [M, SIZE]
@group(0) @binding(6) var<storage, read_write> doutputs: array<f32>; // [M, SIZE]
@group(0) @binding(7) var<storage, read_write> rowLoss: array<f32>; // [M]

var<workgroup> shared_: array<f32, 64>; // [row][lane]

struct Row {
  m: u32,
  exists: bool,
  counts: bool,
  scale: f32,
}

// rowLoss[m] = scale·Σ_j (y_j - target_j)², doutputs[m,j] = 2·scale·(y_j - target_j); LANES threads per row
@compute @workgroup_size(64)
fn loss_mse(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let row = getRow(local, wg.x + wg.y * grid.x);
  var sum = 0.0;
  if (row.counts) {
    for (var j = local % LANES; j < SIZE; j += LANES) {
      let at = row.m * SIZE + j;
      let difference = outputs[at] - targets[at];
      sum += difference * difference;
      doutputs[at] = 2 * row.scale * difference;
    }
  }
  finish(row, local, addLanes(local, sum));
}

// rowLoss[m] = scale·Σ_j (max(y_j, 0) - y_j·target_j + log(1 + e^-|y_j|)), doutputs[m,j] = scale·(σ(y_j) - target_j); LANES threads per row
@compute @workgroup_size(64)
fn loss_bce(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let row = getRow(local, wg.x + wg.y * grid.x);
  var sum = 0.0;
  if (row.counts) {
    for (var j = local % LANES; j < SIZE; j += LANES) {
      let at = row.m * SIZE + j;
      let y = outputs[at];
      let small = exp(-abs(y)); // in (0, 1]
      sum += max(y, 0.0) - y * targets[at] + logOnePlus(small);
      doutputs[at] = row.scale * (select(small, 1.0, y >= 0) / (1 + small) - targets[at]);
    }
  }
  finish(row, local, addLanes(local, sum));
}

// rowLoss[m] = scale·(log Σ_j e^y_j - y_class), doutputs[m,j] = scale·(softmax(y)_j - [j = class]); LANES threads per row
@compute @workgroup_size(64)
fn loss_crossEntropy(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let row = getRow(local, wg.x + wg.y * grid.x);
  let lane = local % LANES;
  var largest = -3.4e38;
  if (row.counts) {
    for (var j = lane; j < SIZE; j += LANES) {
      largest = max(largest, outputs[row.m * SIZE + j]);
    }
  }
  largest = largestOfLanes(local, largest);
  var sum = 0.0;
  if (row.counts) {
    for (var j = lane; j < SIZE; j += LANES) {
      let e = exp(outputs[row.m * SIZE + j] - largest);
      doutputs[row.m * SIZE + j] = e;
      sum += e;
    }
  }
  sum = addLanes(local, sum);
  var loss = 0.0;
  if (row.counts) {
    let class_ = classes[row.m];
    loss = log(sum) + largest - outputs[row.m * SIZE + class_];
    for (var j = lane; j < SIZE; j += LANES) {
      let at = row.m * SIZE + j;
      doutputs[at] = row.scale * (doutputs[at] / sum - select(0.0, 1.0, j == class_));
    }
  }
  finish(row, local, loss);
}

fn getRow(local: u32, index: u32) -> Row {
  let m = index * ROWS + local / LANES;
  var row = Row(m, m < feed.B * select(select(1, feed.T, EVERY == 1), feed.U, EVERY == 2), false, feed.lossScale);
  if (row.exists) {
    row.counts = EVERY == 0 || m / feed.B < lengths[m % feed.B];
    if (WEIGHTED == 1) {
      row.scale *= weights[m];
    }
  }
  return row;
}

fn finish(row: Row, local: u32, loss: f32) {
  let lane = local % LANES;
  if (!row.exists) {
    return;
  }
  if (!row.counts) {
    for (var j = lane; j < SIZE; j += LANES) {
      outputs[row.m * SIZE + j] = 0;
      doutputs[row.m * SIZE + j] = 0;
    }
  }
  if (lane == 0) {
    rowLoss[row.m] = select(0.0, row.scale * loss, row.counts);
  }
}

// log(1 + x) for x in [0, 1], without losing x next to 1
fn logOnePlus(x: f32) -> f32 {
  let near = x * (1 - x * (0.5 - x * (0.333333333 - x * 0.25)));
  return select(log(1 + x), near, x < 0.01);
}

fn addLanes(local: u32, value: f32) -> f32 {
  if (LANES == 1) {
    return value;
  }
  workgroupBarrier();
  shared_[local] = value;
  for (var half = LANES / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (local % LANES < half) {
      shared_[local] += shared_[local + half];
    }
  }
  workgroupBarrier();
  return shared_[local - local % LANES];
}

fn largestOfLanes(local: u32, value: f32) -> f32 {
  if (LANES == 1) {
    return value;
  }
  workgroupBarrier();
  shared_[local] = value;
  for (var half = LANES / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (local % LANES < half) {
      shared_[local] = max(shared_[local], shared_[local + half]);
    }
  }
  workgroupBarrier();
  return shared_[local - local % LANES];
}
