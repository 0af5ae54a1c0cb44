// Nonlinearities between dense layers, in place, and their gradient told from their own values.
// needs feed, views

const KIND: u32 = 0; // 0: relu, 1: sigmoid, 2: tanh
const COLUMNS: u32 = 4;
const ROWS: u32 = 0; // 0: B rows, 1: T·B, 2: U·B
const OFFSET: u32 = 0;
const STRIDE: u32 = 4;
const SHIFT: u32 = 0; // steps before the first: 0, 1, T where 2, U where 3, the loop's u where 4, u + 1 where 5
const D_OFFSET: u32 = 0;
const D_STRIDE: u32 = 4;
const D_SHIFT: u32 = 0;

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> outputs: array<f32>;
@group(0) @binding(2) var<storage, read_write> values: array<f32>;

// values = f(values); one thread per (m,c)
@compute @workgroup_size(64)
fn activate_forward(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  if (i / COLUMNS >= countRows()) {
    return;
  }
  let at = OFFSET + (stepsOf(SHIFT) + i / COLUMNS) * STRIDE + i % COLUMNS;
  values[at] = activate(values[at]);
}

// values = values⊙f', values being dL/df and outputs f's values; one thread per (m,c)
@compute @workgroup_size(64)
fn activate_backward(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  if (i / COLUMNS >= countRows()) {
    return;
  }
  let y = outputs[OFFSET + (stepsOf(SHIFT) + i / COLUMNS) * STRIDE + i % COLUMNS];
  values[D_OFFSET + (stepsOf(D_SHIFT) + i / COLUMNS) * D_STRIDE + i % COLUMNS] *= slopeAt(y);
}

// values = 0; one thread per (m,c)
@compute @workgroup_size(64)
fn activate_clear(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  if (i / COLUMNS < countRows()) {
    values[OFFSET + (stepsOf(SHIFT) + i / COLUMNS) * STRIDE + i % COLUMNS] = 0;
  }
}

fn activate(x: f32) -> f32 {
  if (KIND == 0) {
    return select(x, 0.0, x < 0); // NaN stays NaN
  }
  // The clamps would hide NaN.
  if ((bitcast<u32>(x) & 0x7fffffff) > 0x7f800000) {
    return x;
  }
  if (KIND == 1) {
    return 1 / (1 + exp(-clamp(x, -80.0, 80.0)));
  }
  return tanhOf(x);
}

fn slopeAt(y: f32) -> f32 {
  if (KIND == 0) {
    return select(0.0, 1.0, y > 0);
  }
  if (KIND == 1) {
    return y * (1 - y);
  }
  return 1 - y * y;
}

// An odd polynomial near 0, where the formula would lose its digits.
fn tanhOf(x: f32) -> f32 {
  let bounded = clamp(x, -15.0, 15.0);
  let square = x * x;
  let near = x * (1 - square * (0.333333333 - square * (0.133333333 - square * 0.053968254)));
  return select(1 - 2 / (exp(2 * bounded) + 1), near, abs(x) < 0.25);
}

fn countRows() -> u32 {
  return feed.B * select(select(1, feed.T, ROWS == 1), feed.U, ROWS == 2);
}
