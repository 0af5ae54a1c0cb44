/** One direction's half of a layer's outputs with its share of the residual, and the gradient of both. */
import { clear, move, put } from './lanes';

@inline function lengthOf(lengths: usize, b: i32): i32 {
  return load<i32>(lengths + ((<usize>b) << 2));
}

@inline function rows(count: i32, stride: i32): usize {
  return (<usize>(count * stride)) << 2;
}

/**
 * y[m,:] = h[m,:] + x[t·B + b,:], m = t·B + b where `every`, else m = b and t the step where the direction ends; 0 at t ≥ length.
 * H columns; x 0: none; strides in numbers; lengths [B].
 */
export function join(
  y: usize, yStride: i32, h: usize, hStride: i32, x: usize, xStride: i32, lengths: usize, T: i32, B: i32, H: i32, every: bool, reverse: bool,
): void {
  const M = every ? T * B : B;
  for (let m = 0; m < M; m++) {
    const b = m % B;
    const length = lengthOf(lengths, b);
    const to = y + rows(m, yStride);
    const from = h + rows(m, hStride);
    if (every && m / B >= length) {
      clear(to, H);
    } else if (x) {
      const below = x + rows(every ? m : reverse ? b : (length - 1) * B + b, xStride);
      for (let u = 0; u < H; u += 4) {
        const at = (<usize>u) << 2;
        put(to + at, f32x4.add(v128.load(from + at), v128.load(below + at)), H - u);
      }
    } else {
      move(to, from, H);
    }
  }
}

/** dh[m,:] = dy[m,:], and dx the same wherever y read x, else 0. */
export function joinBackward(
  dy: usize, yStride: i32, dh: usize, hStride: i32, dx: usize, xStride: i32, lengths: usize, T: i32, B: i32, H: i32, every: bool, reverse: bool,
): void {
  const M = every ? T * B : B;
  if (dx) for (let m = 0; m < T * B; m++) clear(dx + rows(m, xStride), H);
  for (let m = 0; m < M; m++) {
    const b = m % B;
    const length = lengthOf(lengths, b);
    const from = dy + rows(m, yStride);
    const to = dh + rows(m, hStride);
    if (every && m / B >= length) {
      clear(to, H);
      continue;
    }
    move(to, from, H);
    if (dx) move(dx + rows(every ? m : reverse ? b : (length - 1) * B + b, xStride), from, H);
  }
}
