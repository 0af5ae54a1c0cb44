/** The LSTM's scan through time, and its gradient. Slots of a step's gates: i f g o, each H wide. */
import { clear, flush4, move, put, sigmoid4, tanh4 } from './lanes';
import { dropCell, holdCell, holdRow, takeHidden } from './hold';
import { cutRows, storeInitial } from './steps';
import { multiplyRows, packPanels, packTransposedPanels } from './tile';

/**
 * i f g o = preact + W_hh h + b_hh; c' = σ(f)⊙c + σ(i)⊙tanh(g); h' = σ(o)⊙tanh(c').
 * Steps are `first` to `first + T`; where `initial`, the state before them is there. Steps at t ≥ length keep the state and leave 0 in the gates.
 * gates [T,B,4,H] preact in, gates out; hidden, cell [T+1,B,H]; weight [4H,H]; bias [4H]; lengths [B]; packed: room for the weight; held [T,B,6,H], or 0.
 */
export function scanLstm(
  gates: usize, hidden: usize, cell: usize, weight: usize, bias: usize, lengths: usize, initial: bool, first: i32, T: i32, B: i32, H: i32, reverse: bool, packed: usize,
  held: usize,
): void {
  const width = (<usize>H) << 2;
  const state = <usize>B * width;
  packTransposedPanels(weight, H, H, 4 * H, packed);
  const start = reverse ? <usize>T * state : 0;
  if (!initial) {
    clear(hidden + start, B * H);
    clear(cell + start, B * H);
  }
  for (let s = 0; s < T; s++) {
    const t = first + (reverse ? T - 1 - s : s);
    const previous = <usize>(reverse ? t + 1 : t) * state;
    const next = <usize>(reverse ? t : t + 1) * state;
    let g = gates + <usize>t * (state << 2);
    multiplyRows(hidden + previous, H, packed, B, 4 * H, H, g, 4 * H, 0, true);
    for (let b = 0; b < B; b++) {
      const row = <usize>b * width;
      if (t < load<i32>(lengths + ((<usize>b) << 2))) {
        let u = 0;
        for (; u <= H - 4; u += 4) stepCell(g, width, bias, cell + previous + row, cell + next + row, u, 4);
        if (u < H) stepCell(g, width, bias, cell + previous + row, cell + next + row, u, H - u);
        const holds = held ? held + (<usize>(t * B + b)) * 6 * width : 0;
        if (held) holdCell(g, cell + previous + row, cell + next + row, holds, H);
        for (u = 0; u < H; u += 4) stepHidden(g + 3 * width, cell + next + row, hidden + next + row, u, H - u);
        if (held) holdRow(hidden + next + row, holds + 4 * width, H);
      } else {
        clear(g, 4 * H);
        move(hidden + next + row, hidden + previous + row, H);
        move(cell + next + row, cell + previous + row, H);
      }
      g += width << 2;
    }
  }
}

/** Units u to u + count of one row of one step. */
@inline function stepCell(gates: usize, width: usize, bias: usize, cellBefore: usize, cellAfter: usize, u: i32, count: i32): void {
  const at = (<usize>u) << 2;
  const i = gates + at, f = i + width, g = f + width, o = g + width;
  const b = bias + at;
  const input = sigmoid4(f32x4.add(v128.load(i), v128.load(b)));
  const forget = sigmoid4(f32x4.add(v128.load(f), v128.load(b + width)));
  const candidate = tanh4(f32x4.add(v128.load(g), v128.load(b + (width << 1))));
  const output = sigmoid4(f32x4.add(v128.load(o), v128.load(b + width * 3)));
  const c = flush4(f32x4.add(f32x4.mul(forget, v128.load(cellBefore + at)), f32x4.mul(input, candidate)));
  put(i, input, count);
  put(f, forget, count);
  put(g, candidate, count);
  put(o, output, count);
  put(cellAfter + at, c, count);
}

/** h' = o⊙tanh(c'), in a loop of its own: the chain from gate to cell to h is long, and short ones overlap. */
@inline function stepHidden(output: usize, cellAfter: usize, hiddenAfter: usize, u: i32, count: i32): void {
  const at = (<usize>u) << 2;
  put(hiddenAfter + at, flush4(f32x4.mul(v128.load(output + at), tanh4(v128.load(cellAfter + at)))), count);
}

/**
 * Turns `gates` into di df dg do, gradients of the loss before the nonlinearity; 0 at t ≥ length.
 * dhidden [T,B,H] and dfinal [B,2,H] come in where they are not 0 (dhidden only where `readsHidden`); where `records`, dhidden and dcell
 * take the whole dL/dh_t and dL/dc_t; dinitial [B,2,H], where it is not 0, what reaches the states before the first step. scratch: dh [B,H], dc [B,H], then room for the packed weight; held as in `scanLstm`.
 */
