// Dropout: numbers zeroed by a mask of 32-bit words alone, the same in every engine; the mask is drawn again for the gradient.

const COLUMNS: u32 = 4;
const ROWS: u32 = 1; // 0: B rows, 1: T·B, 2: U·B
const SITE: u32 = 1; // which dropout of the network
const THRESHOLD: u32 = 8388608; // of 2²⁴: words below it drop
const SCALE: f32 = 2; // 1 / (1 - rate)
const FROM_OFFSET: u32 = 0;
const FROM_STRIDE: u32 = 4;
const FROM_SHIFT: u32 = 0; // steps before the first: 0, 1, T where 2, U where 3
const TO_OFFSET: u32 = 0;
const TO_STRIDE: u32 = 4;
const TO_SHIFT: u32 = 0;

const STREAM: u32 = 4;

struct Feed {
  B: u32,
  T: u32,
  U: u32,
  slot: u32,
  update: u32,
  truncate: u32,
  lossScale: f32,
  learningRate: f32,
  stepSize: f32,
  rootCorrection: f32,
  dropoutSeed: u32,
  dropoutOn: u32,
  u: u32,
  forcingKey: u32,
  forcingBelow: u32,
}

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> source: array<f32>;
@group(0) @binding(2) var<storage, read_write> dropped: array<f32>;

// dropped[m,c] = hash(key, m, c) ≥ THRESHOLD ? SCALE·source[m,c] : 0, or source[m,c] where dropout is off; one thread per (m,c)
@compute @workgroup_size(64)
fn dropout_apply(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) wg: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = (wg.x + wg.y * grid.x) * 64 + local;
  let m = i / COLUMNS;
  let c = i % COLUMNS;
  if (m >= feed.B * select(select(1, feed.T, ROWS == 1), feed.U, ROWS == 2)) {
    return;
  }
  var value = source[FROM_OFFSET + stepsOf(FROM_SHIFT) * FROM_STRIDE + m * FROM_STRIDE + c];
  if (feed.dropoutOn == 1) {
    let key = hashWord(feed.dropoutSeed, feed.update, SITE);
    value = select(0.0, value * SCALE, (hashWord(key, m, c) >> 8) >= THRESHOLD);
  }
  dropped[TO_OFFSET + stepsOf(TO_SHIFT) * TO_STRIDE + m * TO_STRIDE + c] = value;
}

fn stepsOf(shift: u32) -> u32 {
  return feed.B * select(select(min(shift, 1), feed.T, shift == 2), feed.U, shift == 3);
}

// The first word of pcg4d(seed, STREAM, i, j), as in core/random.
fn hashWord(seed: u32, i: u32, j: u32) -> u32 {
  var v = vec4u(seed, STREAM, i, j) * 1664525u + 1013904223u;
  v.x += v.y * v.w;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v.w += v.y * v.z;
  v ^= v >> vec4u(16u);
  return v.x + v.y * v.w;
}
