/** The GRU's two scans through time, reset after and reset before the recurrent product, and their gradients. Slots: r z n and q. */
import { clear, flush4, move, put, sigmoid4, tanh4 } from './lanes';
import { dropGates, dropRow, holdCandidate, holdGates } from './hold';
import { cutRows, storeInitial } from './steps';
import { multiplyRows, packPanels, packTransposedPanels } from './tile';

/**
 * r z = σ(preact + W_h h + b_h); after: q = W_hn h + b_hn, n = tanh(preact_n + r⊙q), h' = (1-z)⊙n + z⊙h;
 * before: q = r⊙h, n = tanh(preact_n + W_hn q + b_hn), h' = (1-z)⊙h + z⊙n. Steps are `first` to `first + T`; where `initial`, the state before them is there. Steps at t ≥ length keep the state and leave 0 in the slots.
 * gates [T,B,4,H] preact in the first three slots, r z n q out; hidden [T+1,B,H]; weight [3H,H]; bias [3H]; lengths [B];
 * packed: room for the weight, each of its two parts padded to whole panels; held [T,B,4,H], or 0.
 */
export function scanGru(
  gates: usize, hidden: usize, weight: usize, bias: usize, lengths: usize, initial: bool, first: i32, T: i32, B: i32, H: i32, reverse: bool, after: bool, packed: usize,
  held: usize,
): void {
  const width = (<usize>H) << 2;
  const state = <usize>B * width;
  const candidateWeight = packed + roundUp(2 * H) * width;
  packTransposedPanels(weight, H, H, 2 * H, packed);
  packTransposedPanels(weight + 2 * H * width, H, H, H, candidateWeight);
  if (!initial) clear(hidden + (reverse ? <usize>T * state : 0), B * H);
  for (let s = 0; s < T; s++) {
    const t = first + (reverse ? T - 1 - s : s);
    const previous = hidden + <usize>(reverse ? t + 1 : t) * state;
    const next = hidden + <usize>(reverse ? t : t + 1) * state;
    const step = gates + <usize>t * (state << 2);
    multiplyRows(previous, H, packed, B, 2 * H, H, step, 4 * H, 0, true);
    for (let b = 0; b < B; b++) {
      for (let u = 0; u < H; u += 4) stepGates(step + <usize>b * (width << 2), width, bias, after ? 0 : previous + <usize>b * width, u, H - u);
      if (held) holdGates(step + <usize>b * (width << 2), after ? 0 : previous + <usize>b * width, held + (<usize>(t * B + b)) * (width << 2), H);
    }
    if (after) multiplyRows(previous, H, candidateWeight, B, H, H, step + 3 * width, 4 * H, bias + 2 * width, false);
    else multiplyRows(step + 3 * width, 4 * H, candidateWeight, B, H, H, step + 2 * width, 4 * H, bias + 2 * width, true);
    for (let b = 0; b < B; b++) {
      const row = <usize>b * width;
      if (t < load<i32>(lengths + ((<usize>b) << 2))) {
        for (let u = 0; u < H; u += 4) stepHidden(step + (row << 2), width, previous + row, next + row, after, u, H - u);
        if (held) holdCandidate(step + (row << 2), previous + row, next + row, held + (<usize>(t * B + b)) * (width << 2), after, H);
      } else {
        clear(step + (row << 2), 4 * H);
        move(next + row, previous + row, H);
      }
    }
  }
}

@inline function roundUp(count: i32): usize {
  return (count + 7) & ~7;
}

/** r and z, and where the state before is given, q = r⊙h. */
@inline function stepGates(gates: usize, width: usize, bias: usize, hiddenBefore: usize, u: i32, count: i32): void {
  const at = (<usize>u) << 2;
  const r = gates + at, z = r + width, q = z + (width << 1);
  const reset = sigmoid4(f32x4.add(v128.load(r), v128.load(bias + at)));
  put(r, reset, count);
  put(z, sigmoid4(f32x4.add(v128.load(z), v128.load(bias + width + at))), count);
  if (hiddenBefore) put(q, flush4(f32x4.mul(reset, v128.load(hiddenBefore + at))), count);
}

