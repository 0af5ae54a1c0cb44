/** Dropout: a mask from 32-bit words alone, the same one that core/random and model/dropout draw. */
import { move } from './lanes';
import { hashWord } from './random';

const STREAM: u32 = 4;

/**
 * to[m,c] = from[m,c]·scale where hash(key, m, c) ≥ threshold in its upper 24 bits, else 0; a copy where not `on`.
 * [M,N] with strides in numbers.
 */
export function dropout(from: usize, to: usize, M: i32, N: i32, fromStride: i32, toStride: i32, on: bool, key: u32, threshold: u32, scale: f32): void {
  for (let m = 0; m < M; m++) {
    if (on) {
      for (let c = 0; c < N; c++) {
        const at = (<usize>c) << 2;
        store<f32>(to + at, hashWord(key, STREAM, m, c) >> 8 >= threshold ? load<f32>(from + at) * scale : 0);
      }
    } else {
      move(to, from, N);
    }
    from += (<usize>fromStride) << 2;
    to += (<usize>toStride) << 2;
  }
}
