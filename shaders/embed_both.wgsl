// The lookups of a source and of a target that a teacher says in one dispatch, and the gradients of both collected in one. What is named without
// `source` is the target's. The layers of workgroups are, along z: the source's directions, the target, the places of the target's tokens.
// needs feed, lookup, order, shares, views

const DIRECTIONS: u32 = 1; // of the source
const SOURCE_E: u32 = 4;
const SOURCE_V: u32 = 5;
const SOURCE_TABLE_OFFSET: u32 = 0;
const SOURCE_OFFSET: u32 = 0;
const SOURCE_STRIDE: u32 = 4;
const SOURCE_SHIFT: u32 = 0;

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> sourceTokens: array<u32>; // [T, B]
@group(0) @binding(2) var<storage, read> sourceTable: array<f32>; // [SOURCE_V, SOURCE_E]
@group(0) @binding(3) var<storage, read_write> sourceFound: array<f32>; // [T, B, SOURCE_E]
@group(0) @binding(4) var<storage, read> tokens: array<u32>; // [U, B]
@group(0) @binding(5) var<storage, read> table: array<f32>; // [V, E]
@group(0) @binding(6) var<storage, read_write> found: array<f32>; // [U, B, E]
@group(0) @binding(7) var<storage, read_write> heard: array<u32>; // [U, B]
@group(0) @binding(8) var<storage, read_write> ordered: array<u32>; // places by token: where each token's begin [V+1], then the places [U·B]
@group(0) @binding(9) var<storage, read> sourceOrder: array<u32>; // those of the source
@group(0) @binding(10) var<storage, read> order: array<u32>; // `ordered`, once it is there
@group(0) @binding(11) var<storage, read> sourceDfound: array<f32>; // [T, B, SOURCE_E]
@group(0) @binding(12) var<storage, read> dfound: array<f32>; // [U, B, E]
@group(0) @binding(13) var<storage, read_write> sourceDtable: array<f32>; // [SOURCE_V, SOURCE_E]
@group(0) @binding(14) var<storage, read_write> dtable: array<f32>; // [V, E]

// sourceFound[t,b,e] = sourceTable[sourceTokens[t,b],e], found[u,b,e] = table[tokens[u,b],e], heard = tokens, and their places; one thread per (t,b,e), (u,b,e) or v ≤ V
@compute @workgroup_size(64)
fn embed_both_gather(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  if (wg.z > DIRECTIONS) {
    if ((wg.x + wg.y * grid.x) * 64 <= V) {
      orderPlaces(i, feed.U * feed.B, local);
    }
    return;
  }
  if (wg.z == DIRECTIONS) {
    let m = i / E;
    if (m < feed.U * feed.B) {
      found[OFFSET + (stepsOf(SHIFT) + m) * STRIDE + i % E] = table[TABLE_OFFSET + tokens[m] * E + i % E];
      if (i % E == 0) {
        heard[m] = tokens[m];
      }
    }
    return;
  }
  let m = i / SOURCE_E;
  if (m < feed.T * feed.B) {
    let row = SOURCE_TABLE_OFFSET + wg.z * TABLE_SPAN + sourceTokens[m] * SOURCE_E;
    sourceFound[SOURCE_OFFSET + wg.z * FOUND_SPAN + (stepsOf(SOURCE_SHIFT) + m) * SOURCE_STRIDE + i % SOURCE_E] = sourceTable[row + i % SOURCE_E];
  }
}

// dtable[v,e] = Σ over the places of v, in order, of dfound[place,e], in sixteen parts, and so for the source; one workgroup per v and sixteen e
@compute @workgroup_size(256)
fn embed_both_collect(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let isSource = wg.z < DIRECTIONS;
  let width = select(E, SOURCE_E, isSource);
  let rows = select(V, SOURCE_V, isSource);
  let blocks = (width + 15) / 16;
  let id = wg.x + wg.y * grid.x;
  let v = min(id / blocks, rows - 1);
  let e = 16 * (id % blocks) + local % 16;
  let column = min(e, width - 1);
  let part = local / 16;
  var share = 0.0;
  if (isSource) {
    let first = sourceOrder[v];
    let count = sourceOrder[v + 1] - first;
    let at = SOURCE_OFFSET + wg.z * FOUND_SPAN + column;
    for (var j = first + part * count / 16; j < first + (part + 1) * count / 16; j++) {
      share += sourceDfound[at + sourceOrder[SOURCE_V + 1 + j] * SOURCE_STRIDE];
    }
  } else {
    let first = order[v];
    let count = order[v + 1] - first;
    for (var j = first + part * count / 16; j < first + (part + 1) * count / 16; j++) {
      share += dfound[OFFSET + column + order[V + 1 + j] * STRIDE];
    }
  }
  let sum = addShares(local, share);
  if (part > 0 || e >= width || id >= rows * blocks) {
    return;
  }
  if (isSource) {
    sourceDtable[SOURCE_TABLE_OFFSET + wg.z * TABLE_SPAN + v * SOURCE_E + e] = sum;
  } else {
    dtable[TABLE_OFFSET + v * E + e] = sum;
  }
}
