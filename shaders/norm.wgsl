// What a report needs beside an update: the squares of many gradients, spread over workgroups, and the loss where no update follows.
// needs feed, progress, reductions, squares, sum_loss, threads

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<uniform> ran: Ran;
@group(0) @binding(2) var<uniform> reductions: Reductions;
@group(0) @binding(3) var<storage, read> slabs: array<f32>;
@group(0) @binding(4) var<storage, read> rowLoss: array<f32>;
@group(0) @binding(5) var<storage, read_write> gradients: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> progress: Progress;

// partials[block] = Σ g² over a workgroup's vec4s, and in the first the loss; a thread for every vec4, or one for several
@compute @workgroup_size(THREADS)
fn norm_squares(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let found = squares(wg.x * THREADS + local, grid.x * THREADS);
  addThreads(local, found.sum, found.bad);
  var partial = Partial(sums[0], 0, bads[0], 0);
  workgroupBarrier();
  if (wg.x == 0) {
    partial.loss = sumLoss(local);
  }
  if (local == 0) {
    progress.partials[wg.x] = partial;
  }
}

// The report of what ran without an update; one workgroup
@compute @workgroup_size(THREADS)
fn norm_report(@builtin(local_invocation_index) local: u32) {
  let loss = sumLoss(local);
  if (local == 0) {
    progress.reports[feed.slot] = Report(loss, 0, atomicLoad(&progress.firstBad), 0);
  }
}
