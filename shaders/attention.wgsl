// Attention from target steps to source steps: scores, softmax and context, and the gradients of queries, values and keys.
// The context's view is also that of its gradient.
// needs feed, views

const H: u32 = 4; // width of queries and keys
const D: u32 = 4; // width of values
const ADDITIVE: u32 = 0; // 0: s = q·k, 1: s = v·tanh(q + k)
const LOOPED: u32 = 0; // 1: the queries of step u alone
const ADD: u32 = 0; // 1: adds to what dquery holds
const SAME: u32 = 0; // 1: keys are values, and what reaches both goes to dvalues
const PART: u32 = 0; // of additive scores, 0: everything; 1: all but dweight; 2: dweight alone, in the place of dkeys
const DWEIGHT_SPAN: u32 = 0; // where both are written, elements from dkeys to dweight
// Where each matrix begins, how far its rows are apart, and the steps before its first: 0, 1, T where 2, U where 3, u where 4, u + 1 where 5
const QUERY_OFFSET: u32 = 0;
const QUERY_STRIDE: u32 = 4;
const QUERY_SHIFT: u32 = 0;
const KEYS_OFFSET: u32 = 0;
const KEYS_STRIDE: u32 = 4;
const KEYS_SHIFT: u32 = 0;
const VALUES_OFFSET: u32 = 0;
const VALUES_STRIDE: u32 = 4;
const VALUES_SHIFT: u32 = 0;
const CONTEXT_OFFSET: u32 = 0;
const CONTEXT_STRIDE: u32 = 4;
const CONTEXT_SHIFT: u32 = 0;
const DQUERY_OFFSET: u32 = 0;
const DQUERY_STRIDE: u32 = 4;
const DQUERY_SHIFT: u32 = 0;
const DVALUES_OFFSET: u32 = 0;
const DVALUES_STRIDE: u32 = 4;
const DVALUES_SHIFT: u32 = 0;
const DKEYS_OFFSET: u32 = 0;
const DKEYS_STRIDE: u32 = 4;
const DKEYS_SHIFT: u32 = 0;

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> lengths: array<u32>; // [B]
@group(0) @binding(2) var<storage, read> query: array<f32>; // [U·B, H]
@group(0) @binding(3) var<storage, read> keys: array<f32>; // [T·B, H]
@group(0) @binding(4) var<storage, read> values: array<f32>; // [T·B, D]
@group(0) @binding(5) var<storage, read> weight: array<f32>; // v [H]
@group(0) @binding(6) var<storage, read_write> scores: array<f32>; // [U, B, T]
@group(0) @binding(7) var<storage, read_write> attention: array<f32>; // [U, B, T]
@group(0) @binding(8) var<storage, read_write> context: array<f32>; // [U·B, D]
@group(0) @binding(9) var<storage, read> alpha: array<f32>; // attention, once it is there
@group(0) @binding(10) var<storage, read> dcontext: array<f32>; // [U·B, D]
@group(0) @binding(11) var<storage, read_write> dscores: array<f32>; // [U, B, T]
@group(0) @binding(12) var<storage, read_write> dquery: array<f32>; // [U·B, H]
@group(0) @binding(13) var<storage, read_write> dvalues: array<f32>; // [T·B, D]
@group(0) @binding(14) var<storage, read> dsources: array<f32>; // dscores, once they are there
@group(0) @binding(15) var<storage, read_write> dkeys: array<f32>; // [T·B, H], and of additive scores dweight [T·B, H]
@group(0) @binding(16) var<storage, read> held: array<f32>; // [U, B, T]
@group(0) @binding(17) var<storage, read_write> free: array<f32>; // [U, B, T]

