/** Dropout: a mask from 32-bit words alone, the same one that core/random and model/dropout draw. */
import { move } from './lanes';

const STREAM: u32 = 4;

@inline function spread(word: u32): u32 {
  return word * 1664525 + 1013904223;
}

/** The first word of pcg4d(key, STREAM, i, j) (core/random). */
@inline function hashWord(key: u32, i: u32, j: u32): u32 {
  let x = spread(key), y = spread(STREAM), z = spread(i), w = spread(j);
  x += y * w;
  y += z * x;
  z += x * y;
  w += y * z;
  x ^= x >> 16;
  y ^= y >> 16;
  w ^= w >> 16;
  return x + y * w;
}

/**
 * to[m,c] = from[m,c]·scale where hash(key, m, c) ≥ threshold in its upper 24 bits, else 0; a copy where not `on`.
 * [M,N] with strides in numbers.
 */
export function dropout(from: usize, to: usize, M: i32, N: i32, fromStride: i32, toStride: i32, on: bool, key: u32, threshold: u32, scale: f32): void {
  for (let m = 0; m < M; m++) {
    if (on) {
      for (let c = 0; c < N; c++) {
        const at = (<usize>c) << 2;
        store<f32>(to + at, hashWord(key, m, c) >> 8 >= threshold ? load<f32>(from + at) * scale : 0);
      }
    } else {
      move(to, from, N);
    }
    from += (<usize>fromStride) << 2;
    to += (<usize>toStride) << 2;
  }
}
