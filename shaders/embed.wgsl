// Rows of a table by token, and gradients collected by token: of an embedding, or of what cells read of every token.
// needs feed, lookup, order, shares, views

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> tokens: array<u32>; // [T, B]
@group(0) @binding(2) var<storage, read> table: array<f32>; // [V, E]
@group(0) @binding(3) var<storage, read_write> found: array<f32>; // [T, B, E]
// The places of the tokens, ordered by token: where each token's places begin [V+1], then the places [T·B].
@group(0) @binding(4) var<storage, read> order: array<u32>;
@group(0) @binding(5) var<storage, read> dfound: array<f32>; // [T, B, E]
@group(0) @binding(6) var<storage, read_write> dtable: array<f32>; // [V, E]
@group(0) @binding(7) var<storage, read_write> ordered: array<u32>; // `order` as it is made

// found[t,b,e] = table[tokens[t,b],e]; one thread per (t,b,e)
@compute @workgroup_size(64)
fn embed_gather(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  let m = i / E;
  if (m < select(select(feed.T, feed.U, OVER == 1), 1, OVER == 2) * feed.B) {
    let token = tokens[select(0, feed.u * feed.B, OVER == 2) + m];
    found[OFFSET + wg.z * FOUND_SPAN + (stepsOf(SHIFT) + m) * STRIDE + i % E] = table[TABLE_OFFSET + wg.z * TABLE_SPAN + token * E + i % E];
  }
}

// dtable[v,e] = Σ over the places of v, in order, of dfound[place,e]; one thread per (v,e)
@compute @workgroup_size(64)
fn embed_collect(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  if (i >= V * E) {
    return;
  }
  let v = i / E;
  var sum = 0.0;
  for (var j = order[v]; j < order[v + 1]; j++) {
    sum += dfound[OFFSET + wg.z * FOUND_SPAN + order[V + 1 + j] * STRIDE + i % E];
  }
  dtable[TABLE_OFFSET + wg.z * TABLE_SPAN + i] = sum;
}

// The same in sixteen parts, so that a token which stands nearly everywhere is not added up by one thread; one workgroup per v and sixteen e
@compute @workgroup_size(256)
fn embed_share(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let blocks = (E + 15) / 16;
  let id = wg.x + wg.y * grid.x;
  let v = min(id / blocks, V - 1);
  let e = 16 * (id % blocks) + local % 16;
  let first = order[v];
  let count = order[v + 1] - first;
  let part = local / 16;
  let end = first + (part + 1) * count / 16;
  var share = 0.0;
  for (var j = first + part * count / 16; j < end; j++) {
    share += dfound[OFFSET + wg.z * FOUND_SPAN + order[V + 1 + j] * STRIDE + min(e, E - 1)];
  }
  let sum = addShares(local, share);
  if (part > 0 || e >= E || id >= V * blocks) {
    return;
  }
  dtable[TABLE_OFFSET + wg.z * TABLE_SPAN + v * E + e] = sum;
}

// Places by token, of tokens that were made on the device; one thread per v ≤ V
@compute @workgroup_size(64)
fn embed_order(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  orderPlaces((wg.x + wg.y * grid.x) * 64 + local, select(feed.T, feed.U, OVER == 1) * feed.B, local);
}
