/** Four numbers at a time: exp, σ and tanh on vectors, and stores that end inside a vector. */

/** Constants in memory: an engine makes a constant vector anew at each use, in several instructions, but loads one in one. */
const constants = memory.data<f32>([
  1.44269504088896341, // log₂ e
  0.693359375, // ln 2 in two parts, the first exact in few bits, so that n·ln 2 subtracts without loss
  -2.1219444e-4,
  12583039, // 1.5·2²³ + 127: adding it rounds to a whole number n whose low bits, moved up by 23, are the float 2ⁿ
  0.49999998125400336, // c₂ … c₆, minimax for (eʳ - 1 - r)/r² on |r| ≤ ln(2)/2: relative error of eʳ - 1 at most 1.4e-8, by iterated least squares
  0.16666542351433206,
  0.041667205363388846,
  0.008366691564884962,
  0.0013882488892512576,
  1,
  2,
  87,
  -87,
  20,
  -20,
], 16);
const LOG2_E: i32 = 0, LN2_HIGH: i32 = 1, LN2_LOW: i32 = 2, ROUND: i32 = 3, C2: i32 = 4, C3: i32 = 5, C4: i32 = 6, C5: i32 = 7, C6: i32 = 8;
const ONE: i32 = 9, TWO: i32 = 10, EXP_BOUND: i32 = 11, TANH_BOUND: i32 = 13;

@inline function constant(which: i32): v128 {
  return v128.load32_splat(constants + ((<usize>which) << 2));
}

/** x within the bound, a constant that its negative follows; NaN stays NaN. */
@inline function clamp(x: v128, bound: i32): v128 {
  return f32x4.pmax(f32x4.pmin(x, constant(bound)), constant(bound + 1));
}

/** eʳ - 1 for |r| ≤ ln(2)/2. */
@inline function expm1Small(r: v128): v128 {
  let q = f32x4.add(f32x4.mul(constant(C6), r), constant(C5));
  q = f32x4.add(f32x4.mul(q, r), constant(C4));
  q = f32x4.add(f32x4.mul(q, r), constant(C3));
  q = f32x4.add(f32x4.mul(q, r), constant(C2));
  return f32x4.add(r, f32x4.mul(f32x4.mul(r, r), q));
}

/** eˣ, relative error about 2e-7; x is first clamped to ±87. */
@inline export function exp4(x: v128): v128 {
  x = clamp(x, EXP_BOUND);
  const shifted = f32x4.add(f32x4.mul(x, constant(LOG2_E)), constant(ROUND));
  const n = f32x4.sub(shifted, constant(ROUND));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, constant(LN2_HIGH))), f32x4.mul(n, constant(LN2_LOW)));
  const power = i32x4.shl(shifted, 23);
  return f32x4.add(power, f32x4.mul(power, expm1Small(r)));
}

/** σ(x) = 1/(1 + e⁻ˣ) */
@inline export function sigmoid4(x: v128): v128 {
  return f32x4.div(constant(ONE), f32x4.add(constant(ONE), exp4(f32x4.sub(f32x4.splat(0), x))));
}

/** tanh x = e/(e + 2) with e = e²ˣ - 1 = 2ⁿ(eʳ - 1) + (2ⁿ - 1), which keeps its digits near 0, where n = 0. */
@inline export function tanh4(x: v128): v128 {
  x = clamp(f32x4.add(x, x), TANH_BOUND);
  const shifted = f32x4.add(f32x4.mul(x, constant(LOG2_E)), constant(ROUND));
  const n = f32x4.sub(shifted, constant(ROUND));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, constant(LN2_HIGH))), f32x4.mul(n, constant(LN2_LOW)));
  const power = i32x4.shl(shifted, 23);
  const e = f32x4.add(f32x4.sub(power, constant(ONE)), f32x4.mul(power, expm1Small(r)));
  return f32x4.div(e, f32x4.add(e, constant(TWO)));
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