export function scanLstmBackward(
  gates: usize, hidden: usize, cell: usize, weight: usize, lengths: usize, dhidden: usize, readsHidden: bool, dfinal: usize, records: bool, dcell: usize,
  dinitial: usize, first: i32, T: i32, B: i32, H: i32, reverse: bool, truncate: i32, scratch: usize,
  held: usize,
): void {
  const width = (<usize>H) << 2;
  const state = <usize>B * width;
  const dh = scratch;
  const dc = dh + state;
  const packed = (dc + state + 15) & ~15;
  packPanels(weight, H, 4 * H, H, packed);
  for (let b = 0; b < B; b++) {
    const row = <usize>b * width;
    if (dfinal) {
      move(dh + row, dfinal + 2 * row, H);
      move(dc + row, dfinal + 2 * row + width, H);
    } else {
      clear(dh + row, H);
      clear(dc + row, H);
    }
  }
  for (let s = T - 1; s >= 0; s--) {
    const t = first + (reverse ? T - 1 - s : s);
    const previous = <usize>(reverse ? t + 1 : t) * state;
    const next = <usize>(reverse ? t : t + 1) * state;
    const step = gates + <usize>t * (state << 2);
    for (let b = 0; b < B; b++) {
      const row = <usize>b * width;
      const g = step + (row << 2);
      const above = <usize>t * state + row;
      const length = load<i32>(lengths + ((<usize>b) << 2));
      if (t >= length) {
        clear(g, 4 * H);
        if (records) {
          clear(dhidden + above, H);
          if (dcell) clear(dcell + above, H);
        }
        continue;
      }
      let incoming = readsHidden ? dhidden + above : 0;
      let recordHidden = records ? dhidden + above : 0;
      const recordCell = records && dcell ? dcell + above : 0;
      const holds = held ? held + (<usize>(t * B + b)) * 6 * width : 0;
      if (held) {
        takeHidden(dh + row, incoming, recordHidden, holds + 4 * width, H);
        incoming = recordHidden = 0;
      }
      let u = 0;
      for (; u <= H - 4; u += 4) stepUnitsBack(g, width, cell + previous + row, cell + next + row, dh + row, dc + row, incoming, recordHidden, recordCell, u, 4);
      if (u < H) stepUnitsBack(g, width, cell + previous + row, cell + next + row, dh + row, dc + row, incoming, recordHidden, recordCell, u, H - u);
      if (held) dropCell(g, dc + row, holds, H);
    }
    if (s > 0 || dinitial) multiplyRows(step, 4 * H, packed, B, H, 4 * H, dh, H, 0, true);
    cutRows(dh, dc, lengths, t, B, H, reverse, truncate);
  }
  if (dinitial) storeInitial(dinitial, dh, dc, B, H);
}

/** The gradient of `stepUnits`; leaves dL/dc of the step before in `dc`, and 0 in `dh`, to which the product then adds. */
@inline function stepUnitsBack(
  gates: usize, width: usize, cellBefore: usize, cellAfter: usize, dhAt: usize, dcAt: usize, incoming: usize, recordHidden: usize, recordCell: usize, u: i32, count: i32,
): void {
  const at = (<usize>u) << 2;
  const one = f32x4.splat(1);
  const i = gates + at, f = i + width, g = f + width, o = g + width;
  const input = v128.load(i), forget = v128.load(f), candidate = v128.load(g), output = v128.load(o);
  const squashed = tanh4(v128.load(cellAfter + at));
  let dh = v128.load(dhAt + at);
  if (incoming) dh = f32x4.add(dh, v128.load(incoming + at));
  dh = flush4(dh);
  const through = f32x4.mul(f32x4.mul(dh, output), f32x4.sub(one, f32x4.mul(squashed, squashed)));
  const dc = flush4(f32x4.add(v128.load(dcAt + at), through));
  if (recordHidden) put(recordHidden + at, dh, count);
  if (recordCell) put(recordCell + at, dc, count);
  put(i, flush4(f32x4.mul(f32x4.mul(f32x4.mul(dc, candidate), input), f32x4.sub(one, input))), count);
  put(f, flush4(f32x4.mul(f32x4.mul(f32x4.mul(dc, v128.load(cellBefore + at)), forget), f32x4.sub(one, forget))), count);
  put(g, flush4(f32x4.mul(f32x4.mul(dc, input), f32x4.sub(one, f32x4.mul(candidate, candidate)))), count);
  put(o, flush4(f32x4.mul(f32x4.mul(f32x4.mul(dh, squashed), output), f32x4.sub(one, output))), count);
  put(dcAt + at, f32x4.mul(dc, forget), count);
  put(dhAt + at, f32x4.splat(0), count);
}