/** n and h', once q is there (after) or added to n's preact (before). */
@inline function stepHidden(gates: usize, width: usize, hiddenBefore: usize, hiddenAfter: usize, after: bool, u: i32, count: i32): void {
  const at = (<usize>u) << 2;
  const r = gates + at, z = r + width, n = z + width, q = n + width;
  const h = v128.load(hiddenBefore + at);
  const update = v128.load(z);
  let preact = v128.load(n);
  if (after) preact = f32x4.add(preact, f32x4.mul(v128.load(r), v128.load(q)));
  const candidate = tanh4(preact);
  put(n, candidate, count);
  const next = after ? f32x4.add(candidate, f32x4.mul(update, f32x4.sub(h, candidate))) : f32x4.add(h, f32x4.mul(update, f32x4.sub(candidate, h)));
  put(hiddenAfter + at, flush4(next), count);
}

/**
 * Turns `gates` into dr dz dn, gradients of the loss before the nonlinearity, and slot 3: after dq = dn⊙r, before it keeps r⊙h; 0 at t ≥ length.
 * dhidden, dfinal, `readsHidden`, `records` as in `scanLstmBackward`. scratch: dh [B,H], dq [B,H], then room for the packed weight in two parts; held as in `scanGru`.
 */
export function scanGruBackward(
  gates: usize, hidden: usize, weight: usize, lengths: usize, dhidden: usize, readsHidden: bool, dfinal: usize, records: bool,
  dinitial: usize, first: i32, T: i32, B: i32, H: i32, reverse: bool, after: bool, truncate: i32, scratch: usize,
  held: usize,
): void {
  const width = (<usize>H) << 2;
  const state = <usize>B * width;
  const dh = scratch;
  const dq = dh + state;
  const packed = (dq + state + 15) & ~15;
  const candidateWeight = packed + roundUp(H) * (width << 1);
  packPanels(weight, H, 2 * H, H, packed);
  packPanels(weight + 2 * H * width, H, H, H, candidateWeight);
  for (let b = 0; b < B; b++) {
    const row = <usize>b * width;
    if (dfinal) move(dh + row, dfinal + 2 * row, H);
    else clear(dh + row, H);
  }
  for (let s = T - 1; s >= 0; s--) {
    const t = first + (reverse ? T - 1 - s : s);
    const previous = hidden + <usize>(reverse ? t + 1 : t) * state;
    const step = gates + <usize>t * (state << 2);
    for (let b = 0; b < B; b++) {
      const row = <usize>b * width;
      const g = step + (row << 2);
      const above = dhidden + <usize>t * state + row;
      const length = load<i32>(lengths + ((<usize>b) << 2));
      if (t >= length) {
        clear(g, 4 * H);
        if (records) clear(above, H);
        continue;
      }
      const incoming = readsHidden ? above : 0;
      const record = records ? above : 0;
      for (let u = 0; u < H; u += 4) {
        if (after) stepUnitsAfterBack(g, width, previous + row, dh + row, incoming, record, u, H - u);
        else stepUnitsBeforeBack(g, width, previous + row, dh + row, incoming, record, u, H - u);
      }
      if (held) dropGates(g, dh + row, held + (<usize>(t * B + b)) * (width << 2), after, H);
    }
    if (after) {
      if (s > 0 || dinitial) multiplyRows(step + 3 * width, 4 * H, candidateWeight, B, H, H, dh, H, 0, true);
    } else {
      multiplyRows(step + 2 * width, 4 * H, candidateWeight, B, H, H, dq, H, 0, false);
      for (let b = 0; b < B; b++) {
        if (t >= load<i32>(lengths + ((<usize>b) << 2))) continue;
        const row = <usize>b * width;
        for (let u = 0; u < H; u += 4) resetUnitsBack(step + (row << 2), previous + row, dh + row, dq + row, u, H - u);
        if (held) dropRow(step + (row << 2), held + (<usize>(t * B + b)) * (width << 2), H);
      }
    }
    if (s > 0 || dinitial) multiplyRows(step, 4 * H, packed, B, H, 2 * H, dh, H, 0, true);
    cutRows(dh, 0, lengths, t, B, H, reverse, truncate);
  }
  if (dinitial) storeInitial(dinitial, dh, 0, B, H);
}

