// Dropout: numbers zeroed by a mask of 32-bit words alone, the same in every engine; the mask is drawn again for the gradient.
// needs feed, views, hash

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
