// Long short-term memory in blocks of four rows by four units, matrices in registers: for a CPU that imitates a GPU, where a number that is
// loaded costs as much as a dozen that are multiplied. Nothing goes through workgroup memory, which SwiftShader clears for every four threads:
// threads of a workgroup see each other's h and dpreact in the tensors themselves. Rows and units are columns and components of matrices.
// needs feed, nonlinear, steps, blocks, directions

const H: u32 = 8; // units, a multiple of 4; of 8 for the wide kernel
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
@group(0) @binding(2) var<storage, read> weights: array<vec4f>; // W_hh [4·H, V]
@group(0) @binding(3) var<storage, read> parameters: array<f32>;
@group(0) @binding(4) var<storage, read> inputs: array<f32>; // [T, B, INPUTS]
@group(0) @binding(5) var<storage, read_write> gates: array<vec4f>; // [T, B, 4, V]
@group(0) @binding(6) var<storage, read_write> hidden: array<vec4f>; // [T+1, B, V]
@group(0) @binding(7) var<storage, read_write> cell: array<vec4f>; // [T+1, B, V]
@group(0) @binding(8) var<storage, read_write> dhidden: array<vec4f>; // [T, B, V]
@group(0) @binding(9) var<storage, read_write> dcell: array<vec4f>; // [T, B, V]
@group(0) @binding(10) var<storage, read_write> dfinal: array<vec4f>; // [B, 2, V]

// c' = σ(f)⊙c + σ(i)⊙tanh(g), h' = σ(o)⊙tanh(c'), with (i f g o) = W_ih·x + b_ih + b_hh + W_hh·h; [T, B, 4, H] to states [T+1, B, H]; one thread per four rows and four units
@compute @workgroup_size(V, GROUPS)
fn lstm_block_forward(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
  second = wg.z;
  let B = feed.B;
  let T = countSteps();
  let u = local.x;
  let first = (wg.x * GROUPS + local.y) * 4;
  let row = min(first + vec4u(0, 1, 2, 3), vec4u(B - 1));
  let bias = mat4x4f(
    getBias(BIAS_HH, u) + getInputBias(u),
    getBias(BIAS_HH, u + V) + getInputBias(u + V),
    getBias(BIAS_HH, u + 2 * V) + getInputBias(u + 2 * V),
    getBias(BIAS_HH, u + 3 * V) + getInputBias(u + 3 * V),
  );
  var inputWeights: array<mat4x4f, INPUTS + 1>;
  for (var n = 0u; n < INPUTS; n++) {
    inputWeights[n] = mat4x4f(getInputWeight(u, n), getInputWeight(u + V, n), getInputWeight(u + 2 * V, n), getInputWeight(u + 3 * V, n));
  }
  var c = mat4x4f();
  var h = mat4x4f();
  for (var r = 0u; r < 4; r++) {
    let at = ((firstStep() + T * direction()) * B + row[r]) * V + u;
    if (INITIAL == 1) {
      c[r] = cell[at + cellFirst()];
      h[r] = hidden[at + hiddenFirst()];
    } else if (first + r < B) {
      cell[at + cellFirst()] = vec4f();
      hidden[at + hiddenFirst()] = vec4f();
    }
  }
  storageBarrier();
  for (var s = 0u; s < T; s++) {
    let t = firstStep() + select(s, T - 1 - s, direction() == 1);
    var i = mat4x4f(bias[0], bias[0], bias[0], bias[0]);
    var f = mat4x4f(bias[1], bias[1], bias[1], bias[1]);
    var g = mat4x4f(bias[2], bias[2], bias[2], bias[2]);
    var o = mat4x4f(bias[3], bias[3], bias[3], bias[3]);
    for (var n = 0u; n < INPUTS; n++) {
      let w = inputWeights[n];
      let at = (t * B + row) * INPUTS + n;
      let value = vec4f(inputs[at.x], inputs[at.y], inputs[at.z], inputs[at.w]);
      i += outer(w[0], value);
      f += outer(w[1], value);
      g += outer(w[2], value);
      o += outer(w[3], value);
    }
    let before = ((t + direction()) * B + row) * V + hiddenFirst();
    for (var k = 0u; k < V; k++) {
      let past = mat4x4f(hidden[before.x + k], hidden[before.y + k], hidden[before.z + k], hidden[before.w + k]);
      let at = u * H + k;
      i += getWeights(at) * past;
      f += getWeights(at + H * V) * past;
      g += getWeights(at + 2 * H * V) * past;
      o += getWeights(at + 3 * H * V) * past;
    }
    for (var r = 0u; r < 4; r++) {
      let on = t < lengths[row[r]];
      let at = (t * B + row[r]) * H + u + gatesFirst();
      var sums = mat4x4f(i[r], f[r], g[r], o[r]);
      if (INPUTS == 0) {
        sums += mat4x4f(gates[at], gates[at + V], gates[at + 2 * V], gates[at + 3 * V]);
      }
      let input = sigmoid(sums[0]);
      let forget = sigmoid(sums[1]);
      let candidate = tanhOf(sums[2]);
      let output = sigmoid(sums[3]);
      if (on) {
        c[r] = forget * c[r] + input * candidate;
        h[r] = output * tanhOf(c[r]);
      }
      if (first + r < B) {
        gates[at] = select(vec4f(), input, on);
        gates[at + V] = select(vec4f(), forget, on);
        gates[at + 2 * V] = select(vec4f(), candidate, on);
        gates[at + 3 * V] = select(vec4f(), output, on);
        let state = ((t + 1 - direction()) * B + row[r]) * V + u;
        hidden[state + hiddenFirst()] = h[r];
        cell[state + cellFirst()] = c[r];
      }
    }
    storageBarrier();
  }
}

