// Gated recurrent unit, reset before the product (the textbook's), in blocks of four rows by four units, matrices in registers: for a CPU that imitates a GPU (see lstm_block.wgsl).
// Rows and units are columns and components of matrices; threads of a workgroup see each other's h, r⊙h and dpreact in the tensors themselves.
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

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> lengths: array<u32>; // [B]
@group(0) @binding(2) var<storage, read> weights: array<vec4f>; // W_hh [3·H, V]
@group(0) @binding(3) var<storage, read> parameters: array<f32>;
@group(0) @binding(4) var<storage, read> inputs: array<f32>; // [T, B, INPUTS]
@group(0) @binding(5) var<storage, read_write> gates: array<vec4f>; // [T, B, 4, V]
@group(0) @binding(6) var<storage, read_write> hidden: array<vec4f>; // [T+1, B, V]
@group(0) @binding(7) var<storage, read_write> dhidden: array<vec4f>; // [T, B, V]
@group(0) @binding(8) var<storage, read_write> dfinal: array<vec4f>; // [B, 2, V]

// n = tanh(x_n + b_hn + W_hn·(r⊙h)), h' = (1-z)⊙h + z⊙n; [T, B, 4, H] keeps r z n and r⊙h, states [T+1, B, H]; one thread per four rows and four units
@compute @workgroup_size(V, GROUPS)
fn gru_before_block_forward(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
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
  let biasN = getBias(BIAS_HH, u + 2 * V) + getInputBias(u + 2 * V);
  for (var s = 0u; s < T; s++) {
    let t = firstStep() + select(s, T - 1 - s, direction() == 1);
    var r = same(biasR);
    var z = same(biasZ);
    var n = same(biasN);
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
    }
    for (var i = 0u; i < 4; i++) {
      let on = t < lengths[row[i]];
      let at = (t * B + row[i]) * H + u + gatesFirst();
      if (INPUTS == 0) {
        r[i] += gates[at];
        z[i] += gates[at + V];
        n[i] += gates[at + 2 * V];
      }
      r[i] = sigmoid(r[i]);
      z[i] = sigmoid(z[i]);
      if (first + i < B) {
        gates[at] = select(vec4f(), r[i], on);
        gates[at + V] = select(vec4f(), z[i], on);
        gates[at + 3 * V] = select(vec4f(), r[i] * h[i], on);
      }
    }
    storageBarrier();
    let reset = (t * B + row) * H + 3 * V + gatesFirst();
    for (var k = 0u; k < V; k++) {
      let kept = mat4x4f(gates[reset.x + k], gates[reset.y + k], gates[reset.z + k], gates[reset.w + k]);
      n += getWeights(u * H + k + 2 * H * V) * kept;
    }
    for (var i = 0u; i < 4; i++) {
      let on = t < lengths[row[i]];
      let candidate = tanhOf(n[i]);
      h[i] = select(h[i], h[i] + z[i] * (candidate - h[i]), on);
      if (first + i < B) {
        gates[(t * B + row[i]) * H + 2 * V + u + gatesFirst()] = select(vec4f(), candidate, on);
        hidden[((t + 1 - direction()) * B + row[i]) * V + u + hiddenFirst()] = h[i];
      }
    }
    storageBarrier();
  }
}

// dr dz dn in place of r z n (r⊙h stays), with dr from d(r⊙h) = W_hnᵀ·dn, and dh of the step before from all of them; one thread per four rows and four units
@compute @workgroup_size(V, GROUPS)
fn gru_before_block_backward(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
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
    for (var j = 2 * V; j < 3 * V; j++) {
      sum += getTransposed(j, u) * mat4x4f(gates[at.x + j], gates[at.y + j], gates[at.z + j], gates[at.w + j]);
    }
    for (var r = 0u; r < 4; r++) {
      let reset = gates[at[r] + u];
      let before = hidden[((t + direction()) * B + row[r]) * V + u + hiddenFirst()];
      dh[r] += select(vec4f(), sum[r] * reset, goesOn(t, lengths[row[r]]));
      if (first + r < B) {
        gates[at[r] + u] = select(vec4f(), sum[r] * before * reset * (1 - reset), t < lengths[row[r]]);
      }
    }
    storageBarrier();
    sum = mat4x4f();
    for (var j = 0u; j < 2 * V; j++) {
      sum += getTransposed(j, u) * mat4x4f(gates[at.x + j], gates[at.y + j], gates[at.z + j], gates[at.w + j]);
    }
    for (var r = 0u; r < 4; r++) {
      dh[r] += select(vec4f(), sum[r], goesOn(t, lengths[row[r]]));
    }
  }
  for (var r = 0u; r < 4; r++) {
    putInitial(row[r], first + r < B, u, dh[r]);
  }
}

// One row and four units of a step back: dz dn in place of z n, and what goes on past it but for the products with W_hh.
fn stepBack(t: u32, row: u32, exists: bool, u: u32, dh: vec4f) -> vec4f {
  let length = lengths[row];
  let on = t < length;
  let at = (t * feed.B + row) * H + u + gatesFirst();
  let step = (t * feed.B + row) * V + u + second * STEPS_SPAN;
  let z = gates[at + V];
  let n = gates[at + 2 * V];
  let before = hidden[((t + direction()) * feed.B + row) * V + u + hiddenFirst()];
  var whole = dh;
  if (READS_DHIDDEN == 1) {
    whole += dhidden[step];
  }
  if (exists) {
    gates[at + V] = select(vec4f(), whole * (n - before) * z * (1 - z), on);
    gates[at + 2 * V] = select(vec4f(), whole * z * (1 - n * n), on);
    if (RECORD == 1) {
      dhidden[step] = select(vec4f(), whole, on);
    }
  }
  // A row that has ended hands its gradient on as it is.
  return select(dh, select(vec4f(), whole * (1 - z), goesOn(t, length)), on);
}
