// A tensor copied inside a compute pass.

const LENGTH: u32 = 64; // elements at the plan's capacity

@group(0) @binding(0) var<storage, read> source: array<u32>;
@group(0) @binding(1) var<storage, read_write> target_: array<u32>;

// target[i] = source[i]; one thread per element
@compute @workgroup_size(64)
fn copy_all(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  if (i < LENGTH) {
    target_[i] = source[i];
  }
}
