// Copies of every recurrent weight as the scans read it, so that neighbouring threads read neighbouring numbers and a unit's gates lie together.

struct Pack {
  source: u32, // [gates·H, H] in parameters
  H: u32, // units
  gates: u32,
  slots: u32, // numbers a pair of units takes: gates, or more where the rest stays 0
  to: u32, // in both copies
  pad0: u32,
  pad1: u32,
  pad2: u32,
}

struct Packs {
  count: u32,
  pad0: u32,
  pad1: u32,
  pad2: u32,
  list: array<Pack, 16>,
}

@group(0) @binding(0) var<uniform> packs: Packs;
@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read_write> forward: array<f32>; // of each [k][u][slots]
@group(0) @binding(3) var<storage, read_write> backward: array<f32>; // of each [u][k][slots]

// forward[k,u,g] = backward[u,k,g] = weightHh[g·H + u, k]; one thread per element of every recurrent weight
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
  let pack = packs.list[which];
  let i = id * 64 + local;
  if (i >= sizeOf(which)) {
    return;
  }
  let k = i % pack.H;
  let u = (i / pack.H) % pack.H;
  let g = i / (pack.H * pack.H);
  let w = parameters[pack.source + i];
  forward[pack.to + (k * pack.H + u) * pack.slots + g] = w;
  backward[pack.to + (u * pack.H + k) * pack.slots + g] = w;
}

fn sizeOf(which: u32) -> u32 {
  return packs.list[which].gates * packs.list[which].H * packs.list[which].H;
}
