// Gated recurrent unit, reset after the product (PyTorch's), in blocks of four rows by four units, matrices in registers: for a CPU that imitates a GPU (see lstm_block.wgsl).
// Rows and units are columns and components of matrices; threads of a workgroup see each other's h and dpreact in the tensors themselves.
// needs feed, nonlinear, steps, blocks, directions

const H: u32 = 8; // units, a multiple of 4
const GROUPS: u32 = 2; // blocks of rows in a workgroup
const STEPS: u32 = 0; // 0: all T steps, 1: all U, 2: step u of a loop
const INITIAL: u32 = 0; // 1: the state before the first step is there
const INPUTS: u32 = 0; // 0: W_ih·x + b_ih lies in gates; else so many inputs, and it is computed here
const WEIGHT_IH: u32 = 0; // first elements in parameters
const BIAS_IH: u32 = 0;
const BIAS_HH: u32 = 0;
const READS_DHIDDEN: u32 = 1;
const HAS_DFINAL: u32 = 0;
const HAS_DINITIAL: u32 = 0; // 1: dfinal receives what reaches the states before the first step
const RECORD: u32 = 0;

const V: u32 = H / 4; // vec4s of a row of units
const PAIRS: u32 = (V + 1) / 2;

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> lengths: array<u32>; // [B]
@group(0) @binding(2) var<storage, read> weights: array<vec4f>; // W_hh [3·H, V]
@group(0) @binding(3) var<storage, read> parameters: array<f32>;
@group(0) @binding(4) var<storage, read> inputs: array<f32>; // [T, B, INPUTS]
@group(0) @binding(5) var<storage, read_write> gates: array<vec4f>; // [T, B, 4, V]
@group(0) @binding(6) var<storage, read_write> hidden: array<vec4f>; // [T+1, B, V]
@group(0) @binding(7) var<storage, read_write> dhidden: array<vec4f>; // [T, B, V]
@group(0) @binding(8) var<storage, read_write> dfinal: array<vec4f>; // [B, 2, V]

// q = W_hn·h + b_hn, n = tanh(x_n + r⊙q), h' = (1-z)⊙n + z⊙h; [T, B, 4, H] keeps r z n q, states [T+1, B, H]; one thread per four rows and four units
@compute @workgroup_size(V, GROUPS)
fn gru_block_forward(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
  second = wg.z;
  let B = feed.B;
  let T = countSteps();
  let u = local.x;
  let first = (wg.x * GROUPS + local.y) * 4;
  let row = min(first + vec4u(0, 1, 2, 3), vec4u(B - 1));
  var inputWeights: array<mat3x4f, INPUTS + 1>;
  for (var n = 0u; n < INPUTS; n++) {
    inputWeights[n] = mat3x4f(getInputWeight(u, n), getInputWeight(u + V, n), getInputWeight(u + 2 * V, n));
  }
  var h = mat4x4f();
  for (var r = 0u; r < 4; r++) {
    let at = ((firstStep() + T * direction()) * B + row[r]) * V + u + hiddenFirst();
    if (INITIAL == 1) {
      h[r] = hidden[at];
    } else if (first + r < B) {
      hidden[at] = vec4f();
    }
  }
  storageBarrier();
  let biasR = getBias(BIAS_HH, u) + getInputBias(u);
  let biasZ = getBias(BIAS_HH, u + V) + getInputBias(u + V);
  let biasN = getInputBias(u + 2 * V);
  let biasQ = getBias(BIAS_HH, u + 2 * V);
  for (var s = 0u; s < T; s++) {
    let t = firstStep() + select(s, T - 1 - s, direction() == 1);
    var r = same(biasR);
    var z = same(biasZ);
    var n = same(biasN);
    var q = same(biasQ);
    for (var i = 0u; i < INPUTS; i++) {
      let at = (t * B + row) * INPUTS + i;
      let value = vec4f(inputs[at.x], inputs[at.y], inputs[at.z], inputs[at.w]);
      let w = inputWeights[i];
      r += outer(w[0], value);
      z += outer(w[1], value);
      n += outer(w[2], value);
    }
    let before = ((t + direction()) * B + row) * V + hiddenFirst();
    for (var k = 0u; k < V; k++) {
      let past = mat4x4f(hidden[before.x + k], hidden[before.y + k], hidden[before.z + k], hidden[before.w + k]);
      let at = u * H + k;
      r += getWeights(at) * past;
      z += getWeights(at + H * V) * past;
      q += getWeights(at + 2 * H * V) * past;
    }
    for (var i = 0u; i < 4; i++) {
      let on = t < lengths[row[i]];
      let at = (t * B + row[i]) * H + u + gatesFirst();
      var sums = mat3x4f(r[i], z[i], n[i]);
      if (INPUTS == 0) {
        sums += mat3x4f(gates[at], gates[at + V], gates[at + 2 * V]);
      }
      let reset = sigmoid(sums[0]);
      let update = sigmoid(sums[1]);
      let candidate = tanhOf(sums[2] + reset * q[i]);
      h[i] = select(h[i], candidate + update * (h[i] - candidate), on);
      if (first + i < B) {
        gates[at] = select(vec4f(), reset, on);
        gates[at + V] = select(vec4f(), update, on);
        gates[at + 2 * V] = select(vec4f(), candidate, on);
        gates[at + 3 * V] = select(vec4f(), q[i], on);
        hidden[((t + 1 - direction()) * B + row[i]) * V + u + hiddenFirst()] = h[i];
      }
    }
    storageBarrier();
  }
}

