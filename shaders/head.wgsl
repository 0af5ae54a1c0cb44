// A small output layer with its loss, forward and back, in one dispatch: outputs = A·Wᵀ + bias, the loss of every row, dA = doutputs·W, and where A are
// values of a nonlinearity, dA times its slope. A lies in one matrix, or in two side by side, of which the second continues the rows of W.
// needs feed, losses, nonlinear, views

const LANES: u32 = 8; // threads a row
const SPAN: u32 = 64; // from outputs to doutputs
const WEIGHT: u32 = 0; // W in parameters, [SIZE, COLUMNS + SECOND_COLUMNS]
const BIAS: u32 = 0xffffffff; // or that where there is none
const SLOPE: u32 = 0; // 0: none, 1: relu, 2: sigmoid, 3: tanh
const COLUMNS: u32 = 4; // of A
const OFFSET: u32 = 0;
const STRIDE: u32 = 4;
const SHIFT: u32 = 0;
const D_OFFSET: u32 = 0; // of dA
const D_STRIDE: u32 = 4;
const D_SHIFT: u32 = 0;
const SECOND_COLUMNS: u32 = 0;
const SECOND_OFFSET: u32 = 0;
const SECOND_STRIDE: u32 = 0;
const SECOND_SHIFT: u32 = 0;
const SECOND_D_OFFSET: u32 = 0;
const SECOND_D_STRIDE: u32 = 0;
const SECOND_D_SHIFT: u32 = 0;

const WIDE: u32 = COLUMNS + SECOND_COLUMNS;

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> lengths: array<u32>; // [B]
@group(0) @binding(2) var<storage, read> targets: array<f32>; // [M, SIZE]
@group(0) @binding(3) var<storage, read> classes: array<u32>; // [M]
@group(0) @binding(4) var<storage, read> weights: array<f32>; // [M]
@group(0) @binding(5) var<storage, read> parameters: array<f32>;
@group(0) @binding(6) var<storage, read> inputs: array<f32>; // A
@group(0) @binding(7) var<storage, read_write> outputs: array<f32>; // [M, SIZE], and doutputs
@group(0) @binding(8) var<storage, read_write> rowLoss: array<f32>; // [M]
@group(0) @binding(9) var<storage, read_write> dinputs: array<f32>; // dA

// By the loss of loss_mse; one workgroup per 64 / LANES rows
@compute @workgroup_size(64)
fn head_mse(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let id = wg.x + wg.y * grid.x;
  multiply(local, id);
  let row = getRow(local, id);
  finish(row, local, squaredError(row, local));
  comeBack(local, id);
}

// By the loss of loss_bce; one workgroup per 64 / LANES rows
@compute @workgroup_size(64)
fn head_bce(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let id = wg.x + wg.y * grid.x;
  multiply(local, id);
  let row = getRow(local, id);
  finish(row, local, binaryCrossEntropy(row, local));
  comeBack(local, id);
}

// By the loss of loss_crossEntropy; one workgroup per 64 / LANES rows
@compute @workgroup_size(64)
fn head_crossEntropy(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let id = wg.x + wg.y * grid.x;
  multiply(local, id);
  let row = getRow(local, id);
  finish(row, local, crossEntropy(row, local));
  comeBack(local, id);
}

// outputs = A·Wᵀ + bias in the rows of workgroup id
fn multiply(local: u32, id: u32) {
  for (var i = local; i < ROWS * SIZE; i += 64) {
    let m = id * ROWS + i / SIZE;
    let j = i % SIZE;
    if (m < countRows()) {
      var y = 0.0;
      for (var k = 0u; k < WIDE; k++) {
        y += inputs[inputAt(m, k)] * parameters[WEIGHT + j * WIDE + k];
      }
      if (BIAS != 0xffffffff) {
        y += parameters[BIAS + j];
      }
      outputs[m * SIZE + j] = y;
    }
  }
  storageBarrier();
}

// dA = doutputs·W ⊙ slope there
fn comeBack(local: u32, id: u32) {
  storageBarrier();
  for (var i = local; i < ROWS * WIDE; i += 64) {
    let m = id * ROWS + i / WIDE;
    let k = i % WIDE;
    if (m < countRows()) {
      var dx = 0.0;
      for (var j = 0u; j < SIZE; j++) {
        dx += gradientAt(m * SIZE + j) * parameters[WEIGHT + j * WIDE + k];
      }
      if (SLOPE > 0) {
        dx *= slopeOf(SLOPE, vec4f(inputs[inputAt(m, k)])).x;
      }
      dinputs[dinputAt(m, k)] = dx;
    }
  }
}

fn inputAt(m: u32, k: u32) -> u32 {
  if (k < COLUMNS) {
    return OFFSET + (stepsOf(SHIFT) + m) * STRIDE + k;
  }
  return SECOND_OFFSET + (stepsOf(SECOND_SHIFT) + m) * SECOND_STRIDE + k - COLUMNS;
}

fn dinputAt(m: u32, k: u32) -> u32 {
  if (k < COLUMNS) {
    return D_OFFSET + (stepsOf(D_SHIFT) + m) * D_STRIDE + k;
  }
  return SECOND_D_OFFSET + (stepsOf(SECOND_D_SHIFT) + m) * SECOND_D_STRIDE + k - COLUMNS;
}

fn gradientAt(at: u32) -> f32 {
  return outputs[SPAN + at];
}

fn putGradient(at: u32, dy: f32) {
  outputs[SPAN + at] = dy;
}
