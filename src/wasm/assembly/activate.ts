/** Nonlinearities between dense layers, in place: 0 relu, 1 sigmoid, 2 tanh. */
import { put, relu4, sigmoid4, tanh4 } from './lanes';

const RELU: i32 = 0;
const SIGMOID: i32 = 1;

/** y = f(y); [M,N], `stride` numbers a row. */
export function activate(kind: i32, values: usize, M: i32, N: i32, stride: i32): void {
  for (let m = 0; m < M; m++) {
    for (let c = 0; c < N; c += 4) {
      const at = values + ((<usize>c) << 2);
      const x = v128.load(at);
      put(at, kind == RELU ? relu4(x) : kind == SIGMOID ? sigmoid4(x) : tanh4(x), N - c);
    }
    values += (<usize>stride) << 2;
  }
}

/** dy = dy⊙f' told from y = f(…): relu [y > 0], sigmoid y⊙(1-y), tanh 1-y⊙y. */
export function activateBackward(kind: i32, values: usize, dvalues: usize, M: i32, N: i32, stride: i32, dstride: i32): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  for (let m = 0; m < M; m++) {
    for (let c = 0; c < N; c += 4) {
      const at = (<usize>c) << 2;
      const y = v128.load(values + at);
      const slope =
        kind == RELU ? v128.and(one, f32x4.gt(y, zero)) : kind == SIGMOID ? f32x4.mul(y, f32x4.sub(one, y)) : f32x4.sub(one, f32x4.mul(y, y));
      put(dvalues + at, f32x4.mul(v128.load(dvalues + at), slope), N - c);
    }
    values += (<usize>stride) << 2;
    dvalues += (<usize>dstride) << 2;
  }
}