// dr dz dn and dq = dn⊙r in place of r z n q, dh of the step before from W_hhᵀ·(dr dz dq) and z; one thread per four rows and four units
@compute @workgroup_size(V, GROUPS)
fn gru_block_backward(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
  second = wg.z;
  let B = feed.B;
  let T = countSteps();
  let u = local.x;
  let first = (wg.x * GROUPS + local.y) * 4;
  let row = min(first + vec4u(0, 1, 2, 3), vec4u(B - 1));
  var dh: array<vec4f, 4>;
  for (var r = 0u; r < 4; r++) {
    dh[r] = getFinal(row[r], u);
  }
  for (var s = 0u; s < T; s++) {
    let t = firstStep() + select(T - 1 - s, s, direction() == 1);
    for (var r = 0u; r < 4; r++) {
      dh[r] = stepBack(t, row[r], first + r < B, u, dh[r]);
    }
    storageBarrier();
    let at = (t * B + row) * H + gatesFirst();
    var sum = mat4x4f();
    for (var j = 0u; j < 3 * V; j++) {
      // dr dz are the gates' first slots, dq is the last.
      let d = at + select(j, j + V, j >= 2 * V);
      sum += getTransposed(j, u) * mat4x4f(gates[d.x], gates[d.y], gates[d.z], gates[d.w]);
    }
    for (var r = 0u; r < 4; r++) {
      dh[r] += select(vec4f(), sum[r], goesOn(t, lengths[row[r]]));
    }
  }
  for (var r = 0u; r < 4; r++) {
    putInitial(row[r], first + r < B, u, dh[r]);
  }
}

// As gru_block_backward; one thread per eight rows and eight units
@compute @workgroup_size(PAIRS, GROUPS)
fn gru_block_wide(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
  second = wg.z;
  let B = feed.B;
  let T = countSteps();
  let u = 2 * local.x;
  let first = (wg.x * GROUPS + local.y) * 8;
  let upper = min(first + vec4u(0, 1, 2, 3), vec4u(B - 1));
  let lower = min(first + vec4u(4, 5, 6, 7), vec4u(B - 1));
  var dh: array<vec4f, 16>; // [unit / 4][row]
  for (var n = 0u; n < 16; n++) {
    dh[n] = getFinal(min(first + n % 8, B - 1), u + n / 8);
  }
  for (var s = 0u; s < T; s++) {
    let t = firstStep() + select(T - 1 - s, s, direction() == 1);
    for (var n = 0u; n < 16; n++) {
      dh[n] = stepBack(t, min(first + n % 8, B - 1), first + n % 8 < B, u + n / 8, dh[n]);
    }
    storageBarrier();
    let up = (t * B + upper) * H + gatesFirst();
    let low = (t * B + lower) * H + gatesFirst();
    var sum00 = mat4x4f();
    var sum01 = mat4x4f();
    var sum10 = mat4x4f();
    var sum11 = mat4x4f();
    for (var j = 0u; j < 3 * V; j++) {
      // dr dz are the gates' first slots, dq is the last.
      let slot = select(j, j + V, j >= 2 * V);
      let d0 = mat4x4f(gates[up.x + slot], gates[up.y + slot], gates[up.z + slot], gates[up.w + slot]);
      let d1 = mat4x4f(gates[low.x + slot], gates[low.y + slot], gates[low.z + slot], gates[low.w + slot]);
      let w0 = getTransposed(j, u);
      let w1 = getTransposed(j, u + 1);
      sum00 += w0 * d0;
      sum01 += w0 * d1;
      sum10 += w1 * d0;
      sum11 += w1 * d1;
    }
    var sums = array<mat4x4f, 4>(sum00, sum01, sum10, sum11);
    for (var n = 0u; n < 16; n++) {
      dh[n] += select(vec4f(), sums[n / 4][n % 4], goesOn(t, lengths[min(first + n % 8, B - 1)]));
    }
  }
  for (var n = 0u; n < 16; n++) {
    putInitial(min(first + n % 8, B - 1), first + n % 8 < B, u + n / 8, dh[n]);
  }
}

// One row and four units of a step back: dpreact in place of the gates, and what goes on past it but for W_hhᵀ·dpreact.
fn stepBack(t: u32, row: u32, exists: bool, u: u32, dh: vec4f) -> vec4f {
  let length = lengths[row];
  let on = t < length;
  let at = (t * feed.B + row) * H + u + gatesFirst();
  let step = (t * feed.B + row) * V + u + second * STEPS_SPAN;
  let r = gates[at];
  let z = gates[at + V];
  let n = gates[at + 2 * V];
  let q = gates[at + 3 * V];
  let before = hidden[((t + direction()) * feed.B + row) * V + u + hiddenFirst()];
  var whole = dh;
  if (READS_DHIDDEN == 1) {
    whole += dhidden[step];
  }
  let dn = select(vec4f(), whole * (1 - z) * (1 - n * n), on);
  if (exists) {
    gates[at] = select(vec4f(), dn * q * r * (1 - r), on);
    gates[at + V] = select(vec4f(), whole * (before - n) * z * (1 - z), on);
    gates[at + 2 * V] = dn;
    gates[at + 3 * V] = select(vec4f(), dn * r, on);
    if (RECORD == 1) {
      dhidden[step] = select(vec4f(), whole, on);
    }
  }
  // A row that has ended hands its gradient on as it is.
  return select(dh, select(vec4f(), whole * z, goesOn(t, length)), on);
}
