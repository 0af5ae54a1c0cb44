// The end of an update of few parameters in one workgroup: the gradients' parts are added up, their norm is measured, then as in update.wgsl.
// needs feed, optimizers, packs, progress, reductions, squares, sum_loss, threads

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<uniform> ran: Ran;
@group(0) @binding(2) var<uniform> reductions: Reductions;
@group(0) @binding(3) var<uniform> packs: Packs;
@group(0) @binding(4) var<uniform> rule: Rule;
@group(0) @binding(5) var<storage, read> slabs: array<f32>;
@group(0) @binding(6) var<storage, read> rowLoss: array<f32>;
@group(0) @binding(7) var<storage, read_write> gradients: array<vec4f>;
@group(0) @binding(8) var<storage, read_write> progress: Progress;
@group(0) @binding(9) var<storage, read_write> parameters: array<vec4f>;
@group(0) @binding(10) var<storage, read_write> copies: array<f32>; // those for scans forward, then those for scans backward
@group(0) @binding(11) var<storage, read_write> moment1: array<vec4f>;
@group(0) @binding(12) var<storage, read_write> moment2: array<vec4f>;

// SGD with momentum; one workgroup
@compute @workgroup_size(THREADS)
fn update_whole_sgd(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  sgd(measure(local, wg, grid));
}

// RMSProp; one workgroup
@compute @workgroup_size(THREADS)
fn update_whole_rmsprop(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  rmsprop(measure(local, wg, grid));
}

// Adam and AdamW; one workgroup
@compute @workgroup_size(THREADS)
fn update_whole_adam(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  adam(measure(local, wg, grid));
}

// The gradients as they are when their parts are added up; a thread changes the parameters whose gradients it completed
fn measure(local: u32, wg: vec3u, grid: vec3u) -> Share {
  let loss = sumLoss(local);
  let found = squares(local, THREADS);
  addThreads(local, found.sum, found.bad);
  return report(loss, local, wg, grid);
}

fn putForward(at: u32, w: f32) {
  copies[at] = w;
}

fn putBackward(at: u32, w: f32) {
  copies[arrayLength(&copies) / 2 + at] = w;
}
