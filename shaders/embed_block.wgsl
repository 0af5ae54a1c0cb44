// Rows of a table by token, and gradients collected by token, in whole vec4s. What is not made of them goes to embed.
// needs feed, lookup, views

const SPAN: u32 = 1; // vec4s that a thread looks up

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> tokens: array<u32>; // [T, B]
@group(0) @binding(2) var<storage, read> table: array<vec4f>; // [V, E]
@group(0) @binding(3) var<storage, read_write> found: array<vec4f>; // [T, B, E]
// The places of the tokens, ordered by token: where each token's places begin [V+1], then the places [T·B].
@group(0) @binding(4) var<storage, read> order: array<u32>;
@group(0) @binding(5) var<storage, read> dfound: array<vec4f>; // [T, B, E]
@group(0) @binding(6) var<storage, read_write> dtable: array<vec4f>; // [V, E]

// found[t,b,e] = table[tokens[t,b],e]; one thread per (t,b) and SPAN vec4s of e
@compute @workgroup_size(64)
fn embed_block_gather(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let threads = (E / 4 + SPAN - 1) / SPAN; // a row
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  let m = i / threads;
  if (m >= select(select(feed.T, feed.U, OVER == 1), 1, OVER == 2) * feed.B) {
    return;
  }
  let row = (TABLE_OFFSET + wg.z * TABLE_SPAN) / 4 + tokens[select(0, feed.u * feed.B, OVER == 2) + m] * (E / 4);
  let place = (OFFSET + wg.z * FOUND_SPAN) / 4 + (stepsOf(SHIFT) + m) * (STRIDE / 4);
  for (var e = i % threads; e < E / 4; e += threads) {
    found[place + e] = table[row + e];
  }
}

// dtable[v,e] = Σ over the places of v, in order, of dfound[place,e]; one thread per v and vec4 of e
@compute @workgroup_size(64)
fn embed_block_collect(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  let v = i / (E / 4);
  if (v >= V) {
    return;
  }
  let first = (OFFSET + wg.z * FOUND_SPAN) / 4 + i % (E / 4);
  var sum = vec4f();
  for (var j = order[v]; j < order[v + 1]; j++) {
    sum += dfound[first + order[V + 1 + j] * (STRIDE / 4)];
  }
  dtable[(TABLE_OFFSET + wg.z * TABLE_SPAN) / 4 + i] = sum;
}
