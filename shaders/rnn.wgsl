// The plain recurrent network: all steps of one layer and direction in one dispatch, forward and backward.
// A workgroup owns 4·GROUPS rows and walks through time alone, as in lstm.wgsl; a thread holds four rows in a vec4 for each of its units.
// needs feed, nonlinear, steps, chunks, rows, held, handed, directions

const H: u32 = 6; // units
const LANES: u32 = 6; // threads over units
const PARTS: u32 = 1; // units a thread, PARTS·LANES ≥ H
const GROUPS: u32 = 2; // groups of four rows in a workgroup
const KEEP: u32 = 0; // 1: a thread keeps the weights of its one unit in registers; 0: it reads them at every step
const BUFFERS: u32 = 2; // 2: a step writes where no thread reads; 1: one more barrier instead
const RELU: u32 = 0; // 1: max(0, a), 0: tanh(a)
const STEPS: u32 = 0; // 0: all T steps, 1: all U, 2: step u of a loop
const CHUNK: u32 = 0; // steps a dispatch, an even number, dispatch u of a loop; 0: all at once. dfinal carries what goes from one to the next
const INITIAL: u32 = 0; // 1: the state before the first step is there
const READS_DHIDDEN: u32 = 1;
const HAS_DFINAL: u32 = 0;
const HAS_DINITIAL: u32 = 0; // 1: dfinal receives what reaches the states before the first step
const RECORD: u32 = 0;
const EDITED: u32 = 0; // 1: interventions hold some of it

@group(0) @binding(0) var<uniform> feed: Feed;
@group(0) @binding(1) var<storage, read> lengths: array<u32>; // [B]
@group(0) @binding(2) var<storage, read> weights: array<f32>; // forward [k][u], backward [u][k]
@group(0) @binding(3) var<storage, read> biasHh: array<f32>; // [H]
@group(0) @binding(4) var<storage, read_write> gates: array<f32>; // [T, B, H]
@group(0) @binding(5) var<storage, read_write> hidden: array<f32>; // [T+1, B, H]
@group(0) @binding(6) var<storage, read_write> dhidden: array<f32>; // [T, B, H]
@group(0) @binding(7) var<storage, read_write> dfinal: array<f32>; // [B, 2, H]
@group(0) @binding(8) var<storage, read> held: array<f32>; // [T, B, 1, H]
@group(0) @binding(9) var<storage, read_write> handed: array<f32>; // [U+1, B, H] of the scan that goes on

var<workgroup> hs: array<vec4f, BUFFERS * GROUPS * H>; // h of the step before: [buffer][k][group]
var<workgroup> ds: array<vec4f, BUFFERS * GROUPS * LANES>; // dpreact of the step after: [buffer][unit][group]

// h' = act(gates + b_hh + W_hh·h); [T, B, H] to states [T+1, B, H]; one thread per four rows and PARTS units
@compute @workgroup_size(LANES, GROUPS)
fn rnn_forward(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
  second = wg.z;
  let weightsFirst = second * WEIGHTS_SPAN;
  let biasFirst = second * PARAMETERS_SPAN;
  var kept: array<f32, KEEP * H + 1>;
  for (var k = 0u; k < KEEP * H; k++) {
    kept[k] = weights[weightsFirst + k * H + min(local.x, H - 1)];
  }
  let B = feed.B;
  let T = countSteps();
  let group = local.y;
  let first = (wg.x * GROUPS + group) * 4;
  let count = min(max(B, first) - first, 4);
  let row = min(first + vec4u(0, 1, 2, 3), vec4u(B - 1));
  let ends = vec4u(lengths[row.x], lengths[row.y], lengths[row.z], lengths[row.w]);
  var next: array<vec4f, PARTS>;
  for (var part = 0u; part < PARTS; part++) {
    let u = local.x + part * LANES;
    if (u < H) {
      let at = ((firstStep() + select(firstOfChunk(), T - firstOfChunk(), direction() == 1)) * B + row) * H + u;
      if (INITIAL == 1 || firstOfChunk() > 0) {
        hs[u * GROUPS + group] = getHidden(at);
      } else {
        hs[u * GROUPS + group] = vec4f();
        putHidden(at, count, vec4f());
      }
    }
  }
  workgroupBarrier();
  for (var s = firstOfChunk(); s < endOfChunk(T); s++) {
    let t = firstStep() + select(s, T - 1 - s, direction() == 1);
    let on = vec4u(t) < ends;
    let previous = (s % BUFFERS) * GROUPS * H + group;
    for (var part = 0u; part < PARTS; part++) {
      let u = local.x + part * LANES;
      if (u < H) {
        let at = (t * B + row) * H + u;
        var a = getGates(at) + biasHh[biasFirst + u];
        for (var k = 0u; k < H; k++) {
          var w = kept[KEEP * k];
          if (KEEP == 0) {
            w = weights[weightsFirst + k * H + u];
          }
          a += w * hs[previous + k * GROUPS];
        }
        if (RELU == 1) {
          a = relu(a);
        } else {
          a = tanhOf(a);
        }
        a = orHeld(a, at);
        let h = select(hs[previous + u * GROUPS], a, on);
        next[part] = h;
        putGates(at, count, select(vec4f(), a, on));
        putHidden(((t + 1 - direction()) * B + row) * H + u, count, h);
      }
    }
    if (BUFFERS == 1) {
      workgroupBarrier();
    }
    let into = ((s + 1) % BUFFERS) * GROUPS * H + group;
    for (var part = 0u; part < PARTS; part++) {
      let u = local.x + part * LANES;
      if (u < H) {
        hs[into + u * GROUPS] = next[part];
      }
    }
    workgroupBarrier();
  }
  if (HANDS_OVER == 1 && endOfChunk(T) == T) {
    for (var part = 0u; part < PARTS; part++) {
      let u = local.x + part * LANES;
      if (u < H) {
        putHanded(row * H + u, count, next[part]);
      }
    }
  }
}

