// Plain recurrent layer in blocks of four rows by four units, matrices in registers: for a CPU that imitates a GPU (see lstm_block.wgsl).
// Rows and units are columns and components of matrices; threads of a workgroup see each other's h and dpreact in the tensors themselves.
// needs feed, nonlinear, steps, blocks, directions

const H: u32 = 8; // units, a multiple of 4
const GROUPS: u32 = 2; // blocks of rows in a workgroup
const STEPS: u32 = 0; // 0: all T steps, 1: all U, 2: step u of a loop
const INITIAL: u32 = 0; // 1: the state before the first step is there
const RELU: u32 = 0; // 1: relu, 0: tanh
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
@group(0) @binding(2) var<storage, read> weights: array<vec4f>; // W_hh [1·H, V]
@group(0) @binding(3) var<storage, read> parameters: array<f32>;
@group(0) @binding(4) var<storage, read> inputs: array<f32>; // [T, B, INPUTS]
@group(0) @binding(5) var<storage, read_write> gates: array<vec4f>; // [T, B, V]
@group(0) @binding(6) var<storage, read_write> hidden: array<vec4f>; // [T+1, B, V]
@group(0) @binding(7) var<storage, read_write> dhidden: array<vec4f>; // [T, B, V]
@group(0) @binding(8) var<storage, read_write> dfinal: array<vec4f>; // [B, 2, V]

// h' = act(W_ih·x + b_ih + b_hh + W_hh·h); [T, B, H] to states [T+1, B, H]; one thread per four rows and four units
@compute @workgroup_size(V, GROUPS)
fn rnn_block_forward(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
  second = wg.z;
  let B = feed.B;
  let T = countSteps();
  let u = local.x;
  let first = (wg.x * GROUPS + local.y) * 4;
  let row = min(first + vec4u(0, 1, 2, 3), vec4u(B - 1));
  var inputWeights: array<vec4f, INPUTS + 1>;
  for (var n = 0u; n < INPUTS; n++) {
    inputWeights[n] = getInputWeight(u, n);
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
  let bias = getBias(BIAS_HH, u) + getInputBias(u);
  for (var s = 0u; s < T; s++) {
    let t = firstStep() + select(s, T - 1 - s, direction() == 1);
    var a = same(bias);
    for (var n = 0u; n < INPUTS; n++) {
      let at = (t * B + row) * INPUTS + n;
      let value = vec4f(inputs[at.x], inputs[at.y], inputs[at.z], inputs[at.w]);
      a += outer(inputWeights[n], value);
    }
    let before = ((t + direction()) * B + row) * V + hiddenFirst();
    for (var k = 0u; k < V; k++) {
      let past = mat4x4f(hidden[before.x + k], hidden[before.y + k], hidden[before.z + k], hidden[before.w + k]);
      a += getWeights(u * H + k) * past;
    }
    for (var r = 0u; r < 4; r++) {
      let on = t < lengths[row[r]];
      let at = (t * B + row[r]) * V + u + gatesFirst();
      var sum = a[r];
      if (INPUTS == 0) {
        sum += gates[at];
      }
      if (RELU == 1) {
        sum = relu(sum);
      } else {
        sum = tanhOf(sum);
      }
      h[r] = select(h[r], sum, on);
      if (first + r < B) {
        gates[at] = select(vec4f(), sum, on);
        hidden[((t + 1 - direction()) * B + row[r]) * V + u + hiddenFirst()] = h[r];
      }
    }
    storageBarrier();
  }
}

// da = dh⊙act'(a) in place of h', dh of the step before from W_hhᵀ·da; one thread per four rows and four units
@compute @workgroup_size(V, GROUPS)
fn rnn_block_backward(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
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
    let at = (t * B + row) * V + gatesFirst();
    var sum = mat4x4f();
    for (var j = 0u; j < V; j++) {
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

// As rnn_block_backward; one thread per eight rows and eight units
@compute @workgroup_size(PAIRS, GROUPS)
fn rnn_block_wide(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
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
    let up = (t * B + upper) * V + gatesFirst();
    let low = (t * B + lower) * V + gatesFirst();
    var sum00 = mat4x4f();
    var sum01 = mat4x4f();
    var sum10 = mat4x4f();
    var sum11 = mat4x4f();
    for (var j = 0u; j < V; j++) {
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
  }
}

// One row and four units of a step back: da in place of h', and what goes on past it but for W_hhᵀ·da.
fn stepBack(t: u32, row: u32, exists: bool, u: u32, dh: vec4f) -> vec4f {
  let on = t < lengths[row];
  let at = (t * feed.B + row) * V + u + gatesFirst();
  let step = (t * feed.B + row) * V + u + second * STEPS_SPAN;
  let h = gates[at];
  var whole = dh;
  if (READS_DHIDDEN == 1) {
    whole += dhidden[step];
  }
  var da = whole;
  if (RELU == 1) {
    da = select(vec4f(), da, h > vec4f());
  } else {
    da *= 1 - h * h;
  }
  if (exists) {
    gates[at] = select(vec4f(), da, on);
    if (RECORD == 1) {
      dhidden[step] = select(vec4f(), whole, on);
    }
  }
  // A row that has ended hands its gradient on as it is.
  return select(dh, vec4f(), on);
}
