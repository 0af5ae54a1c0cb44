// Attention from target steps to source steps: scores, softmax and context.
// needs feed, views, attention

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> lengths: array<u32>; // [B]
@group(0) @binding(2) var<storage, read> query: array<f32>; // [U·B, H]
@group(0) @binding(3) var<storage, read> keys: array<f32>; // [T·B, H]
@group(0) @binding(4) var<storage, read> values: array<f32>; // [T·B, D]
@group(0) @binding(5) var<storage, read> weight: array<f32>; // v [H]
@group(0) @binding(6) var<storage, read_write> scores: array<f32>; // [U, B, T]
@group(0) @binding(7) var<storage, read_write> attention: array<f32>; // [U, B, T]
@group(0) @binding(8) var<storage, read_write> context: array<f32>; // [U·B, D]
@group(0) @binding(9) var<storage, read> held: array<f32>; // [U, B, T]
@group(0) @binding(10) var<storage, read_write> free: array<f32>; // [U, B, T]

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
