// The end of an update of many parameters, once norm_squares has measured the gradients: the report, clipping and the optimizer. Parameters change no more
// once an update was not finite.
// needs copies, feed, optimizers, packs, progress, threads

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<uniform> packs: Packs;
@group(0) @binding(2) var<uniform> rule: Rule;
@group(0) @binding(3) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> progress: Progress;
@group(0) @binding(5) var<storage, read_write> parameters: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> forward: array<f32>;
@group(0) @binding(7) var<storage, read_write> backward: array<f32>;
@group(0) @binding(8) var<storage, read_write> moment1: array<vec4f>;
@group(0) @binding(9) var<storage, read_write> moment2: array<vec4f>;

// SGD with momentum; a thread for every four parameters, or one for several times four
@compute @workgroup_size(THREADS)
fn update_sgd(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  sgd(measure(local, wg, grid));
}

// RMSProp; a thread for every four parameters, or one for several times four
@compute @workgroup_size(THREADS)
fn update_rmsprop(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  rmsprop(measure(local, wg, grid));
}

// Adam and AdamW; a thread for every four parameters, or one for several times four
@compute @workgroup_size(THREADS)
fn update_adam(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  adam(measure(local, wg, grid));
}

// The norm of all gradients, in every workgroup alike
fn measure(local: u32, wg: vec3u, grid: vec3u) -> Share {
  var sum = 0.0;
  var bad = 0u;
  for (var k = local; k < PARTIALS; k += THREADS) {
    sum += progress.partials[k].sum;
    bad |= progress.partials[k].bad;
  }
  addThreads(local, sum, bad);
  return report(progress.partials[0].loss, local, wg, grid);
}
