// Plain recurrent layer: one step of all rows a dispatch, the product with the cell in its epilogue, for layers too wide to stream their
// weights through every workgroup at every step. A workgroup owns 4·GROUPS rows and LANES units and takes the other step's numbers in tiles.
// needs feed, nonlinear, steps, rows, directions, step

const H: u32 = 6; // units
const LANES: u32 = 4; // units of a workgroup
const GROUPS: u32 = 2; // groups of four rows of a workgroup
const KT: u32 = 16; // units of the other step that a tile holds
const STEPS: u32 = 0; // 0: all T steps, 1: all U; one is dispatch u of a loop
const RELU: u32 = 0; // 1: relu, 0: tanh
const INITIAL: u32 = 0; // 1: the state before the first step is there
const READS_DHIDDEN: u32 = 1;
const HAS_DFINAL: u32 = 0;
const HAS_DINITIAL: u32 = 0; // 1: dfinal receives what reaches the states before the first step, in one more dispatch
const RECORD: u32 = 0;

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> lengths: array<u32>; // [B]
@group(0) @binding(2) var<storage, read> weights: array<f32>; // forward [k][u], backward [u][k]
@group(0) @binding(3) var<storage, read> biasHh: array<f32>; // [H]
@group(0) @binding(4) var<storage, read_write> gates: array<f32>; // [T, B, 1, H]
@group(0) @binding(5) var<storage, read_write> hidden: array<f32>; // [T+1, B, H]
@group(0) @binding(6) var<storage, read_write> dhidden: array<f32>; // [T, B, H]
@group(0) @binding(7) var<storage, read_write> dfinal: array<f32>; // [B, 2, H]

var<workgroup> tileW: array<f32, KT * LANES>; // [k][unit]
var<workgroup> tileH: array<vec4f, KT * GROUPS>; // h of the step before: [k][group]
var<workgroup> tileD: array<vec4f, 1 * KT * GROUPS>; // dpreact of the step after: [k][gate][group]

// h' = act(gates + b_hh + W_hh·h) of step u; one thread per four rows and a unit
@compute @workgroup_size(LANES, GROUPS)
fn rnn_step_forward(
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
  let at = (t * feed.B + place.row) * (H) + u;
  var a = getGates(at) + biasHh[bias];
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
        a += tileW[k * LANES + local.x] * tileH[k * GROUPS + local.y];
      }
      workgroupBarrier();
    }
  } else {
    putHidden(past + u, place.count, vec4f());
  }
  if (RELU == 1) {
    a = relu(a);
  } else {
    a = tanhOf(a);
  }
  putGates(at, place.count, select(vec4f(), a, on));
  putHidden(((t + 1 - direction()) * feed.B + place.row) * H + u, place.count, select(before, a, on));
}

// da = dh⊙act'(a) in place of h' at step u of the way back, with dh from W_hhᵀ·da of the step after; one thread per four rows and a unit
@compute @workgroup_size(LANES, GROUPS)
fn rnn_step_backward(
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
        let d = (after * feed.B + rowsOf(place, n % GROUPS)) * H + min(k, H - 1);
        tileD[n] = select(vec4f(), getGates(d), k < H);
      }
      workgroupBarrier();
      for (var k = 0u; k < KT; k++) {
        let w = tileW[k * LANES + local.x];
        sum += w * tileD[k * GROUPS + local.y];
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
  let step = (t * feed.B + place.row) * H + u;
  let at = (t * feed.B + place.row) * H + u;
  var whole = dh;
  if (READS_DHIDDEN == 1) {
    whole += getDhidden(step);
  }
  let h = getGates(at);
  var da = whole;
  if (RELU == 1) {
    da = select(vec4f(), da, h > vec4f());
  } else {
    da *= 1 - h * h;
  }
  putGates(at, place.count, select(vec4f(), da, on));
  if (RECORD == 1) {
    putDhidden(step, place.count, select(vec4f(), whole, on));
  }
  // A row that has ended hands its gradient on as it is.
  putDfinal(carry, place.count, select(dh, vec4f(), on));
}