// dc = dc' + dh⊙o⊙(1-tanh²c), di df dg do in place of i f g o, dh and dc of the step before from W_hhᵀ·dpreact and f; one thread per four rows and four units
@compute @workgroup_size(V, GROUPS)
fn lstm_block_backward(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
  second = wg.z;
  let B = feed.B;
  let T = countSteps();
  let u = local.x;
  let first = (wg.x * GROUPS + local.y) * 4;
  let row = min(first + vec4u(0, 1, 2, 3), vec4u(B - 1));
  var dh: array<vec4f, 4>;
  var dc: array<vec4f, 4>;
  for (var r = 0u; r < 4; r++) {
    dh[r] = getFinal(row[r], u);
    dc[r] = getFinal(row[r], u + V);
  }
  for (var s = 0u; s < T; s++) {
    let t = firstStep() + select(T - 1 - s, s, direction() == 1);
    for (var r = 0u; r < 4; r++) {
      let carried = stepBack(t, row[r], first + r < B, u, dh[r], dc[r]);
      dh[r] = carried.dh;
      dc[r] = carried.dc;
    }
    storageBarrier();
    let at = (t * B + row) * H + gatesFirst();
    var sum = mat4x4f();
    for (var j = 0u; j < H; j++) {
      sum += getTransposed(j, u) * mat4x4f(gates[at.x + j], gates[at.y + j], gates[at.z + j], gates[at.w + j]);
    }
    for (var r = 0u; r < 4; r++) {
      dh[r] += select(vec4f(), sum[r], goesOn(t, lengths[row[r]]));
    }
  }
  for (var r = 0u; r < 4; r++) {
    putInitial(row[r], first + r < B, u, dh[r]);
    putInitial(row[r], first + r < B, u + V, dc[r]);
  }
}

// As lstm_block_backward; one thread per eight rows and eight units
@compute @workgroup_size(PAIRS, GROUPS)
fn lstm_block_wide(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
  second = wg.z;
  let B = feed.B;
  let T = countSteps();
  let u = 2 * local.x;
  let first = (wg.x * GROUPS + local.y) * 8;
  let upper = min(first + vec4u(0, 1, 2, 3), vec4u(B - 1));
  let lower = min(first + vec4u(4, 5, 6, 7), vec4u(B - 1));
  var dh: array<vec4f, 16>; // [unit / 4][row]
  var dc: array<vec4f, 16>;
  for (var n = 0u; n < 16; n++) {
    let row = min(first + n % 8, B - 1);
    dh[n] = getFinal(row, u + n / 8);
    dc[n] = getFinal(row, u + n / 8 + V);
  }
  for (var s = 0u; s < T; s++) {
    let t = firstStep() + select(T - 1 - s, s, direction() == 1);
    for (var n = 0u; n < 16; n++) {
      let carried = stepBack(t, min(first + n % 8, B - 1), first + n % 8 < B, u + n / 8, dh[n], dc[n]);
      dh[n] = carried.dh;
      dc[n] = carried.dc;
    }
    storageBarrier();
    let up = (t * B + upper) * H + gatesFirst();
    let low = (t * B + lower) * H + gatesFirst();
    var sum00 = mat4x4f();
    var sum01 = mat4x4f();
    var sum10 = mat4x4f();
    var sum11 = mat4x4f();
    for (var j = 0u; j < H; j++) {
      let d0 = mat4x4f(gates[up.x + j], gates[up.y + j], gates[up.z + j], gates[up.w + j]);
      let d1 = mat4x4f(gates[low.x + j], gates[low.y + j], gates[low.z + j], gates[low.w + j]);
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
    putInitial(min(first + n % 8, B - 1), first + n % 8 < B, u + n / 8 + V, dc[n]);
  }
}

struct Carried {
  dh: vec4f,
  dc: vec4f,
}

// One row and four units of a step back: dpreact in place of the gates, and what goes on past it but for W_hhᵀ·dpreact.
fn stepBack(t: u32, row: u32, exists: bool, u: u32, dh: vec4f, dc: vec4f) -> Carried {
  let length = lengths[row];
  let on = t < length;
  let at = (t * feed.B + row) * H + u + gatesFirst();
  let step = (t * feed.B + row) * V + u + second * STEPS_SPAN;
  let i = gates[at];
  let f = gates[at + V];
  let g = gates[at + 2 * V];
  let o = gates[at + 3 * V];
  let tanhC = tanhOf(cell[((t + 1 - direction()) * feed.B + row) * V + u + cellFirst()]);
  let before = cell[((t + direction()) * feed.B + row) * V + u + cellFirst()];
  var dhWhole = dh;
  if (READS_DHIDDEN == 1) {
    dhWhole += dhidden[step];
  }
  let dcWhole = dc + dhWhole * o * (1 - tanhC * tanhC);
  if (exists) {
    gates[at] = select(vec4f(), dcWhole * g * i * (1 - i), on);
    gates[at + V] = select(vec4f(), dcWhole * before * f * (1 - f), on);
    gates[at + 2 * V] = select(vec4f(), dcWhole * i * (1 - g * g), on);
    gates[at + 3 * V] = select(vec4f(), dhWhole * tanhC * o * (1 - o), on);
    if (RECORD == 1) {
      dhidden[step] = select(vec4f(), dhWhole, on);
      dcell[step] = select(vec4f(), dcWhole, on);
    }
  }
  // A row that has ended hands its gradient on as it is.
  return Carried(select(dh, vec4f(), on), select(dc, select(vec4f(), dcWhole * f, goesOn(t, length)), on));
}