// scores, attention = softmax over j < length, context[m] = Σ_j attention[m,j] values[j]; one workgroup per query m, threads over j, then over columns
@compute @workgroup_size(64)
fn attention_look(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let m = wg.x + wg.y * grid.x;
  let inside = m < countQueries();
  let b = m % feed.B;
  let length = select(0, lengths[b], inside);
  let row = (m + firstQuery()) * feed.T;
  for (var j = local; inside && j < feed.T; j += 64) {
    var score = 0.0;
    if (j < length) {
      score = scoreOf(m, j * feed.B + b);
    }
    scores[row + j] = score;
  }
  storageBarrier();
  if (!inside) {
    return;
  }
  var largest = -3.4e38;
  for (var j = 0u; j < length; j++) {
    largest = max(largest, scores[row + j]);
  }
  var sum = 0.0;
  for (var j = 0u; j < length; j++) {
    sum += exp(scores[row + j] - largest);
  }
  for (var j = local; j < feed.T; j += 64) {
    attention[row + j] = select(0, exp(scores[row + j] - largest) / sum, j < length);
  }
  for (var d = local; d < D; d += 64) {
    var total = 0.0;
    for (var j = 0u; j < length; j++) {
      total += exp(scores[row + j] - largest) / sum * values[valueAt(j * feed.B + b) + d];
    }
    context[contextAt(m) + d] = total;
  }
}

// Where row m of held is below 1e29: attention = held, context[m] = Σ_j attention[m,j] values[j]; free = attention, or 0 there; one workgroup per query m, threads over j, then over columns
@compute @workgroup_size(64)
fn attention_hold(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let m = wg.x + wg.y * grid.x;
  if (m >= countQueries()) {
    return;
  }
  let b = m % feed.B;
  let length = lengths[b];
  let row = (m + firstQuery()) * feed.T;
  let isHeld = held[row] < 1e29;
  for (var j = local; j < feed.T; j += 64) {
    if (isHeld) {
      attention[row + j] = select(0, held[row + j], j < length);
      free[row + j] = 0;
    } else {
      free[row + j] = attention[row + j];
    }
  }
  for (var d = local; isHeld && d < D; d += 64) {
    var total = 0.0;
    for (var j = 0u; j < length; j++) {
      total += held[row + j] * values[valueAt(j * feed.B + b) + d];
    }
    context[contextAt(m) + d] = total;
  }
}

// dscores = attention ⊙ (da - Σ_j attention·da), da_j = dcontext·values_j, dq = Σ_j dscores ∂s/∂q; one workgroup per query m, threads over j, then over columns
@compute @workgroup_size(64)
fn attention_back(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let m = wg.x + wg.y * grid.x;
  let inside = m < countQueries();
  let b = m % feed.B;
  let row = (m + firstQuery()) * feed.T;
  for (var j = local; inside && j < feed.T; j += 64) {
    var da = 0.0;
    if (alpha[row + j] > 0) {
      for (var d = 0u; d < D; d++) {
        da += dcontext[contextAt(m) + d] * values[valueAt(j * feed.B + b) + d];
      }
    }
    dscores[row + j] = da;
  }
  storageBarrier();
  var mean = 0.0;
  for (var j = 0u; inside && j < feed.T; j++) {
    mean += alpha[row + j] * dscores[row + j];
  }
  storageBarrier();
  for (var j = local; inside && j < feed.T; j += 64) {
    dscores[row + j] = alpha[row + j] * (dscores[row + j] - mean);
  }
  storageBarrier();
  if (!inside) {
    return;
  }
  for (var h = local; h < H; h += 64) {
    let to = DQUERY_OFFSET + (stepsOf(DQUERY_SHIFT) + m) * DQUERY_STRIDE + h;
    var total = 0.0;
    if (ADD == 1) {
      total = dquery[to];
    }
    for (var j = 0u; j < feed.T; j++) {
      if (alpha[row + j] > 0) {
        let n = j * feed.B + b;
        if (ADDITIVE == 1) {
          let inner = tanhOf(query[queryAt(m) + h] + keys[keyAt(n) + h]);
          total += dscores[row + j] * weight[h] * (1 - inner * inner);
        } else {
          total += dscores[row + j] * keys[keyAt(n) + h];
        }
      }
    }
    dquery[to] = total;
  }
}

