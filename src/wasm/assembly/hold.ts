/** What interventions hold: values put in the place of those that a step computed, and gradients kept from what would have made them. */
import { flush4, put } from './lanes';

/** What is below this is held, as in model/held. */
const NOT_HELD: f32 = 1e29;

@inline function isHeld(held: v128): v128 {
  return f32x4.lt(held, f32x4.splat(NOT_HELD));
}

/** values = held, where it is held; N numbers. */
export function holdRow(values: usize, held: usize, N: i32): void {
  for (let k = 0; k < N; k += 4) {
    const at = (<usize>k) << 2;
    const given = v128.load(held + at);
    put(values + at, v128.bitselect(given, v128.load(values + at), isHeld(given)), N - k);
  }
}

/** gradients = 0, where it is held; N numbers. */
export function dropRow(gradients: usize, held: usize, N: i32): void {
  for (let k = 0; k < N; k += 4) {
    const at = (<usize>k) << 2;
    put(gradients + at, v128.andnot(v128.load(gradients + at), isHeld(v128.load(held + at))), N - k);
  }
}

/** An LSTM's gates and c' of one row of one step, held [6,H] i f g o h c: c' is made anew of the gates as they then are. */
export function holdCell(gates: usize, cellBefore: usize, cellAfter: usize, held: usize, H: i32): void {
  const width = (<usize>H) << 2;
  holdRow(gates, held, 4 * H);
  for (let u = 0; u < H; u += 4) {
    const at = (<usize>u) << 2;
    const i = gates + at, f = i + width, g = f + width;
    put(cellAfter + at, flush4(f32x4.add(f32x4.mul(v128.load(f), v128.load(cellBefore + at)), f32x4.mul(v128.load(i), v128.load(g)))), H - u);
  }
  holdRow(cellAfter, held + 5 * width, H);
}

/** dh = dh + incoming, the whole dL/dh_t, into `record` too where it is not 0; then dh = 0 where h is held. */
export function takeHidden(dh: usize, incoming: usize, record: usize, held: usize, H: i32): void {
  for (let u = 0; u < H; u += 4) {
    const at = (<usize>u) << 2;
    let whole = v128.load(dh + at);
    if (incoming) whole = f32x4.add(whole, v128.load(incoming + at));
    whole = flush4(whole);
    put(dh + at, whole, H - u);
    if (record) put(record + at, whole, H - u);
  }
  dropRow(dh, held, H);
}

/** An LSTM's di df dg do and dc of the step before, once they are there: nothing of a held gate, nothing of a held c. */
export function dropCell(gates: usize, dc: usize, held: usize, H: i32): void {
  const width = (<usize>H) << 2;
  const heldCell = held + 5 * width;
  for (let gate: usize = 0; gate < 3; gate++) dropRow(gates + gate * width, heldCell, H);
  dropRow(gates, held, 4 * H);
  dropRow(dc, heldCell, H);
}

/** A GRU's r and z of one row of one step, held [4,H] r z n h; where the state before is given, q = r⊙h of r as it then is. */
export function holdGates(gates: usize, hiddenBefore: usize, held: usize, H: i32): void {
  holdRow(gates, held, 2 * H);
  if (!hiddenBefore) return;
  for (let u = 0; u < H; u += 4) {
    const at = (<usize>u) << 2;
    put(gates + 12 * (<usize>H) + at, flush4(f32x4.mul(v128.load(gates + at), v128.load(hiddenBefore + at))), H - u);
  }
}

/** A GRU's n and h', which is made anew of z and n as they then are. */
export function holdCandidate(gates: usize, hiddenBefore: usize, hiddenAfter: usize, held: usize, after: bool, H: i32): void {
  const width = (<usize>H) << 2;
  holdRow(gates + 2 * width, held + 2 * width, H);
  for (let u = 0; u < H; u += 4) {
    const at = (<usize>u) << 2;
    const update = v128.load(gates + width + at), candidate = v128.load(gates + 2 * width + at), h = v128.load(hiddenBefore + at);
    const next = after ? f32x4.add(candidate, f32x4.mul(update, f32x4.sub(h, candidate))) : f32x4.add(h, f32x4.mul(update, f32x4.sub(candidate, h)));
    put(hiddenAfter + at, flush4(next), H - u);
  }
  holdRow(hiddenAfter, held + 3 * width, H);
}

/** A GRU's gradients once they are there, of the four slots and of the state before: nothing of a held h, n, z; of a held r where the reset comes after. */
export function dropGates(gates: usize, dh: usize, held: usize, after: bool, H: i32): void {
  const width = (<usize>H) << 2;
  const heldCandidate = held + 2 * width, heldHidden = held + 3 * width;
  dropRow(dh, heldHidden, H);
  dropRow(gates + width, heldHidden, H);
  dropRow(gates + 2 * width, heldHidden, H);
  if (after) {
    dropRow(gates, heldHidden, H);
    dropRow(gates + 3 * width, heldHidden, H);
    dropRow(gates, heldCandidate, H);
    dropRow(gates, held, H);
    dropRow(gates + 3 * width, heldCandidate, H);
  }
  dropRow(gates + width, held + width, 2 * H);
}