// da = dh⊙act'(a) in place of h', dh of the step before from W_hhᵀ·da; one thread per four rows and PARTS units
@compute @workgroup_size(LANES, GROUPS)
fn rnn_backward(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
  second = wg.z;
  let weightsFirst = second * WEIGHTS_SPAN;
  var kept: array<f32, KEEP * H + 1>;
  for (var j = 0u; j < KEEP * H; j++) {
    kept[j] = weights[weightsFirst + j * H + min(local.x, H - 1)];
  }
  let B = feed.B;
  let T = countSteps();
  let group = local.y;
  let first = (wg.x * GROUPS + group) * 4;
  let count = min(max(B, first) - first, 4);
  let row = min(first + vec4u(0, 1, 2, 3), vec4u(B - 1));
  let ends = vec4u(lengths[row.x], lengths[row.y], lengths[row.z], lengths[row.w]);
  let period = vec4u(select(feed.truncate, 0x7fffffffu, feed.truncate == 0));
  var dh: array<vec4f, PARTS>;
  var published: array<vec4f, PARTS>;
  for (var part = 0u; part < PARTS; part++) {
    let u = local.x + part * LANES;
    dh[part] = vec4f();
    if ((HAS_DFINAL == 1 || firstOfChunk() > 0) && u < H) {
      let at = row * (2 * H) + u;
      dh[part] = getDfinal(at);
    }
  }
  var turn = 0u;
  for (var s = firstOfChunk(); s < endOfChunk(T); s++) {
    let t = firstStep() + select(T - 1 - s, s, direction() == 1);
    let on = vec4u(t) < ends;
    let own = select(vec4u(t), ends - 1 - vec4u(t), direction() == 1);
    // The gradient goes on to the step before unless truncation cuts it here; before step 0 there is nothing, or an initial state.
    let goesOn = on & ((own % period != vec4u()) | ((own == vec4u()) & vec4<bool>(HAS_DINITIAL == 1)));
    for (var part = 0u; part < PARTS; part++) {
      let u = local.x + part * LANES;
      if (u < H) {
        let step = (t * B + row) * H + u;
        var whole = dh[part];
        if (READS_DHIDDEN == 1) {
          whole += getDhidden(step);
        }
        let h = getGates(step);
        var da = whole;
        if (RELU == 1) {
          da = select(vec4f(), da, h > vec4f());
        } else {
          da *= 1 - h * h;
        }
        da = select(vec4f(), unlessHeld(da, step), on);
        putGates(step, count, da);
        if (RECORD == 1) {
          putDhidden(step, count, select(vec4f(), whole, on));
        }
        published[part] = select(vec4f(), da, goesOn);
        // A row that has ended hands its gradient on as it is.
        dh[part] = select(dh[part], vec4f(), on);
      }
    }
    for (var chunk = 0u; chunk < PARTS; chunk++) {
      let base = (turn % BUFFERS) * (GROUPS * LANES) + group;
      turn++;
      ds[base + local.x * GROUPS] = published[chunk];
      workgroupBarrier();
      let units = min(LANES, H - chunk * LANES);
      for (var part = 0u; part < PARTS; part++) {
        let k = local.x + part * LANES;
        if (k < H) {
          var sum = dh[part];
          for (var j = 0u; j < units; j++) {
            var w = kept[KEEP * j];
            if (KEEP == 0) {
              w = weights[weightsFirst + (chunk * LANES + j) * H + k];
            }
            sum += w * ds[base + j * GROUPS];
          }
          dh[part] = sum;
        }
      }
      if (BUFFERS == 1) {
        workgroupBarrier();
      }
    }
  }
  if (HAS_DINITIAL == 1 || endOfChunk(T) < T) {
    for (var part = 0u; part < PARTS; part++) {
      let u = local.x + part * LANES;
      if (u < H) {
        putDfinal(row * (2 * H) + u, count, dh[part]);
      }
    }
  }
}
