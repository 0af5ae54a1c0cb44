// Long short-term memory: all steps of one layer and direction in one dispatch, forward and backward.
// Rows of a batch never meet in the recurrence, so a workgroup owns 4·GROUPS rows and walks through time alone; a thread holds
// four rows in a vec4 for each of its PARTS units, and what all units must see of a step goes through workgroup memory.
// needs feed, nonlinear, steps, chunks, rows, cells, held, handed, directions

const H: u32 = 6; // units
const LANES: u32 = 6; // threads over units
const PARTS: u32 = 1; // units a thread, PARTS·LANES ≥ H
const GROUPS: u32 = 2; // groups of four rows in a workgroup
const KEEP: u32 = 0; // 1: a thread keeps the weights of its one unit in registers; 0: it reads them at every step
const BUFFERS: u32 = 2; // 2: a step writes where no thread reads; 1: one more barrier instead
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
@group(0) @binding(2) var<storage, read> weights: array<vec4f>; // forward [k][u], backward [u][k], each i f g o
@group(0) @binding(3) var<storage, read> biasHh: array<f32>; // [4·H]
@group(0) @binding(4) var<storage, read_write> gates: array<f32>; // [T, B, 4, H]
@group(0) @binding(5) var<storage, read_write> hidden: array<f32>; // [T+1, B, H]
@group(0) @binding(6) var<storage, read_write> cell: array<f32>; // [T+1, B, H]
@group(0) @binding(7) var<storage, read_write> dhidden: array<f32>; // [T, B, H]
@group(0) @binding(8) var<storage, read_write> dcell: array<f32>; // [T, B, H]
@group(0) @binding(9) var<storage, read_write> dfinal: array<f32>; // [B, 2, H]
@group(0) @binding(10) var<storage, read> held: array<f32>; // [T, B, 6, H], i f g o h c
@group(0) @binding(11) var<storage, read_write> handed: array<f32>; // hidden [U+1, B, H] of the scan that goes on, and HANDED_SPAN after it cell

var<workgroup> hs: array<vec4f, BUFFERS * GROUPS * H>; // h of the step before: [buffer][k][group]
var<workgroup> ds: array<vec4f, BUFFERS * 4 * GROUPS * LANES>; // dpreact of the step after: [buffer][unit][gate][group]

// c' = σ(f)⊙c + σ(i)⊙tanh(g), h' = σ(o)⊙tanh(c'), with (i f g o) = gates + b_hh + W_hh·h; [T, B, 4, H] to states [T+1, B, H]; one thread per four rows and PARTS units
@compute @workgroup_size(LANES, GROUPS)
fn lstm_forward(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
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
  var c: array<vec4f, PARTS>;
  var next: array<vec4f, PARTS>;
  for (var part = 0u; part < PARTS; part++) {
    let u = local.x + part * LANES;
    if (u < H) {
      let at = ((firstStep() + select(firstOfChunk(), T - firstOfChunk(), direction() == 1)) * B + row) * H + u;
      if (INITIAL == 1 || firstOfChunk() > 0) {
        c[part] = getCell(at);
        hs[u * GROUPS + group] = getHidden(at);
      } else {
        c[part] = vec4f();
        hs[u * GROUPS + group] = vec4f();
        putHidden(at, count, vec4f());
        putCell(at, count, vec4f());
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
        let at = (t * B + row) * (4 * H) + u;
        var i = getGates(at) + biasHh[biasFirst + u];
        var f = getGates(at + H) + biasHh[biasFirst + H + u];
        var g = getGates(at + 2 * H) + biasHh[biasFirst + 2 * H + u];
        var o = getGates(at + 3 * H) + biasHh[biasFirst + 3 * H + u];
        for (var k = 0u; k < H; k++) {
          var w = kept[KEEP * k];
          if (KEEP == 0) {
            w = weights[weightsFirst + k * H + u];
          }
          let h = hs[previous + k * GROUPS];
          i += w.x * h;
          f += w.y * h;
          g += w.z * h;
          o += w.w * h;
        }
        let holds = (t * B + row) * (6 * H) + u;
        i = orHeld(sigmoid(i), holds);
        f = orHeld(sigmoid(f), holds + H);
        g = orHeld(tanhOf(g), holds + 2 * H);
        o = orHeld(sigmoid(o), holds + 3 * H);
        let cell = select(c[part], orHeld(f * c[part] + i * g, holds + 5 * H), on);
        let h = select(hs[previous + u * GROUPS], orHeld(o * tanhOf(cell), holds + 4 * H), on);
        c[part] = cell;
        next[part] = h;
        putGates(at, count, select(vec4f(), i, on));
        putGates(at + H, count, select(vec4f(), f, on));
        putGates(at + 2 * H, count, select(vec4f(), g, on));
        putGates(at + 3 * H, count, select(vec4f(), o, on));
        let state = ((t + 1 - direction()) * B + row) * H + u;
        putHidden(state, count, h);
        putCell(state, count, cell);
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
        putHanded(HANDED_SPAN + row * H + u, count, c[part]);
      }
    }
  }
}

