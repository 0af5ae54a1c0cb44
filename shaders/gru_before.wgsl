// Gated recurrent unit with the reset before the product, the textbook's: all steps of one layer and direction in one dispatch, two phases a step.
// A workgroup owns 4·GROUPS rows and walks through time alone, as in lstm.wgsl; a thread holds four rows in a vec4 for each of its units.
// needs feed, nonlinear, steps, chunks, rows, held, handed, directions

const H: u32 = 6; // units
const LANES: u32 = 6; // threads over units
const PARTS: u32 = 1; // units a thread, PARTS·LANES ≥ H
const GROUPS: u32 = 2; // groups of four rows in a workgroup
const KEEP: u32 = 0; // 1: a thread keeps the weights of its one unit in registers; 0: it reads them at every step
const BUFFERS: u32 = 2; // 2: r⊙h beside h; 1: in its place, with more barriers
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
@group(0) @binding(2) var<storage, read> weights: array<vec4f>; // forward [k][u], backward [u][k], each r z n and 0
@group(0) @binding(3) var<storage, read> biasHh: array<f32>; // [3·H]
@group(0) @binding(4) var<storage, read_write> gates: array<f32>; // [T, B, 4, H]
@group(0) @binding(5) var<storage, read_write> hidden: array<f32>; // [T+1, B, H]
@group(0) @binding(6) var<storage, read_write> dhidden: array<f32>; // [T, B, H]
@group(0) @binding(7) var<storage, read_write> dfinal: array<f32>; // [B, 2, H]
@group(0) @binding(8) var<storage, read> held: array<f32>; // [T, B, 4, H], r z n h
@group(0) @binding(9) var<storage, read_write> handed: array<f32>; // [U+1, B, H] of the scan that goes on

var<workgroup> hs: array<vec4f, BUFFERS * GROUPS * H>; // h of the step before, and r⊙h: [buffer][k][group]
var<workgroup> ds: array<vec4f, 2 * GROUPS * LANES>; // dn, then dr dz: [unit][gate][group]

// n = tanh(x_n + b_hn + W_hn·(r⊙h)), h' = (1-z)⊙h + z⊙n; [T, B, 4, H] keeps r z n and r⊙h, states [T+1, B, H]; one thread per four rows and PARTS units
@compute @workgroup_size(LANES, GROUPS)
fn gru_before_forward(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
  second = wg.z;
  let weightsFirst = second * WEIGHTS_SPAN;
  let biasFirst = second * PARAMETERS_SPAN;
  var kept: array<vec4f, KEEP * H + 1>;
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
  let resetBase = (BUFFERS - 1) * GROUPS * H;
  var state: array<vec4f, PARTS>;
  var update: array<vec4f, PARTS>;
  var reset: array<vec4f, PARTS>;
  for (var part = 0u; part < PARTS; part++) {
    let u = local.x + part * LANES;
    if (u < H) {
      let at = ((firstStep() + select(firstOfChunk(), T - firstOfChunk(), direction() == 1)) * B + row) * H + u;
      if (INITIAL == 1 || firstOfChunk() > 0) {
        state[part] = getHidden(at);
      } else {
        state[part] = vec4f();
        putHidden(at, count, vec4f());
      }
      hs[u * GROUPS + group] = state[part];
    }
  }
  workgroupBarrier();
  for (var s = firstOfChunk(); s < endOfChunk(T); s++) {
    let t = firstStep() + select(s, T - 1 - s, direction() == 1);
    let on = vec4u(t) < ends;
    for (var part = 0u; part < PARTS; part++) {
      let u = local.x + part * LANES;
      if (u < H) {
        let at = (t * B + row) * (4 * H) + u;
        var r = getGates(at) + biasHh[biasFirst + u];
        var z = getGates(at + H) + biasHh[biasFirst + H + u];
        for (var k = 0u; k < H; k++) {
          var w = kept[KEEP * k];
          if (KEEP == 0) {
            w = weights[weightsFirst + k * H + u];
          }
          let h = hs[k * GROUPS + group];
          r += w.x * h;
          z += w.y * h;
        }
        let holds = (t * B + row) * (4 * H) + u;
        r = orHeld(sigmoid(r), holds);
        z = orHeld(sigmoid(z), holds + H);
        reset[part] = r * state[part];
        update[part] = z;
        putGates(at, count, select(vec4f(), r, on));
        putGates(at + H, count, select(vec4f(), z, on));
        putGates(at + 3 * H, count, select(vec4f(), reset[part], on));
      }
    }
    if (BUFFERS == 1) {
      workgroupBarrier();
    }
    for (var part = 0u; part < PARTS; part++) {
      let u = local.x + part * LANES;
      if (u < H) {
        hs[resetBase + u * GROUPS + group] = reset[part];
      }
    }
    workgroupBarrier();
    for (var part = 0u; part < PARTS; part++) {
      let u = local.x + part * LANES;
      if (u < H) {
        let at = (t * B + row) * (4 * H) + u;
        var n = getGates(at + 2 * H) + biasHh[biasFirst + 2 * H + u];
        for (var k = 0u; k < H; k++) {
          var w = kept[KEEP * k];
          if (KEEP == 0) {
            w = weights[weightsFirst + k * H + u];
          }
          n += w.z * hs[resetBase + k * GROUPS + group];
        }
        let holds = (t * B + row) * (4 * H) + u;
        n = orHeld(tanhOf(n), holds + 2 * H);
        let h = select(state[part], orHeld(state[part] + update[part] * (n - state[part]), holds + 3 * H), on);
        state[part] = h;
        putGates(at + 2 * H, count, select(vec4f(), n, on));
        putHidden(((t + 1 - direction()) * B + row) * H + u, count, h);
      }
    }
    if (BUFFERS == 1) {
      workgroupBarrier();
    }
    for (var part = 0u; part < PARTS; part++) {
      let u = local.x + part * LANES;
      if (u < H) {
        hs[u * GROUPS + group] = state[part];
      }
    }
    workgroupBarrier();
  }
  if (HANDS_OVER == 1 && endOfChunk(T) == T) {
    for (var part = 0u; part < PARTS; part++) {
      let u = local.x + part * LANES;
      if (u < H) {
        putHanded(row * H + u, count, state[part]);
      }
    }
  }
}

