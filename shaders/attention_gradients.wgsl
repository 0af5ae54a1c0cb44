// The gradients of attention, which come back from the context: of scores, queries, values and keys.
// The context's view is also that of its gradient.
// more storage buffers than by default: attention_gradients_row
// needs feed, views, attention

const ADD: u32 = 0; // 1: adds to what dquery holds
const SAME: u32 = 0; // 1: keys are values, and what reaches both goes to dvalues
const DWEIGHT_SPAN: u32 = 0; // where both are written, elements from dkeys to dweight
const PART: u32 = 0; // of additive scores, 0: everything; 1: all but dweight; 2: dweight alone, in the place of dkeys
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
@group(0) @binding(1) var<storage, read> query: array<f32>; // [U·B, H]
@group(0) @binding(2) var<storage, read> keys: array<f32>; // [T·B, H]
@group(0) @binding(3) var<storage, read> values: array<f32>; // [T·B, D]
@group(0) @binding(4) var<storage, read> weight: array<f32>; // v [H]
@group(0) @binding(5) var<storage, read> alpha: array<f32>; // attention [U, B, T]
@group(0) @binding(6) var<storage, read> dcontext: array<f32>; // [U·B, D]
@group(0) @binding(7) var<storage, read_write> dscores: array<f32>; // [U, B, T]
@group(0) @binding(8) var<storage, read_write> dquery: array<f32>; // [U·B, H]
@group(0) @binding(9) var<storage, read_write> dvalues: array<f32>; // [T·B, D]
@group(0) @binding(10) var<storage, read_write> dkeys: array<f32>; // [T·B, H], and of additive scores dweight [T·B, H]

// dscores = attention ⊙ (da - Σ_j attention·da), da_j = dcontext·values_j, dq = Σ_j dscores ∂s/∂q; one workgroup per query m, threads over j, then over columns
@compute @workgroup_size(64)
fn attention_gradients_query(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let m = wg.x + wg.y * grid.x;
  let inside = m < countQueries();
  let b = m % feed.B;
  let row = (m + firstQuery()) * feed.T;
  for (var j = local; inside && j < feed.T; j += 64) {
    dscores[row + j] = shareGradient(m, j * feed.B + b, alpha[row + j]);
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
    putQuery(m, h, row);
  }
}

// dvalues[j] = Σ_u attention[u,j] dcontext[u], dkeys[j] = Σ_u dscores[u,j] ∂s/∂k, and of additive scores dweight[j] = Σ_u dscores[u,j] tanh(q + k), laid
// out as dkeys; one thread per (j,b) and column of values, then one per (j,b) and column of keys; where keys are values, one for both
@compute @workgroup_size(64)
fn attention_gradients_key(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  let own = feed.T * feed.B * D;
  if (i < own) {
    if (PART != 2) {
      putValue(i / D, i % D);
    }
    return;
  }
  let n = (i - own) / H;
  if (SAME == 0 && n < feed.T * feed.B) {
    putKey(n, (i - own) % H);
  }
}

// Both of these for one row of the batch; one workgroup per b, threads over (u,j), over u, then over columns
@compute @workgroup_size(256)
fn attention_gradients_row(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let b = wg.x + wg.y * grid.x;
  let inside = b < feed.B;
  let U = select(0, feed.U, inside);
  let T = select(0, feed.T, inside);
  for (var i = local; i < U * T; i += 256) {
    let m = i / T * feed.B + b;
    let at = m * T + i % T;
    dscores[at] = shareGradient(m, i % T * feed.B + b, alpha[at]);
  }
  storageBarrier();
  for (var u = local; u < U; u += 256) {
    let row = (u * feed.B + b) * T;
    var mean = 0.0;
    for (var j = 0u; j < T; j++) {
      mean += alpha[row + j] * dscores[row + j];
    }
    for (var j = 0u; j < T; j++) {
      dscores[row + j] = alpha[row + j] * (dscores[row + j] - mean);
    }
  }
  storageBarrier();
  for (var i = local; i < U * H; i += 256) {
    let m = i / H * feed.B + b;
    putQuery(m, i % H, m * T);
  }
  for (var i = local; i < T * D; i += 256) {
    putValue(i / D * feed.B + b, i % D);
  }
  for (var i = local; SAME == 0 && i < T * H; i += 256) {
    putKey(i / H * feed.B + b, i % H);
  }
}

// What reaches the share that query m gives to value n
fn shareGradient(m: u32, n: u32, share: f32) -> f32 {
  var da = 0.0;
  if (share > 0) {
    for (var d = 0u; d < D; d++) {
      da += dcontext[contextAt(m) + d] * values[valueAt(n) + d];
    }
  }
  return da;
}

// Column h of what reaches query m; its shares and their gradients begin at `row`
fn putQuery(m: u32, h: u32, row: u32) {
  let at = DQUERY_OFFSET + (stepsOf(DQUERY_SHIFT) + m) * DQUERY_STRIDE + h;
  var total = 0.0;
  if (ADD == 1) {
    total = dquery[at];
  }
  for (var j = 0u; j < feed.T; j++) {
    if (alpha[row + j] > 0) {
      let n = j * feed.B + m % feed.B;
      if (ADDITIVE == 1) {
        let inner = tanhOf(query[queryAt(m) + h] + keys[keyAt(n) + h]);
        total += dscores[row + j] * weight[h] * (1 - inner * inner);
      } else {
        total += dscores[row + j] * keys[keyAt(n) + h];
      }
    }
  }
  dquery[at] = total;
}

fn putValue(n: u32, d: u32) {
  var total = 0.0;
  for (var u = 0u; u < feed.U; u++) {
    let m = u * feed.B + n % feed.B;
    total += alpha[m * feed.T + n / feed.B] * dcontext[contextAt(m) + d];
  }
  if (SAME == 1) {
    total += keyGradient(n, d).x;
  }
  dvalues[DVALUES_OFFSET + (stepsOf(DVALUES_SHIFT) + n) * DVALUES_STRIDE + d] = total;
}

fn putKey(n: u32, h: u32) {
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
    let d = dscores[m * feed.T + n / feed.B];
    if (ADDITIVE == 1) {
      let inner = tanhOf(query[queryAt(m) + h] + keys[keyAt(n) + h]);
      total += d * vec2f(weight[h] * (1 - inner * inner), inner);
    } else {
      total.x += d * query[queryAt(m) + h];
    }
  }
  return total;
}
