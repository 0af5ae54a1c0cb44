/** The plain recurrent cell's scan through time, and its gradient. One slot a step: its new h. */
import { clear, flush4, move, put, relu4, tanh4 } from './lanes';
import { dropRow, holdRow } from './hold';
import { cutRows, storeInitial } from './steps';
import { multiplyRows, packPanels, packTransposedPanels } from './tile';

/**
 * h' = act(preact + W_hh h + b_hh), act = tanh or, where `relu`, max(0, ·). Steps are `first` to `first + T`; where `initial`, the state before them is there. Steps at t ≥ length keep the state and leave 0 in the slot.
 * gates [T,B,1,H] preact in, h' out; hidden [T+1,B,H]; weight [H,H]; bias [H]; lengths [B]; packed: room for the weight; held [T,B,1,H], or 0.
 */
export function scanRnn(
  gates: usize,
  hidden: usize,
  weight: usize,
  bias: usize,
  lengths: usize,
  initial: bool,
  first: i32,
  T: i32,
  B: i32,
  H: i32,
  reverse: bool,
  relu: bool,
  packed: usize,
  held: usize,
): void {
  const width = (<usize>H) << 2;
  const state = <usize>B * width;
  packTransposedPanels(weight, H, H, H, packed);
  if (!initial) clear(hidden + (reverse ? <usize>T * state : 0), B * H);
  for (let s = 0; s < T; s++) {
    const t = first + (reverse ? T - 1 - s : s);
    const previous = <usize>(reverse ? t + 1 : t) * state;
    const next = <usize>(reverse ? t : t + 1) * state;
    const step = gates + <usize>t * state;
    multiplyRows(hidden + previous, H, packed, B, H, H, step, H, 0, true);
    for (let b = 0; b < B; b++) {
      const row = <usize>b * width;
      if (t < load<i32>(lengths + ((<usize>b) << 2))) {
        for (let u = 0; u < H; u += 4) {
          const at = row + ((<usize>u) << 2);
          const preact = f32x4.add(v128.load(step + at), v128.load(bias + ((<usize>u) << 2)));
          const h = flush4(relu ? relu4(preact) : tanh4(preact));
          put(step + at, h, H - u);
          put(hidden + next + at, h, H - u);
        }
        if (held) {
          const holds = held + (<usize>(t * B + b)) * width;
          holdRow(step + row, holds, H);
          holdRow(hidden + next + row, holds, H);
        }
      } else {
        clear(step + row, H);
        move(hidden + next + row, hidden + previous + row, H);
      }
    }
  }
}

/**
 * Turns `gates` into dL/dpreact = dh⊙act'(preact); 0 at t ≥ length. dhidden, dfinal, `readsHidden`, `records` as in `scanLstmBackward`.
 * scratch: dh [B,H], then room for the packed weight; held as in `scanRnn`.
 */
export function scanRnnBackward(
  gates: usize,
  hidden: usize,
  weight: usize,
  lengths: usize,
  dhidden: usize,
  readsHidden: bool,
  dfinal: usize,
  records: bool,
  dinitial: usize,
  first: i32,
  T: i32,
  B: i32,
  H: i32,
  reverse: bool,
  relu: bool,
  truncate: i32,
  scratch: usize,
  held: usize,
): void {
  const width = (<usize>H) << 2;
  const state = <usize>B * width;
  const dh = scratch;
  const packed = (dh + state + 15) & ~15;
  packPanels(weight, H, H, H, packed);
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  for (let b = 0; b < B; b++) {
    const row = <usize>b * width;
    if (dfinal) move(dh + row, dfinal + 2 * row, H);
    else clear(dh + row, H);
  }
  for (let s = T - 1; s >= 0; s--) {
    const t = first + (reverse ? T - 1 - s : s);
    const step = gates + <usize>t * state;
    for (let b = 0; b < B; b++) {
      const row = <usize>b * width;
      const above = <usize>t * state + row;
      const length = load<i32>(lengths + ((<usize>b) << 2));
      if (t >= length) {
        clear(step + row, H);
        if (records) clear(dhidden + above, H);
        continue;
      }
      for (let u = 0; u < H; u += 4) {
        const at = (<usize>u) << 2;
        const h = v128.load(step + row + at);
        let d = v128.load(dh + row + at);
        if (readsHidden) d = f32x4.add(d, v128.load(dhidden + above + at));
        d = flush4(d);
        if (records) put(dhidden + above + at, d, H - u);
        const slope = relu ? v128.and(one, f32x4.gt(h, zero)) : f32x4.sub(one, f32x4.mul(h, h));
        put(step + row + at, flush4(f32x4.mul(d, slope)), H - u);
        put(dh + row + at, zero, H - u);
      }
      if (held) dropRow(step + row, held + (<usize>(t * B + b)) * width, H);
    }
    if (s > 0 || dinitial) multiplyRows(step, H, packed, B, H, H, dh, H, 0, true);
    cutRows(dh, 0, lengths, t, B, H, reverse, truncate);
  }
  if (dinitial) storeInitial(dinitial, dh, 0, B, H);
}