// dc = dc' + dh⊙o⊙(1-tanh²c), di df dg do in place of i f g o, dh and dc of the step before from W_hhᵀ·dpreact and f; one thread per four rows and PARTS units
@compute @workgroup_size(LANES, GROUPS)
fn lstm_backward(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) wg: vec3u) {
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
  var dc: array<vec4f, PARTS>;
  var published: array<vec4f, 4 * PARTS>;
  for (var part = 0u; part < PARTS; part++) {
    let u = local.x + part * LANES;
    dh[part] = vec4f();
    dc[part] = vec4f();
    if ((HAS_DFINAL == 1 || firstOfChunk() > 0) && u < H) {
      let at = row * (2 * H) + u;
      dh[part] = getDfinal(at);
      dc[part] = getDfinal(at + H);
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
        let at = (t * B + row) * (4 * H) + u;
        let step = (t * B + row) * H + u;
        let i = getGates(at);
        let f = getGates(at + H);
        let g = getGates(at + 2 * H);
        let o = getGates(at + 3 * H);
        let tanhC = tanhOf(getCell(((t + 1 - direction()) * B + row) * H + u));
        let before = getCell(((t + direction()) * B + row) * H + u);
        var dhWhole = dh[part];
        if (READS_DHIDDEN == 1) {
          dhWhole += getDhidden(step);
        }
        let holds = (t * B + row) * (6 * H) + u;
        let dhFree = unlessHeld(dhWhole, holds + 4 * H);
        let dcWhole = dc[part] + dhFree * o * (1 - tanhC * tanhC);
        let dcFree = unlessHeld(dcWhole, holds + 5 * H);
        let di = select(vec4f(), unlessHeld(dcFree * g * i * (1 - i), holds), on);
        let df = select(vec4f(), unlessHeld(dcFree * before * f * (1 - f), holds + H), on);
        let dg = select(vec4f(), unlessHeld(dcFree * i * (1 - g * g), holds + 2 * H), on);
        let dout = select(vec4f(), unlessHeld(dhFree * tanhC * o * (1 - o), holds + 3 * H), on);
        putGates(at, count, di);
        putGates(at + H, count, df);
        putGates(at + 2 * H, count, dg);
        putGates(at + 3 * H, count, dout);
        if (RECORD == 1) {
          putDhidden(step, count, select(vec4f(), dhWhole, on));
          putDcell(step, count, select(vec4f(), dcWhole, on));
        }
        published[4 * part] = select(vec4f(), di, goesOn);
        published[4 * part + 1] = select(vec4f(), df, goesOn);
        published[4 * part + 2] = select(vec4f(), dg, goesOn);
        published[4 * part + 3] = select(vec4f(), dout, goesOn);
        // A row that has ended hands its gradient on as it is.
        dh[part] = select(dh[part], vec4f(), on);
        dc[part] = select(select(vec4f(), dcFree * f, goesOn), dc[part], !on);
      }
    }
    for (var chunk = 0u; chunk < PARTS; chunk++) {
      let base = (turn % BUFFERS) * (4 * GROUPS * LANES) + group;
      turn++;
      let mine = base + local.x * (4 * GROUPS);
      ds[mine] = published[4 * chunk];
      ds[mine + GROUPS] = published[4 * chunk + 1];
      ds[mine + 2 * GROUPS] = published[4 * chunk + 2];
      ds[mine + 3 * GROUPS] = published[4 * chunk + 3];
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
            let d = base + j * (4 * GROUPS);
            sum += w.x * ds[d];
            sum += w.y * ds[d + GROUPS];
            sum += w.z * ds[d + 2 * GROUPS];
            sum += w.w * ds[d + 3 * GROUPS];
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
        putDfinal(row * (2 * H) + H + u, count, dc[part]);
      }
    }
  } else if (CHUNK > 0 && HAS_DFINAL == 1) {
    // The half that carried dc between dispatches is 0 again, as others expect it.
    for (var part = 0u; part < PARTS; part++) {
      let u = local.x + part * LANES;
      if (u < H) {
        putDfinal(row * (2 * H) + H + u, count, vec4f());
      }
    }
  }
}
