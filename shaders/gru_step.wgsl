// Gated recurrent unit with the reset after the product: one step of all rows a dispatch, the product with the cell in its epilogue, for layers too wide to stream their
// weights through every workgroup at every step. A workgroup owns 4·GROUPS rows and LANES units and takes the other step's numbers in tiles.
// needs feed, nonlinear, steps, rows, directions, step

const H: u32 = 6; // units
const LANES: u32 = 4; // units of a workgroup
const GROUPS: u32 = 2; // groups of four rows of a workgroup
const KT: u32 = 16; // units of the other step that a tile holds
const STEPS: u32 = 0; // 0: all T steps, 1: all U; one is dispatch u of a loop
const INITIAL: u32 = 0; // 1: the state before the first step is there
const READS_DHIDDEN: u32 = 1;
const HAS_DFINAL: u32 = 0;
const HAS_DINITIAL: u32 = 0; // 1: dfinal receives what reaches the states before the first step, in one more dispatch
const RECORD: u32 = 0;

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> lengths: array<u32>; // [B]
@group(0) @binding(2) var<storage, read> weights: array<vec4f>; // forward [k][u], backward [u][k]
@group(0) @binding(3) var<storage, read> biasHh: array<f32>; // [3·H]
@group(0) @binding(4) var<storage, read_write> gates: array<f32>; // [T, B, 4, H]
@group(0) @binding(5) var<storage, read_write> hidden: array<f32>; // [T+1, B, H]
@group(0) @binding(6) var<storage, read_write> dhidden: array<f32>; // [T, B, H]
@group(0) @binding(7) var<storage, read_write> dfinal: array<f32>; // [B, 2, H]

var<workgroup> tileW: array<vec4f, KT * LANES>; // [k][unit]
var<workgroup> tileH: array<vec4f, KT * GROUPS>; // h of the step before: [k][group]
var<workgroup> tileD: array<vec4f, 3 * KT * GROUPS>; // dpreact of the step after: [k][gate][group]

// q = W_hn·h + b_hn, n = tanh(x_n + r⊙q), h' = (1-z)⊙n + z⊙h of step u; one thread per four rows and a unit
@compute @workgroup_size(LANES, GROUPS)
fn gru_step_forward(
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) index: u32,
  @builtin(workgroup_id) wg: vec3u,
  @builtin(num_workgroups) grid: vec3u,
) {
  second = wg.z;
  let place = placeOf(wg.x + wg.y * grid.x, local);
  let u = place.u;
  let s = feed.u;
  let T = countSteps();
  let t = firstStep() + select(s, T - 1 - s, direction() == 1);
  let on = vec4u(t) < place.ends;
  let past = ((t + direction()) * feed.B + place.row) * H;
  let bias = second * PARAMETERS_SPAN + u;
  let at = (t * feed.B + place.row) * (4 * H) + u;
  var r = getGates(at) + biasHh[bias];
  var z = getGates(at + H) + biasHh[bias + H];
  var n = getGates(at + 2 * H);
  var q = vec4f(biasHh[bias + 2 * H]);
  var before = vec4f();
  if (s > 0 || INITIAL == 1) {
    before = getHidden(past + u);
    for (var k0 = 0u; k0 < H; k0 += KT) {
      loadWeights(k0, index, place.firstUnit);
      for (var n = index; n < KT * GROUPS; n += LANES * GROUPS) {
        let k = k0 + n / GROUPS;
        let other = ((t + direction()) * feed.B + rowsOf(place, n % GROUPS)) * H + min(k, H - 1);
        tileH[n] = select(vec4f(), getHidden(other), k < H);
      }
      workgroupBarrier();
      for (var k = 0u; k < KT; k++) {
        let w = tileW[k * LANES + local.x];
        let h = tileH[k * GROUPS + local.y];
        r += w.x * h;
        z += w.y * h;
        q += w.z * h;
      }
      workgroupBarrier();
    }
  } else {
    putHidden(past + u, place.count, vec4f());
  }
  r = sigmoid(r);
  z = sigmoid(z);
  n = tanhOf(n + r * q);
  putGates(at, place.count, select(vec4f(), r, on));
  putGates(at + H, place.count, select(vec4f(), z, on));
  putGates(at + 2 * H, place.count, select(vec4f(), n, on));
  putGates(at + 3 * H, place.count, select(vec4f(), q, on));
  putHidden(((t + 1 - direction()) * feed.B + place.row) * H + u, place.count, select(before, n + z * (before - n), on));
}

