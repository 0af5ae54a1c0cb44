/** The norm of all gradients, and the optimizers: PyTorch's rules on flat arrays of `count` numbers, a multiple of four. */

import { flushSubnormal4 } from './lanes';

/** Σ g² in float64. */
export function sumOfSquares(gradients: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let high = low;
  const end = gradients + ((<usize>count) << 2);
  for (; gradients < end; gradients += 16) {
    const g = v128.load(gradients);
    const a = f64x2.promote_low_f32x4(g);
    const b = f64x2.promote_low_f32x4(i8x16.shuffle(g, g, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  low = f64x2.add(low, high);
  return f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
}

/** The gradient as the optimizer reads it: clipped to ±limit, times the norm's coefficient, plus decay·p. */
@inline function readGradient(gradients: usize, p: v128, coefficient: f32, limit: f32, decay: f32): v128 {
  const g = f32x4.mul(f32x4.pmax(f32x4.pmin(v128.load(gradients), f32x4.splat(limit)), f32x4.splat(-limit)), f32x4.splat(coefficient));
  return f32x4.add(g, f32x4.mul(f32x4.splat(decay), p));
}

/** b = momentum·b + g; p -= rate·b. Without momentum: p -= rate·g. */
export function updateSgd(
  parameters: usize, gradients: usize, buffer: usize, count: i32, coefficient: f32, limit: f32, decay: f32, rate: f32, momentum: f32,
): void {
  const bytes = (<usize>count) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const p = v128.load(parameters + at);
    let step = readGradient(gradients + at, p, coefficient, limit, decay);
    if (momentum != 0) {
      step = flushSubnormal4(f32x4.add(f32x4.mul(f32x4.splat(momentum), v128.load(buffer + at)), step));
      v128.store(buffer + at, step);
    }
    v128.store(parameters + at, f32x4.sub(p, f32x4.mul(f32x4.splat(rate), step)));
  }
}

/** v = α·v + (1-α)·g²; b = momentum·b + g/(√v + ε); p -= rate·b. `rest` = 1-α. */
export function updateRmsprop(
  parameters: usize, gradients: usize, buffer: usize, squares: usize, count: i32, coefficient: f32, limit: f32, decay: f32, rate: f32, momentum: f32,
  alpha: f32, rest: f32, eps: f32,
): void {
  const bytes = (<usize>count) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const p = v128.load(parameters + at);
    const g = readGradient(gradients + at, p, coefficient, limit, decay);
    const v = flushSubnormal4(f32x4.add(f32x4.mul(f32x4.splat(alpha), v128.load(squares + at)), f32x4.mul(f32x4.splat(rest), f32x4.mul(g, g))));
    v128.store(squares + at, v);
    let step = f32x4.div(g, f32x4.add(f32x4.sqrt(v), f32x4.splat(eps)));
    if (momentum != 0) {
      step = flushSubnormal4(f32x4.add(f32x4.mul(f32x4.splat(momentum), v128.load(buffer + at)), step));
      v128.store(buffer + at, step);
    }
    v128.store(parameters + at, f32x4.sub(p, f32x4.mul(f32x4.splat(rate), step)));
  }
}

/**
 * m = β₁·m + (1-β₁)·g; v = β₂·v + (1-β₂)·g²; p = keep·p - rate·m/(√v/root + ε).
 * `rate` = learning rate/(1-β₁ⁿ), `root` = √(1-β₂ⁿ); adam: keep 1; adamw: decay 0 and keep = 1 - learning rate·weight decay.
 */
export function updateAdam(
  parameters: usize, gradients: usize, first: usize, second: usize, count: i32, coefficient: f32, limit: f32, decay: f32, keep: f32, rate: f32,
  beta1: f32, rest1: f32, beta2: f32, rest2: f32, root: f32, eps: f32,
): void {
  const bytes = (<usize>count) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const p = v128.load(parameters + at);
    const g = readGradient(gradients + at, p, coefficient, limit, decay);
    const m = flushSubnormal4(f32x4.add(f32x4.mul(f32x4.splat(beta1), v128.load(first + at)), f32x4.mul(f32x4.splat(rest1), g)));
    const v = flushSubnormal4(f32x4.add(f32x4.mul(f32x4.splat(beta2), v128.load(second + at)), f32x4.mul(f32x4.splat(rest2), f32x4.mul(g, g))));
    v128.store(first + at, m);
    v128.store(second + at, v);
    const denominator = f32x4.add(f32x4.div(f32x4.sqrt(v), f32x4.splat(root)), f32x4.splat(eps));
    v128.store(parameters + at, f32x4.sub(f32x4.mul(f32x4.splat(keep), p), f32x4.div(f32x4.mul(f32x4.splat(rate), m), denominator)));
  }
}
