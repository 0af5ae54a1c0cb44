// Long short-term memory: one step of all rows a dispatch, the product with the cell in its epilogue, for layers too wide to stream their
// weights through every workgroup at every step. A workgroup owns 4·GROUPS rows and LANES units and takes the other step's numbers in tiles.
// needs feed, nonlinear, steps, rows, cells, directions, step

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
@group(0) @binding(3) var<storage, read> biasHh: array<f32>; // [4·H]
@group(0) @binding(4) var<storage, read_write> gates: array<f32>; // [T, B, 4, H]
@group(0) @binding(5) var<storage, read_write> hidden: array<f32>; // [T+1, B, H]
@group(0) @binding(6) var<storage, read_write> cell: array<f32>; // [T+1, B, H]
@group(0) @binding(7) var<storage, read_write> dhidden: array<f32>; // [T, B, H]
@group(0) @binding(8) var<storage, read_write> dcell: array<f32>; // [T, B, H]
@group(0) @binding(9) var<storage, read_write> dfinal: array<f32>; // [B, 2, H]

var<workgroup> tileW: array<vec4f, KT * LANES>; // [k][unit]
var<workgroup> tileH: array<vec4f, KT * GROUPS>; // h of the step before: [k][group]
var<workgroup> tileD: array<vec4f, 4 * KT * GROUPS>; // dpreact of the step after: [k][gate][group]

// c' = σ(f)⊙c + σ(i)⊙tanh(g), h' = σ(o)⊙tanh(c') of step u, with (i f g o) = gates + b_hh + W_hh·h; one thread per four rows and a unit
@compute @workgroup_size(LANES, GROUPS)
fn lstm_step_forward(
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
  var i = getGates(at) + biasHh[bias];
  var f = getGates(at + H) + biasHh[bias + H];
  var g = getGates(at + 2 * H) + biasHh[bias + 2 * H];
  var o = getGates(at + 3 * H) + biasHh[bias + 3 * H];
  var before = vec4f();
  var c = vec4f();
  if (s > 0 || INITIAL == 1) {
    before = getHidden(past + u);
    c = getCell(past + u);
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
        i += w.x * h;
        f += w.y * h;
        g += w.z * h;
        o += w.w * h;
      }
      workgroupBarrier();
    }
  } else {
    putHidden(past + u, place.count, vec4f());
    putCell(past + u, place.count, vec4f());
  }
  i = sigmoid(i);
  f = sigmoid(f);
  g = tanhOf(g);
  o = sigmoid(o);
  c = select(c, f * c + i * g, on);
  putGates(at, place.count, select(vec4f(), i, on));
  putGates(at + H, place.count, select(vec4f(), f, on));
  putGates(at + 2 * H, place.count, select(vec4f(), g, on));
  putGates(at + 3 * H, place.count, select(vec4f(), o, on));
  let state = ((t + 1 - direction()) * feed.B + place.row) * H + u;
  putHidden(state, place.count, select(before, o * tanhOf(c), on));
  putCell(state, place.count, c);
}

// di df dg do in place of i f g o at step u of the way back, with dh from W_hhᵀ·dpreact of the step after, and dc; one thread per four rows and a unit
@compute @workgroup_size(LANES, GROUPS)
fn lstm_step_backward(
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
  var dc = vec4f();
  if (s > 0 || HAS_DFINAL == 1) {
    dh = getDfinal(carry);
    dc = getDfinal(carry + H);
  }
  if (s > 0) {
    var sum = vec4f();
    let after = select(t + 1, t - 1, direction() == 1);
    for (var k0 = 0u; k0 < H; k0 += KT) {
      loadWeights(k0, index, place.firstUnit);
      for (var n = index; n < KT * GROUPS; n += LANES * GROUPS) {
        let k = k0 + n / GROUPS;
        let d = (after * feed.B + rowsOf(place, n % GROUPS)) * (4 * H) + min(k, H - 1);
        tileD[((n / GROUPS) * 4 + 0) * GROUPS + n % GROUPS] = select(vec4f(), getGates(d), k < H);
        tileD[((n / GROUPS) * 4 + 1) * GROUPS + n % GROUPS] = select(vec4f(), getGates(d + H), k < H);
        tileD[((n / GROUPS) * 4 + 2) * GROUPS + n % GROUPS] = select(vec4f(), getGates(d + 2 * H), k < H);
        tileD[((n / GROUPS) * 4 + 3) * GROUPS + n % GROUPS] = select(vec4f(), getGates(d + 3 * H), k < H);
      }
      workgroupBarrier();
      for (var k = 0u; k < KT; k++) {
        let w = tileW[k * LANES + local.x];
        sum += w.x * tileD[(k * 4 + 0) * GROUPS + local.y];
        sum += w.y * tileD[(k * 4 + 1) * GROUPS + local.y];
        sum += w.z * tileD[(k * 4 + 2) * GROUPS + local.y];
        sum += w.w * tileD[(k * 4 + 3) * GROUPS + local.y];
      }
      workgroupBarrier();
    }
    dh += select(vec4f(), sum, goesOn(place, after));
  }
  if (s == T) {
    putDfinal(carry, place.count, dh);
    putDfinal(carry + H, place.count, dc);
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
  let i = getGates(at);
  let f = getGates(at + H);
  let g = getGates(at + 2 * H);
  let o = getGates(at + 3 * H);
  let tanhC = tanhOf(getCell(((t + 1 - direction()) * feed.B + place.row) * H + u));
  let before = getCell(((t + direction()) * feed.B + place.row) * H + u);
  let dcWhole = dc + whole * o * (1 - tanhC * tanhC);
  putGates(at, place.count, select(vec4f(), dcWhole * g * i * (1 - i), on));
  putGates(at + H, place.count, select(vec4f(), dcWhole * before * f * (1 - f), on));
  putGates(at + 2 * H, place.count, select(vec4f(), dcWhole * i * (1 - g * g), on));
  putGates(at + 3 * H, place.count, select(vec4f(), whole * tanhC * o * (1 - o), on));
  if (RECORD == 1) {
    putDhidden(step, place.count, select(vec4f(), whole, on));
    putDcell(step, place.count, select(vec4f(), dcWhole, on));
  }
  // A row that has ended hands its gradient on as it is; the half for dc is 0 again in the end, as others expect it.
  putDfinal(carry, place.count, select(dh, vec4f(), on));
  let goesFurther = s + 1 < T || HAS_DINITIAL == 1;
  let dcBefore = select(dc, select(vec4f(), dcWhole * f, goes), on);
  putDfinal(carry + H, place.count, select(vec4f(), dcBefore, goesFurther));
}