// dr dz dn and dq = dn⊙r in place of r z n q at step u of the way back, with dh from W_hhᵀ·(dr dz dq) of the step after and z; one thread per four rows and a unit
@compute @workgroup_size(LANES, GROUPS)
fn gru_step_backward(
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) index: u32,
  @builtin(workgroup_id) wg: vec3u,
  @builtin(num_workgroups) grid: vec3u,
) {
  second = wg.z;
  let place = placeOf(wg.x + wg.y * grid.x, local);
  let u = place.u;
  let s = feed.u;
  let T = countSteps();
  let t = firstStep() + select(T - 1 - s, s, direction() == 1);
  let carry = place.row * (2 * H) + u;
  var dh = vec4f();
  if (s > 0 || HAS_DFINAL == 1) {
    dh = getDfinal(carry);
  }
  if (s > 0) {
    var sum = vec4f();
    let after = select(t + 1, t - 1, direction() == 1);
    for (var k0 = 0u; k0 < H; k0 += KT) {
      loadWeights(k0, index, place.firstUnit);
      for (var n = index; n < KT * GROUPS; n += LANES * GROUPS) {
        let k = k0 + n / GROUPS;
        let d = (after * feed.B + rowsOf(place, n % GROUPS)) * (4 * H) + min(k, H - 1);
        tileD[((n / GROUPS) * 3 + 0) * GROUPS + n % GROUPS] = select(vec4f(), getGates(d), k < H);
        tileD[((n / GROUPS) * 3 + 1) * GROUPS + n % GROUPS] = select(vec4f(), getGates(d + H), k < H);
        tileD[((n / GROUPS) * 3 + 2) * GROUPS + n % GROUPS] = select(vec4f(), getGates(d + 3 * H), k < H);
      }
      workgroupBarrier();
      for (var k = 0u; k < KT; k++) {
        let w = tileW[k * LANES + local.x];
        sum += w.x * tileD[(k * 3 + 0) * GROUPS + local.y];
        sum += w.y * tileD[(k * 3 + 1) * GROUPS + local.y];
        sum += w.z * tileD[(k * 3 + 2) * GROUPS + local.y];
      }
      workgroupBarrier();
    }
    dh += select(vec4f(), sum, goesOn(place, after));
  }
  if (s == T) {
    putDfinal(carry, place.count, dh);
    return;
  }
  let on = vec4u(t) < place.ends;
  let goes = goesOn(place, t);
  let step = (t * feed.B + place.row) * H + u;
  let at = (t * feed.B + place.row) * (4 * H) + u;
  var whole = dh;
  if (READS_DHIDDEN == 1) {
    whole += getDhidden(step);
  }
  let r = getGates(at);
  let z = getGates(at + H);
  let n = getGates(at + 2 * H);
  let q = getGates(at + 3 * H);
  let before = getHidden(((t + direction()) * feed.B + place.row) * H + u);
  let dn = select(vec4f(), whole * (1 - z) * (1 - n * n), on);
  putGates(at, place.count, select(vec4f(), dn * q * r * (1 - r), on));
  putGates(at + H, place.count, select(vec4f(), whole * (before - n) * z * (1 - z), on));
  putGates(at + 2 * H, place.count, dn);
  putGates(at + 3 * H, place.count, select(vec4f(), dn * r, on));
  if (RECORD == 1) {
    putDhidden(step, place.count, select(vec4f(), whole, on));
  }
  // A row that has ended hands its gradient on as it is.
  putDfinal(carry, place.count, select(dh, select(vec4f(), whole * z, goes), on));
}
