// The copies of every recurrent weight, where parameters came from elsewhere; an update of them writes its own.
// needs copies, packs

@group(0) @binding(0) var<uniform> packs: Packs;
@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read_write> forward: array<f32>;
@group(0) @binding(3) var<storage, read_write> backward: array<f32>;

// Both copies; one thread per element of every recurrent weight
@compute @workgroup_size(64)
fn pack_recurrent(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  var id = wg.x + wg.y * grid.x;
  var which = 0u;
  while (which < packs.count && id >= (sizeOf(which) + 63) / 64) {
    id -= (sizeOf(which) + 63) / 64;
    which++;
  }
  if (which == packs.count) {
    return;
  }
  let i = id * 64 + local;
  if (i < sizeOf(which)) {
    putCopies(which, i, parameters[packs.list[which].source + i]);
  }
}
