// Clipping and the optimizers, by the formulas of torch.optim, over a thread's share of all parameters, with the copies of the recurrent weights.

struct Rule {
  clipNorm: f32, // 0: off
  clipValue: f32, // 0: off
  weightDecay: f32,
  momentum: f32,
  alpha: f32,
  oneMinusAlpha: f32,
  beta1: f32,
  oneMinusBeta1: f32,
  beta2: f32,
  oneMinusBeta2: f32,
  eps: f32,
  decoupled: u32, // 1: adamw, weight decay beside the moments
}

// What a thread is to change: the vec4s first, first + stride, … before end, none once an update was not finite.
struct Share {
  first: u32,
  stride: u32,
  end: u32,
  coefficient: f32, // of clipping by norm
}

// m = momentum·m + g, p -= learningRate·m
fn sgd(share: Share) {
  for (var i = share.first; i < share.end; i += share.stride) {
    let p = parameters[i];
    var step = clipped(share, i) + rule.weightDecay * p;
    if (rule.momentum != 0) {
      step += rule.momentum * moment1[i];
      moment1[i] = step;
    }
    put(i, p - feed.learningRate * step);
  }
}

// v = α·v + (1-α)·g², step = g / (√v + ε), m = momentum·m + step, p -= learningRate·m
fn rmsprop(share: Share) {
  for (var i = share.first; i < share.end; i += share.stride) {
    let p = parameters[i];
    let g = clipped(share, i) + rule.weightDecay * p;
    let v = rule.alpha * moment2[i] + rule.oneMinusAlpha * g * g;
    moment2[i] = v;
    var step = g / (sqrt(v) + rule.eps);
    if (rule.momentum != 0) {
      step += rule.momentum * moment1[i];
      moment1[i] = step;
    }
    put(i, p - feed.learningRate * step);
  }
}

// m = β₁·m + (1-β₁)·g, v = β₂·v + (1-β₂)·g², p -= stepSize·m / (√v/rootCorrection + ε)
fn adam(share: Share) {
  for (var i = share.first; i < share.end; i += share.stride) {
    var p = parameters[i];
    var g = clipped(share, i);
    if (rule.decoupled == 1) {
      p -= feed.learningRate * rule.weightDecay * p;
    } else {
      g += rule.weightDecay * p;
    }
    let m = rule.beta1 * moment1[i] + rule.oneMinusBeta1 * g;
    let v = rule.beta2 * moment2[i] + rule.oneMinusBeta2 * g * g;
    moment1[i] = m;
    moment2[i] = v;
    put(i, p - feed.stepSize * m / (sqrt(v) / feed.rootCorrection + rule.eps));
  }
}

// A thread's share, once sums[0] and bads[0] hold what is known of all gradients; the first of all threads writes the report
fn report(loss: f32, local: u32, wg: vec3u, grid: vec3u) -> Share {
  let gradNorm = sqrt(sums[0]);
  let before = atomicLoad(&progress.firstBad);
  let isBadNow = (bads[0] | isBad(sums[0]) | isBad(loss)) == 1;
  let firstBad = select(before, feed.update, before == 0 && isBadNow);
  let which = wg.x + wg.y * grid.x;
  if (which == 0 && local == 0) {
    atomicStore(&progress.firstBad, firstBad);
    progress.reports[feed.slot] = Report(loss, gradNorm, firstBad, 0);
  }
  var coefficient = 1.0;
  if (rule.clipNorm > 0) {
    coefficient = min(1, rule.clipNorm / (gradNorm + 1e-6));
  }
  let end = select(0, arrayLength(&parameters), firstBad == 0);
  return Share(which * THREADS + local, grid.x * grid.y * THREADS, end, coefficient);
}

fn clipped(share: Share, i: u32) -> vec4f {
  let g = share.coefficient * gradients[i];
  if (rule.clipValue > 0) {
    return clamp(g, vec4f(-rule.clipValue), vec4f(rule.clipValue));
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
