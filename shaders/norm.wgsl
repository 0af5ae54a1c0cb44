// The global norm of all gradients, and what an update reports: loss, norm, and the first update that was not finite.
// Finite is read off the exponent's bits, since a compiler may assume that NaN does not occur.
// needs feed, state

const THREADS: u32 = 128;

// What ran before the report.
struct Ran {
  loss: u32, // 1: a loss pass
  every: u32, // 1: its rowLoss has T·B rows, 2: U·B, 0: B
  norm: u32, // 1: norm_squares
  pad0: u32,
}

struct Partial {
  sum: f32,
  bad: u32, // 1: a gradient is not finite
}

struct Report {
  loss: f32,
  gradNorm: f32,
  firstBad: u32,
  pad0: u32,
}

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> partials: array<Partial>; // a workgroup's each, 0 past them
@group(0) @binding(3) var<storage, read> rowLoss: array<f32>;
@group(0) @binding(4) var<storage, read_write> state: State;
@group(0) @binding(5) var<storage, read_write> reports: array<Report>; // one an update of the submit
@group(0) @binding(6) var<uniform> ran: Ran;

var<workgroup> sums: array<f32, THREADS>;
var<workgroup> bads: array<u32, THREADS>;

// partials[block] = Σ g² over a workgroup's stretches of THREADS vec4s; one thread per vec4 of a stretch
@compute @workgroup_size(THREADS)
fn norm_squares(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  var sum = 0.0;
  var bad = 0u;
  for (var i = wg.x * THREADS + local; i < arrayLength(&gradients); i += grid.x * THREADS) {
    let g = gradients[i];
    sum += dot(g, g);
    bad |= select(0u, 1u, any((bitcast<vec4u>(g) & vec4u(0x7f800000)) == vec4u(0x7f800000)));
  }
  addThreads(local, sum, bad);
  if (local == 0) {
    partials[wg.x] = Partial(sums[0], bads[0]);
  }
}

// loss = Σ rowLoss, gradNorm = √Σ partials, and the sticky flag; one workgroup
@compute @workgroup_size(THREADS)
fn norm_report(@builtin(local_invocation_index) local: u32) {
  var report = Report(sumLoss(local), 0, 0, 0);
  var bad = isBad(report.loss);
  if (ran.norm == 1) {
    var sum = 0.0;
    var any_ = 0u;
    for (var i = local; i < arrayLength(&partials); i += THREADS) {
      sum += partials[i].sum;
      any_ |= partials[i].bad;
    }
    addThreads(local, sum, any_);
    report.gradNorm = sqrt(sums[0]);
    bad |= bads[0] | isBad(sums[0]);
  }
  if (local == 0) {
    if (ran.norm == 1) {
      note(report.gradNorm, bad);
    }
    report.firstBad = state.firstBad;
    reports[feed.slot] = report;
  }
}

// norm_squares and norm_report at once, for networks of few parameters; one workgroup
@compute @workgroup_size(THREADS)
fn norm_whole(@builtin(local_invocation_index) local: u32) {
  var report = Report(sumLoss(local), 0, 0, 0);
  var sum = 0.0;
  var bad = 0u;
  for (var i = local; i < arrayLength(&gradients); i += THREADS) {
    let g = gradients[i];
    sum += dot(g, g);
    bad |= select(0u, 1u, any((bitcast<vec4u>(g) & vec4u(0x7f800000)) == vec4u(0x7f800000)));
  }
  addThreads(local, sum, bad);
  report.gradNorm = sqrt(sums[0]);
  if (local == 0) {
    note(report.gradNorm, bads[0] | isBad(sums[0]) | isBad(report.loss));
    report.firstBad = state.firstBad;
    reports[feed.slot] = report;
  }
}

// Σ rowLoss, 0 where there is none; all threads together
fn sumLoss(local: u32) -> f32 {
  if (ran.loss == 0) {
    return 0;
  }
  var sum = 0.0;
  let rows = feed.B * select(select(1, feed.T, ran.every == 1), feed.U, ran.every == 2);
  for (var m = local; m < rows; m += THREADS) {
    sum += rowLoss[m];
  }
  addThreads(local, sum, 0);
  let loss = sums[0];
  workgroupBarrier();
  return loss;
}

fn note(gradNorm: f32, bad: u32) {
  state.gradNorm = gradNorm;
  if (bad == 1 && state.firstBad == 0) {
    state.firstBad = feed.update;
  }
}

fn isBad(x: f32) -> u32 {
  return select(0u, 1u, (bitcast<u32>(x) & 0x7f800000) == 0x7f800000);
}

// sums[0] and bads[0] of all threads, in a fixed order
fn addThreads(local: u32, sum: f32, bad: u32) {
  sums[local] = sum;
  bads[local] = bad;
  for (var half = THREADS / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (local < half) {
      sums[local] += sums[local + half];
      bads[local] |= bads[local + half];
    }
  }
  workgroupBarrier();
}
