// A layer's outputs: its directions side by side, plus what enters it where it has a residual, and the gradient of both.
// needs feed, views

const H: u32 = 4; // units of a direction
const BOTH: u32 = 1; // 1: two directions, y is 2·H wide
const RESIDUAL: u32 = 0;
const EVERY: u32 = 1; // 1: y [T, B, D]; 0: y [B, D], each half at the step where its direction ends
const Y_OFFSET: u32 = 0;
const Y_STRIDE: u32 = 8;
const Y_SHIFT: u32 = 0; // steps before the first: 0, 1, T where 2, U where 3
const FORWARD_OFFSET: u32 = 0;
const FORWARD_STRIDE: u32 = 4;
const FORWARD_SHIFT: u32 = 0;
const REVERSE_OFFSET: u32 = 0;
const REVERSE_STRIDE: u32 = 4;
const REVERSE_SHIFT: u32 = 0;
const X_OFFSET: u32 = 0;
const X_STRIDE: u32 = 8;
const X_SHIFT: u32 = 0;

const D: u32 = H * (1 + BOTH);

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> lengths: array<u32>; // [B]
@group(0) @binding(2) var<storage, read> forward: array<f32>;
@group(0) @binding(3) var<storage, read> reverse: array<f32>;
@group(0) @binding(4) var<storage, read> x: array<f32>;
@group(0) @binding(5) var<storage, read_write> y: array<f32>;
@group(0) @binding(6) var<storage, read> dy: array<f32>;
@group(0) @binding(7) var<storage, read_write> dforward: array<f32>;
@group(0) @binding(8) var<storage, read_write> dreverse: array<f32>;
@group(0) @binding(9) var<storage, read_write> dx: array<f32>;
@group(0) @binding(10) var<storage, read> cell: array<f32>; // laid out as forward
@group(0) @binding(11) var<storage, read_write> yCell: array<f32>; // laid out as y

// y[m,c] = [forward, reverse][m,c] + x at t < length, else 0; one thread per (m,c)
@compute @workgroup_size(64)
fn join_forward(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  let m = i / D;
  let c = i % D;
  if (m >= feed.B * select(1, feed.T, EVERY == 1)) {
    return;
  }
  let b = m % feed.B;
  var value = 0.0;
  if (EVERY == 0 || m / feed.B < lengths[b]) {
    if (BOTH == 1 && c >= H) {
      value = reverse[REVERSE_OFFSET + (stepsOf(REVERSE_SHIFT) + m) * REVERSE_STRIDE + c - H];
    } else {
      value = forward[FORWARD_OFFSET + (stepsOf(FORWARD_SHIFT) + m) * FORWARD_STRIDE + c];
    }
    if (RESIDUAL == 1) {
      let row = select(select(0, lengths[b] - 1, c < H) * feed.B + b, m, EVERY == 1);
      value += x[X_OFFSET + (stepsOf(X_SHIFT) + row) * X_STRIDE + c];
    }
  }
  y[Y_OFFSET + (stepsOf(Y_SHIFT) + m) * Y_STRIDE + c] = value;
}

// y[b,c] = forward[b,c], yCell[b,c] = cell[b,c]: both states of a cell handed over; one thread per (b,c)
@compute @workgroup_size(64)
fn join_states(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  let b = i / H;
  if (b >= feed.B) {
    return;
  }
  let from_ = FORWARD_OFFSET + (stepsOf(FORWARD_SHIFT) + b) * FORWARD_STRIDE + i % H;
  let to = Y_OFFSET + (stepsOf(Y_SHIFT) + b) * Y_STRIDE + i % H;
  y[to] = forward[from_];
  yCell[to] = cell[from_];
}

// dforward, dreverse = the halves of dy, 0 past a length; dx = dy where y read x, else 0; one thread per (t,b,c)
@compute @workgroup_size(64)
fn join_backward(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  let m = i / D;
  let c = i % D;
  if (m >= feed.B * feed.T) {
    return;
  }
  let b = m % feed.B;
  let t = m / feed.B;
  let row = select(b, m, EVERY == 1);
  let valid = EVERY == 0 || t < lengths[b];
  let value = select(0.0, dy[Y_OFFSET + (stepsOf(Y_SHIFT) + row) * Y_STRIDE + c], valid);
  if (EVERY == 1 || t == 0) {
    if (BOTH == 1 && c >= H) {
      dreverse[REVERSE_OFFSET + (stepsOf(REVERSE_SHIFT) + row) * REVERSE_STRIDE + c - H] = value;
    } else {
      dforward[FORWARD_OFFSET + (stepsOf(FORWARD_SHIFT) + row) * FORWARD_STRIDE + c] = value;
    }
  }
  if (RESIDUAL == 1) {
    let reads = EVERY == 1 || t == select(0, lengths[b] - 1, c < H);
    dx[X_OFFSET + (stepsOf(X_SHIFT) + m) * X_STRIDE + c] = select(0.0, value, reads);
  }
}
