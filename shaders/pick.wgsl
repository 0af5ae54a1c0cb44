// What a decoder reads next: its teacher's token, or its own last answer.
// needs feed, hash

const V: u32 = 5; // logits of a row
const LANES: u32 = 4; // threads a row, a power of two up to 64 and at most V

const ROWS: u32 = 64 / LANES;
const STREAM: u32 = 5;

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> teacher: array<u32>; // [U, B]
@group(0) @binding(2) var<storage, read> logits: array<f32>; // [U, B, V]
@group(0) @binding(3) var<storage, read_write> tokens: array<u32>; // [U, B]

var<workgroup> largest: array<f32, 64>; // [row][lane]
var<workgroup> places: array<u32, 64>;

// tokens[u,b] = teacher[u,b] where u = 0 or hash(key, u, b) < forcingBelow in its upper 24 bits, else argmax of logits[u-1,b,:]; LANES threads per row
@compute @workgroup_size(64)
fn pick_token(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let b = (wg.x + wg.y * grid.x) * ROWS + local / LANES;
  let lane = local % LANES;
  let exists = b < feed.B;
  let forced = feed.u == 0 || (hashWord(feed.forcingKey, feed.u, b) >> 8) < feed.forcingBelow;
  if (exists && !forced) {
    let row = ((feed.u - 1) * feed.B + b) * V;
    var best = lane;
    for (var v = lane + LANES; v < V; v += LANES) {
      best = select(best, v, logits[row + v] > logits[row + best]);
    }
    largest[local] = logits[row + best];
    places[local] = best;
  }
  for (var half = LANES / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (lane < half && isAhead(local + half, local)) {
      largest[local] = largest[local + half];
      places[local] = places[local + half];
    }
  }
  if (exists && lane == 0) {
    tokens[feed.u * feed.B + b] = select(places[local], teacher[feed.u * feed.B + b], forced);
  }
}

// Of equal ones the lowest place is ahead.
fn isAhead(a: u32, b: u32) -> bool {
  return largest[a] > largest[b] || (largest[a] == largest[b] && places[a] < places[b]);
}