// dr dz dn in place of r z n (r⊙h stays), with dr from d(r⊙h) = W_hnᵀ·dn, and dh of the step before from all of them; one thread per four rows and PARTS units
@compute @workgroup_size(LANES, GROUPS)
fn gru_before_backward(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
  second = wg.z;
  let weightsFirst = second * WEIGHTS_SPAN;
  var kept: array<vec4f, KEEP * H + 1>;
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
  var dreset: array<vec4f, PARTS>;
  var published: array<vec4f, 2 * PARTS>;
  var carried: array<vec4f, PARTS>;
  for (var part = 0u; part < PARTS; part++) {
    let u = local.x + part * LANES;
    dh[part] = vec4f();
    if ((HAS_DFINAL == 1 || firstOfChunk() > 0) && u < H) {
      let at = row * (2 * H) + u;
      dh[part] = getDfinal(at);
    }
  }
  for (var s = firstOfChunk(); s < endOfChunk(T); s++) {
    let t = firstStep() + select(T - 1 - s, s, direction() == 1);
    let on = vec4u(t) < ends;
    let own = select(vec4u(t), ends - 1 - vec4u(t), direction() == 1);
    // The gradient goes on to the step before unless truncation cuts it here; before step 0 there is nothing, or an initial state.
    let goesOn = on & ((own % period != vec4u()) | ((own == vec4u()) & vec4<bool>(HAS_DINITIAL == 1)));
    for (var part = 0u; part < PARTS; part++) {
      let u = local.x + part * LANES;
      if (u < H) {
        let at = (t * B + row) * (4 * H) + u;
        let step = (t * B + row) * H + u;
        let z = getGates(at + H);
        let n = getGates(at + 2 * H);
        let before = getHidden(((t + direction()) * B + row) * H + u);
        var whole = dh[part];
        if (READS_DHIDDEN == 1) {
          whole += getDhidden(step);
        }
        let holds = (t * B + row) * (4 * H) + u;
        let free = unlessHeld(whole, holds + 3 * H);
        let dn = select(vec4f(), unlessHeld(free * z * (1 - n * n), holds + 2 * H), on);
        let dz = select(vec4f(), unlessHeld(free * (n - before) * z * (1 - z), holds + H), on);
        putGates(at + H, count, dz);
        putGates(at + 2 * H, count, dn);
        if (RECORD == 1) {
          putDhidden(step, count, select(vec4f(), whole, on));
        }
        published[2 * part] = dn;
        published[2 * part + 1] = select(vec4f(), dz, goesOn);
        // A row that has ended hands its gradient on as it is.
        carried[part] = select(select(vec4f(), free * (1 - z), goesOn), dh[part], !on);
        dreset[part] = vec4f();
      }
    }
    for (var chunk = 0u; chunk < PARTS; chunk++) {
      ds[local.x * (2 * GROUPS) + group] = published[2 * chunk];
      workgroupBarrier();
      let units = min(LANES, H - chunk * LANES);
      for (var part = 0u; part < PARTS; part++) {
        let k = local.x + part * LANES;
        if (k < H) {
          var sum = dreset[part];
          for (var j = 0u; j < units; j++) {
            var w = kept[KEEP * j];
            if (KEEP == 0) {
              w = weights[weightsFirst + (chunk * LANES + j) * H + k];
            }
            sum += w.z * ds[j * (2 * GROUPS) + group];
          }
          dreset[part] = sum;
        }
      }
      workgroupBarrier();
    }
    for (var part = 0u; part < PARTS; part++) {
      let u = local.x + part * LANES;
      if (u < H) {
        let at = (t * B + row) * (4 * H) + u;
        let r = getGates(at);
        let before = getHidden(((t + direction()) * B + row) * H + u);
        let dr = select(vec4f(), unlessHeld(dreset[part] * before * r * (1 - r), at), on); // held has as many rows as gates
        putGates(at, count, dr);
        published[2 * part] = select(vec4f(), dr, goesOn);
        dh[part] = carried[part] + select(vec4f(), dreset[part] * r, goesOn);
      }
    }
    for (var chunk = 0u; chunk < PARTS; chunk++) {
      let mine = local.x * (2 * GROUPS) + group;
      ds[mine] = published[2 * chunk];
      ds[mine + GROUPS] = published[2 * chunk + 1];
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
            let d = j * (2 * GROUPS) + group;
            sum += w.x * ds[d];
            sum += w.y * ds[d + GROUPS];
          }
          dh[part] = sum;
        }
      }
      workgroupBarrier();
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
