// Losses of rows of outputs, each by LANES threads; the file says where the gradients of outputs lie, and how many LANES there are.

const SIZE: u32 = 3; // columns of a row
const EVERY: u32 = 1; // 1: rows are (t, b) and have a length, T steps; 2: U steps; 0: one row a sequence
const WEIGHTED: u32 = 0;

const ROWS: u32 = 64 / LANES;

var<workgroup> shared_: array<f32, 64>; // [row][lane]

struct Row {
  m: u32,
  exists: bool,
  counts: bool,
  scale: f32,
}

fn squaredError(row: Row, local: u32) -> f32 {
  var sum = 0.0;
  if (row.counts) {
    for (var j = local % LANES; j < SIZE; j += LANES) {
      let at = row.m * SIZE + j;
      let difference = outputs[at] - targets[at];
      sum += difference * difference;
      putGradient(at, 2 * row.scale * difference);
    }
  }
  return addLanes(local, sum);
}

fn binaryCrossEntropy(row: Row, local: u32) -> f32 {
  var sum = 0.0;
  if (row.counts) {
    for (var j = local % LANES; j < SIZE; j += LANES) {
      let at = row.m * SIZE + j;
      let y = outputs[at];
      let small = exp(-abs(y)); // in (0, 1]
      sum += max(y, 0.0) - y * targets[at] + logOnePlus(small);
      putGradient(at, row.scale * (select(small, 1.0, y >= 0) / (1 + small) - targets[at]));
    }
  }
  return addLanes(local, sum);
}

fn crossEntropy(row: Row, local: u32) -> f32 {
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
      putGradient(row.m * SIZE + j, e);
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
      putGradient(at, row.scale * (gradientAt(at) / sum - select(0.0, 1.0, j == class_)));
    }
  }
  return loss;
}

fn countRows() -> u32 {
  return feed.B * select(select(1, feed.T, EVERY == 1), feed.U, EVERY == 2);
}

fn getRow(local: u32, index: u32) -> Row {
  let m = index * ROWS + local / LANES;
  var row = Row(m, m < countRows(), false, feed.lossScale);
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
      putGradient(row.m * SIZE + j, 0);
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