/** Leaves dh⊙z, what reaches the state before directly, in `dh`. */
@inline function stepUnitsAfterBack(
  gates: usize, width: usize, hiddenBefore: usize, dhAt: usize, incoming: usize, record: usize, u: i32, count: i32,
): void {
  const at = (<usize>u) << 2;
  const one = f32x4.splat(1);
  const r = gates + at, z = r + width, n = z + width, q = n + width;
  const reset = v128.load(r), update = v128.load(z), candidate = v128.load(n), recurrent = v128.load(q);
  let dh = v128.load(dhAt + at);
  if (incoming) dh = f32x4.add(dh, v128.load(incoming + at));
  dh = flush4(dh);
  if (record) put(record + at, dh, count);
  const h = v128.load(hiddenBefore + at);
  const carried = f32x4.mul(dh, update);
  const dn = flush4(f32x4.mul(f32x4.mul(dh, f32x4.sub(one, update)), f32x4.sub(one, f32x4.mul(candidate, candidate))));
  put(r, flush4(f32x4.mul(f32x4.mul(f32x4.mul(dn, recurrent), reset), f32x4.sub(one, reset))), count);
  put(z, flush4(f32x4.mul(f32x4.mul(carried, f32x4.sub(one, update)), f32x4.sub(h, candidate))), count);
  put(n, dn, count);
  put(q, flush4(f32x4.mul(dn, reset)), count);
  put(dhAt + at, carried, count);
}

/** dz and dn, the candidate's; leaves dh⊙(1-z) in `dh`. */
@inline function stepUnitsBeforeBack(
  gates: usize, width: usize, hiddenBefore: usize, dhAt: usize, incoming: usize, record: usize, u: i32, count: i32,
): void {
  const at = (<usize>u) << 2;
  const one = f32x4.splat(1);
  const z = gates + width + at, n = z + width;
  const update = v128.load(z), candidate = v128.load(n);
  let dh = v128.load(dhAt + at);
  if (incoming) dh = f32x4.add(dh, v128.load(incoming + at));
  dh = flush4(dh);
  if (record) put(record + at, dh, count);
  const h = v128.load(hiddenBefore + at);
  const replaced = f32x4.mul(dh, update);
  const kept = f32x4.sub(one, update);
  put(z, flush4(f32x4.mul(f32x4.mul(replaced, kept), f32x4.sub(candidate, h))), count);
  put(n, flush4(f32x4.mul(replaced, f32x4.sub(one, f32x4.mul(candidate, candidate)))), count);
  put(dhAt + at, f32x4.mul(dh, kept), count);
}

/** The rest of the gradient where the reset comes before, with dq = dL/d(r⊙h): dr, and dq⊙r added to `dh`. */
@inline function resetUnitsBack(gates: usize, hiddenBefore: usize, dhAt: usize, dqAt: usize, u: i32, count: i32): void {
  const at = (<usize>u) << 2;
  const reset = v128.load(gates + at);
  const carried = f32x4.mul(v128.load(dqAt + at), reset);
  put(gates + at, flush4(f32x4.mul(f32x4.mul(carried, f32x4.sub(f32x4.splat(1), reset)), v128.load(hiddenBefore + at))), count);
  put(dhAt + at, f32x4.add(v128.load(dhAt + at), carried), count);
}
