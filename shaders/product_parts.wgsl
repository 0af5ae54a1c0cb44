// The sums that finish matrix products whose inner dimension was split.
// needs reductions

@group(0) @binding(0) var<uniform> reductions: Reductions;
@group(0) @binding(1) var<storage, read> slabs: array<f32>;
@group(0) @binding(2) var<storage, read_write> c: array<f32>;

// C[e] = Σ_s slab[s][e], s in order; one thread per element of every split product
@compute @workgroup_size(64)
fn product_parts_add(
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) wg: vec3u,
  @builtin(num_workgroups) grid: vec3u,
) {
  var id = wg.x + wg.y * grid.x;
  var which = 0u;
  while (which < reductions.count && id >= (reductions.list[which].size + 63) / 64) {
    id -= (reductions.list[which].size + 63) / 64;
    which++;
  }
  if (which == reductions.count) {
    return;
  }
  let r = reductions.list[which];
  let e = id * 64 + local;
  if (e < r.size) {
    c[r.to + e] = addParts(r, e);
  }
}
