/** Four numbers at a time: exp, σ and tanh on vectors, and stores that end inside a vector. */

const LOG2_E = f32x4.splat(1.44269504088896341);
/** ln 2 in two parts, the first exact in few bits, so that n·ln 2 subtracts without loss. */
const LN2_HIGH = f32x4.splat(0.693359375);
const LN2_LOW = f32x4.splat(-2.12194440e-4);
/** Adding 1.5·2²³ + 127 rounds to a whole number n whose low bits, moved up by 23, are the float 2ⁿ. */
const ROUND = f32x4.splat(12583039);

/** Minimax coefficients of (eʳ - 1 - r)/r² on |r| ≤ ln(2)/2, relative error of eʳ - 1 at most 1.4e-8; fitted by iterated least squares. */
const C2 = f32x4.splat(0.49999998125400336);
const C3 = f32x4.splat(0.16666542351433206);
const C4 = f32x4.splat(0.041667205363388846);
const C5 = f32x4.splat(0.008366691564884962);
const C6 = f32x4.splat(0.0013882488892512576);

/** x within [-bound, bound]; NaN stays NaN. */
@inline function clamp(x: v128, bound: f32): v128 {
  return f32x4.pmax(f32x4.pmin(x, f32x4.splat(bound)), f32x4.splat(-bound));
}

/** eʳ - 1 for |r| ≤ ln(2)/2. */
@inline function expm1Small(r: v128): v128 {
  let q = f32x4.add(f32x4.mul(C6, r), C5);
  q = f32x4.add(f32x4.mul(q, r), C4);
  q = f32x4.add(f32x4.mul(q, r), C3);
  q = f32x4.add(f32x4.mul(q, r), C2);
  return f32x4.add(r, f32x4.mul(f32x4.mul(r, r), q));
}

/** eˣ, relative error about 2e-7; x is first clamped to ±87. */
@inline export function exp4(x: v128): v128 {
  x = clamp(x, 87);
  const shifted = f32x4.add(f32x4.mul(x, LOG2_E), ROUND);
  const n = f32x4.sub(shifted, ROUND);
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, LN2_HIGH)), f32x4.mul(n, LN2_LOW));
  const power = i32x4.shl(shifted, 23);
  return f32x4.add(power, f32x4.mul(power, expm1Small(r)));
}

/** σ(x) = 1/(1 + e⁻ˣ) */
@inline export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** tanh x = e/(e + 2) with e = e²ˣ - 1 = 2ⁿ(eʳ - 1) + (2ⁿ - 1), which keeps its digits near 0, where n = 0. */
@inline export function tanh4(x: v128): v128 {
  x = clamp(f32x4.add(x, x), 20);
  const shifted = f32x4.add(f32x4.mul(x, LOG2_E), ROUND);
  const n = f32x4.sub(shifted, ROUND);
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, LN2_HIGH)), f32x4.mul(n, LN2_LOW));
  const power = i32x4.shl(shifted, 23);
  const e = f32x4.add(f32x4.sub(power, f32x4.splat(1)), f32x4.mul(power, expm1Small(r)));
  return f32x4.div(e, f32x4.add(e, f32x4.splat(2)));
}

/** max(x, 0); NaN stays NaN. */
@inline export function relu4(x: v128): v128 {
  return f32x4.pmax(x, f32x4.splat(0));
}

/** eˣ of one number. */
@inline export function exp1(x: f32): f32 {
  return f32x4.extract_lane(exp4(f32x4.splat(x)), 0);
}

/**
 * 0 where |x| < 2⁻¹¹⁰ ≈ 8e-34, else x; NaN stays NaN. States and gradients that vanish over many steps would pass through the subnormal
 * numbers, on which processors are some hundred times slower: without this, 400 steps of backward took 25 times as long as 8 times 50.
 */
@inline export function flush4(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(7.703719777548943e-34)));
}

/** 0 where x is subnormal, else x: what optimizer state that decays without end needs. */
@inline export function flushSubnormal4(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(1.1754943508222875e-38)));
}

/** Stores the first `count` lanes; all where count ≥ 4. */
@inline export function put(to: usize, x: v128, count: i32): void {
  if (count >= 4) {
    v128.store(to, x);
    return;
  }
  v128.store32_lane(to, x, 0);
  if (count > 1) v128.store32_lane(to, x, 1, 4);
  if (count > 2) v128.store32_lane(to, x, 2, 8);
}

/** The sum of four lanes. */
@inline export function sum4(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3));
}

/** Fills `count` numbers with 0. */
@inline export function clear(at: usize, count: i32): void {
  memory.fill(at, 0, (<usize>count) << 2);
}

/** Copies `count` numbers. */
@inline export function move(to: usize, from: usize, count: i32): void {
  memory.copy(to, from, (<usize>count) << 2);
}
