// Rows of an embedding table by token, and their gradient.
// needs feed

const E: u32 = 3; // width of a row
const V: u32 = 5; // rows of the table
const OVER: u32 = 0; // tokens of T steps; 1: U steps; 2: step u

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> tokens: array<u32>; // [T, B]
@group(0) @binding(2) var<storage, read> table: array<f32>; // [V, E]
@group(0) @binding(3) var<storage, read_write> embedded: array<f32>; // [T, B, E]
// The places of the tokens, ordered by token: where each token's places begin [V+1], then the places [T·B].
@group(0) @binding(4) var<storage, read> order: array<u32>;
@group(0) @binding(5) var<storage, read> dembedded: array<f32>; // [T, B, E]
@group(0) @binding(6) var<storage, read_write> dtable: array<f32>; // [V, E]

var<workgroup> some: array<u32, 64>;

// embedded[t,b,e] = table[tokens[t,b],e]; one thread per (t,b,e)
@compute @workgroup_size(64)
fn embed_gather(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let own = (wg.x + wg.y * grid.x) * 64 + local;
  if (own < select(select(feed.T, feed.U, OVER == 1), 1, OVER == 2) * feed.B * E) {
    let i = select(0, feed.u * feed.B * E, OVER == 2) + own;
    embedded[i] = table[tokens[i / E] * E + i % E];
  }
}

// dtable[v,e] = Σ over the places of v, in order, of dembedded[place,e]; one thread per (v,e)
@compute @workgroup_size(64)
fn embed_collect(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  if (i >= V * E) {
    return;
  }
  let v = i / E;
  var sum = 0.0;
  for (var j = order[v]; j < order[v + 1]; j++) {
    sum += dembedded[order[V + 1 + j] * E + i % E];
  }
  dtable[i] = sum;
}

// dtable[v,e] = Σ over the places of v, in order, of dembedded[place,e], where the tokens were made on the device and are searched; one thread per (v,e)
@compute @workgroup_size(64)
fn embed_search(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  let v = i / E;
  let count = select(feed.T, feed.U, OVER == 1) * feed.B;
  var sum = 0.0;
  for (var first = 0u; first < count; first += 64) {
    workgroupBarrier();
    if (first + local < count) {
      some[local] = tokens[first + local];
    }
    workgroupBarrier();
    for (var j = 0u; j < min(64, count - first); j++) {
      if (some[j] == v) {
        sum += dembedded[(first + j) * E + i % E];
      }
    }
  }
  if (i < V * E) {
    dtable[i] = sum;
  }
}
