/** Rows of a table by token, and gradients collected by token. */
import { clear, move } from './lanes';

/** out[m,:] = table[tokens[m],:] for `count` tokens; rows of E numbers, those of out `stride` numbers apart. */
export function embed(table: usize, tokens: usize, out: usize, count: i32, E: i32, stride: i32): void {
  const width = (<usize>E) << 2;
  const step = (<usize>stride) << 2;
  for (let m = 0; m < count; m++) move(out + <usize>m * step, table + <usize>load<i32>(tokens + ((<usize>m) << 2)) * width, E);
}

/** dtable[v,:] = Σ over m with tokens[m] = v of dout[m,:], in the order of m; dtable [V,E], rows of dout `stride` numbers apart. */
export function embedBackward(tokens: usize, dout: usize, dtable: usize, count: i32, V: i32, E: i32, stride: i32): void {
  const width = (<usize>E) << 2;
  const step = (<usize>stride) << 2;
  clear(dtable, V * E);
  for (let m = 0; m < count; m++) {
    const from = dout + <usize>m * step;
    const to = dtable + <usize>load<i32>(tokens + ((<usize>m) << 2)) * width;
    let at: usize = 0;
    for (; at + 16 <= width; at += 16) v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
    for (; at < width; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
  }
}
