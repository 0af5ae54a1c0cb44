// A tensor copied inside a compute pass, and the rows of a matrix kept for the next batch.
// needs feed, views

const COLUMNS: u32 = 4; // of the matrix kept, [B, COLUMNS]
const FROM_OFFSET: u32 = 0;
const FROM_STRIDE: u32 = 4;
const FROM_SHIFT: u32 = 0; // steps before the first: 0, 1, T where 2, U where 3
const TO_OFFSET: u32 = 0;
const TO_STRIDE: u32 = 4;
const TO_SHIFT: u32 = 0;

@group(0) @binding(0) var<storage, read> source: array<u32>;
@group(0) @binding(1) var<storage, read_write> target_: array<u32>;
@group(0) @binding(2) var<uniform> feed: Feed;
@group(0) @binding(3) var<storage, read> firstBad: u32; // the first update that was not finite; 0: none

// target[i] = source[i]; one thread per element
@compute @workgroup_size(64)
fn copy_all(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  if (i < min(arrayLength(&source), arrayLength(&target_))) {
    target_[i] = source[i];
  }
}

// to[b,c] = from[b,c] while every number so far was finite; one thread per (b,c)
@compute @workgroup_size(64)
fn copy_keep(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  let b = i / COLUMNS;
  let c = i % COLUMNS;
  if (b >= feed.B || firstBad != 0) {
    return;
  }
  target_[TO_OFFSET + (stepsOf(TO_SHIFT) + b) * TO_STRIDE + c] = source[FROM_OFFSET + (stepsOf(FROM_SHIFT) + b) * FROM_STRIDE + c];
}
