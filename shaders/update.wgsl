// Clipping and the optimizers, by the formulas of torch.optim: every parameter in one dispatch, with the copies of the recurrent weights; nothing once
// an update was not finite.
// needs feed, packs, state

const CLIP_NORM: f32 = 0; // 0: off
const CLIP_VALUE: f32 = 0; // 0: off
const WEIGHT_DECAY: f32 = 0;
const DECOUPLED: u32 = 0; // 1: adamw, weight decay beside the moments
const MOMENTUM: f32 = 0;
const ALPHA: f32 = 0.99;
const ONE_MINUS_ALPHA: f32 = 0.01;
const BETA_1: f32 = 0.9;
const ONE_MINUS_BETA_1: f32 = 0.1;
const BETA_2: f32 = 0.999;
const ONE_MINUS_BETA_2: f32 = 0.001;
const EPS: f32 = 1e-8;

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(2) var<storage, read> state: State;
@group(0) @binding(3) var<storage, read_write> parameters: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> moment1: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> moment2: array<vec4f>;
@group(0) @binding(6) var<uniform> packs: Packs;
@group(0) @binding(7) var<storage, read_write> forward: array<f32>; // of each recurrent weight [k][u][slots]
@group(0) @binding(8) var<storage, read_write> backward: array<f32>; // of each [u][k][slots]

// m = momentum·m + g, p -= learningRate·m; one thread per four parameters
@compute @workgroup_size(64)
fn update_sgd(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  if (i >= arrayLength(&parameters) || state.firstBad != 0) {
    return;
  }
  let p = parameters[i];
  var step = clipped(i) + WEIGHT_DECAY * p;
  if (MOMENTUM != 0) {
    step += MOMENTUM * moment1[i];
    moment1[i] = step;
  }
  put(i, p - feed.learningRate * step);
}

// v = α·v + (1-α)·g², step = g / (√v + ε), m = momentum·m + step, p -= learningRate·m; one thread per four parameters
@compute @workgroup_size(64)
fn update_rmsprop(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  if (i >= arrayLength(&parameters) || state.firstBad != 0) {
    return;
  }
  let p = parameters[i];
  let g = clipped(i) + WEIGHT_DECAY * p;
  let v = ALPHA * moment2[i] + ONE_MINUS_ALPHA * g * g;
  moment2[i] = v;
  var step = g / (sqrt(v) + EPS);
  if (MOMENTUM != 0) {
    step += MOMENTUM * moment1[i];
    moment1[i] = step;
  }
  put(i, p - feed.learningRate * step);
}

// m = β₁·m + (1-β₁)·g, v = β₂·v + (1-β₂)·g², p -= stepSize·m / (√v/rootCorrection + ε); one thread per four parameters
@compute @workgroup_size(64)
fn update_adam(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  if (i >= arrayLength(&parameters) || state.firstBad != 0) {
    return;
  }
  var p = parameters[i];
  var g = clipped(i);
  if (DECOUPLED == 1) {
    p -= feed.learningRate * WEIGHT_DECAY * p;
  } else {
    g += WEIGHT_DECAY * p;
  }
  let m = BETA_1 * moment1[i] + ONE_MINUS_BETA_1 * g;
  let v = BETA_2 * moment2[i] + ONE_MINUS_BETA_2 * g * g;
  moment1[i] = m;
  moment2[i] = v;
  put(i, p - feed.stepSize * m / (sqrt(v) / feed.rootCorrection + EPS));
}

fn clipped(i: u32) -> vec4f {
  var g = gradients[i];
  if (CLIP_NORM > 0) {
    g *= min(1.0, CLIP_NORM / (state.gradNorm + 1e-6));
  }
  if (CLIP_VALUE > 0) {
    g = clamp(g, vec4f(-CLIP_VALUE), vec4f(CLIP_VALUE));
  }
  return g;
}

// Four parameters, and their copies where they are recurrent weights: parameters begin at multiples of four
fn put(i: u32, value: vec4f) {
  parameters[i] = value;
  for (var which = 0u; which < packs.count; which++) {
    let first = 4 * i - packs.list[which].source; // of an earlier parameter it wraps around
    if (first < sizeOf(which)) {
      for (var j = 0u; j < min(4, sizeOf(which) - first); j++) {
        putCopies(which, first + j, value[j]);
      }
    }
  }
}