// dvalues[j] = Σ_u attention[u,j] dcontext[u], dkeys[j] = Σ_u dscores[u,j] ∂s/∂k, and of additive scores dweight[j] = Σ_u dscores[u,j] tanh(q + k), laid
// out as dkeys; one thread per (j,b) and column of values, then one per (j,b) and column of keys; where keys are values, one for both
@compute @workgroup_size(64)
fn attention_keys(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  let own = feed.T * feed.B * D;
  if (i < own) {
    if (PART == 2) {
      return;
    }
    let n = i / D;
    let at = DVALUES_OFFSET + (stepsOf(DVALUES_SHIFT) + n) * DVALUES_STRIDE + i % D;
    var total = 0.0;
    for (var u = 0u; u < feed.U; u++) {
      let m = u * feed.B + n % feed.B;
      total += alpha[m * feed.T + n / feed.B] * dcontext[contextAt(m) + i % D];
    }
    if (SAME == 1) {
      total += keyGradient(n, i % D).x;
    }
    dvalues[at] = total;
    return;
  }
  let n = (i - own) / H;
  let h = (i - own) % H;
  if (SAME == 1 || n >= feed.T * feed.B) {
    return;
  }
  let at = DKEYS_OFFSET + (stepsOf(DKEYS_SHIFT) + n) * DKEYS_STRIDE + h;
  let gradient = keyGradient(n, h);
  dkeys[at] = select(gradient.x, gradient.y, PART == 2);
  if (ADDITIVE == 1 && PART == 0) {
    dkeys[DWEIGHT_SPAN + at] = gradient.y;
  }
}

// What reaches column h of key n, and the part of it that is the weight's
fn keyGradient(n: u32, h: u32) -> vec2f {
  var total = vec2f();
  for (var u = 0u; u < feed.U; u++) {
    let m = u * feed.B + n % feed.B;
    let d = dsources[m * feed.T + n / feed.B];
    if (ADDITIVE == 1) {
      let inner = tanhOf(query[queryAt(m) + h] + keys[keyAt(n) + h]);
      total += d * vec2f(weight[h] * (1 - inner * inner), inner);
    } else {
      total.x += d * query[queryAt(m) + h];
    }
  }
  return total;
}

fn scoreOf(m: u32, n: u32) -> f32 {
  var score = 0.0;
  for (var h = 0u; h < H; h++) {
    let q = query[queryAt(m) + h];
    let k = keys[keyAt(n) + h];
    if (ADDITIVE == 1) {
      score += weight[h] * tanhOf(q + k);
    } else {
      score += q * k;
    }
  }
  return score;
}

// An odd polynomial near 0, where the formula would lose its digits; NaN stays NaN.
fn tanhOf(x: f32) -> f32 {
  if ((bitcast<u32>(x) & 0x7fffffff) > 0x7f800000) {
    return x;
  }
  let square = x * x;
  let near = x * (1 - square * (0.333333333 - square * (0.133333333 - square * 0.053968254)));
  return select(1 - 2 / (exp(2 * clamp(x, -15.0, 15.0)) + 1), near, abs(x) < 0.25);
}

fn countQueries() -> u32 {
  return feed.B * select(feed.U, 1, LOOPED == 1);
}

// Queries of the steps before
fn firstQuery() -> u32 {
  return select(0, feed.u * feed.B, LOOPED == 1);
}

fn queryAt(m: u32) -> u32 {
  return QUERY_OFFSET + (stepsOf(QUERY_SHIFT) + m) * QUERY_STRIDE;
}

fn keyAt(n: u32) -> u32 {
  return KEYS_OFFSET + (stepsOf(KEYS_SHIFT) + n) * KEYS_STRIDE;
}

fn valueAt(n: u32) -> u32 {
  return VALUES_OFFSET + (stepsOf(VALUES_SHIFT) + n) * VALUES_STRIDE;
}

fn contextAt(m: u32) -> u32 {
  return CONTEXT_OFFSET + (stepsOf(CONTEXT_SHIFT) + m) * CONTEXT_STRIDE;
}
