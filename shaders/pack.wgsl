// Copies of a recurrent weight as the scans read it, so that neighbouring threads read neighbouring numbers and a unit's gates lie together.

const H: u32 = 6; // units
const GATES: u32 = 4;
const SLOTS: u32 = 4; // numbers a pair of units takes: GATES, or more where the rest stays 0

@group(0) @binding(0) var<storage, read> weightHh: array<f32>; // [GATES·H, H]
@group(0) @binding(1) var<storage, read_write> forward: array<f32>; // [k][u][SLOTS]
@group(0) @binding(2) var<storage, read_write> backward: array<f32>; // [u][k][SLOTS]

// forward[k,u,g] = backward[u,k,g] = weightHh[g·H + u, k]; one thread per element of weightHh
@compute @workgroup_size(64)
fn pack_recurrent(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  if (i >= GATES * H * H) {
    return;
  }
  let k = i % H;
  let u = (i / H) % H;
  let g = i / (H * H);
  let w = weightHh[i];
  forward[(k * H + u) * SLOTS + g] = w;
  backward[(u * H + k) * SLOTS + g] = w;
}
