/** Attention from target steps to source steps: scores, softmax and context, and their gradients on the queries' and on the keys' side. */
import { clear, exp1, put, sum4, tanh4 } from './lanes';

@inline function bytes(numbers: i32): usize {
  return (<usize>numbers) << 2;
}

@inline function lengthOf(lengths: usize, b: i32): i32 {
  return load<i32>(lengths + bytes(b));
}

/** The sum of the first `count` lanes. */
@inline function sumFirst(x: v128, count: i32): f32 {
  if (count >= 4) return sum4(x);
  let sum = f32x4.extract_lane(x, 0);
  if (count > 1) sum += f32x4.extract_lane(x, 1);
  if (count > 2) sum += f32x4.extract_lane(x, 2);
  return sum;
}

/** Σ_k a_k b_k */
function dot(a: usize, b: usize, N: i32): f32 {
  let sum: f32 = 0;
  for (let k = 0; k < N; k += 4) sum += sumFirst(f32x4.mul(v128.load(a + bytes(k)), v128.load(b + bytes(k))), N - k);
  return sum;
}

/** Σ_h v_h tanh(q_h + k_h) */
function scoreAdditive(v: usize, q: usize, k: usize, H: i32): f32 {
  let sum: f32 = 0;
  for (let h = 0; h < H; h += 4) {
    const at = bytes(h);
    sum += sumFirst(f32x4.mul(v128.load(v + at), tanh4(f32x4.add(v128.load(q + at), v128.load(k + at)))), H - h);
  }
  return sum;
}

/** y += factor·x */
function addScaled(y: usize, factor: f32, x: usize, N: i32): void {
  const scale = f32x4.splat(factor);
  for (let k = 0; k < N; k += 4) put(y + bytes(k), f32x4.add(v128.load(y + bytes(k)), f32x4.mul(scale, v128.load(x + bytes(k)))), N - k);
}

/** y += d v ⊙ (1 - tanh²(q + k)); dweight += d tanh(q + k) where it is not 0. */
function addAdditive(y: usize, dweight: usize, d: f32, v: usize, q: usize, k: usize, H: i32): void {
  const scale = f32x4.splat(d);
  const one = f32x4.splat(1);
  for (let h = 0; h < H; h += 4) {
    const at = bytes(h);
    const inner = tanh4(f32x4.add(v128.load(q + at), v128.load(k + at)));
    const through = f32x4.mul(f32x4.mul(scale, v128.load(v + at)), f32x4.sub(one, f32x4.mul(inner, inner)));
    put(y + at, f32x4.add(v128.load(y + at), through), H - h);
    if (dweight) put(dweight + at, f32x4.add(v128.load(dweight + at), f32x4.mul(scale, inner)), H - h);
  }
}

/**
 * s[m,j] = q_m·k_j or, where v is given, v·tanh(q_m + k_j); attention = softmax of s over j < length; context_m = Σ_j attention[m,j] values_j.
 * Rows m are B a step, of M; `scores` and `attention` [M,T] begin at the first; key and value j of row b lie at j·B + b. Strides in numbers.
 */
export function attend(
  query: usize, queryStride: i32, keys: usize, keyStride: i32, values: usize, valueStride: i32, v: usize, lengths: usize, attention: usize,
  M: i32, T: i32, B: i32, H: i32, D: i32, scores: usize, context: usize, contextStride: i32,
): void {
  for (let m = 0; m < M; m++) {
    const b = m % B;
    const length = lengthOf(lengths, b);
    const q = query + bytes(m * queryStride);
    const s = scores + bytes(m * T);
    const a = attention + bytes(m * T);
    let largest: f32 = -Infinity;
    for (let j = 0; j < length; j++) {
      const k = keys + bytes((j * B + b) * keyStride);
      const score = v ? scoreAdditive(v, q, k, H) : dot(q, k, H);
      store<f32>(s + bytes(j), score);
      largest = max(largest, score);
    }
    let sum: f32 = 0;
    for (let j = 0; j < length; j++) {
      const weight = exp1(load<f32>(s + bytes(j)) - largest);
      store<f32>(a + bytes(j), weight);
      sum += weight;
    }
    const to = context + bytes(m * contextStride);
    clear(to, D);
    for (let j = 0; j < length; j++) {
      const weight = load<f32>(a + bytes(j)) / sum;
      store<f32>(a + bytes(j), weight);
      addScaled(to, weight, values + bytes((j * B + b) * valueStride), D);
    }
    clear(s + bytes(length), T - length);
    clear(a + bytes(length), T - length);
  }
}

/** ds[m,j] = attention[m,j] (dcontext_m·values_j - Σ_i attention[m,i] dcontext_m·values_i), 0 at j ≥ length; dq_m = Σ_j ds[m,j] ∂s/∂q, added where `accumulate`. */
export function attendBackward(
  query: usize, queryStride: i32, keys: usize, keyStride: i32, values: usize, valueStride: i32, v: usize, lengths: usize, attention: usize,
  M: i32, T: i32, B: i32, H: i32, D: i32, dcontext: usize, dcontextStride: i32, dscores: usize, dquery: usize, dqueryStride: i32, accumulate: bool,
): void {
  for (let m = 0; m < M; m++) {
    const b = m % B;
    const length = lengthOf(lengths, b);
    const q = query + bytes(m * queryStride);
    const ds = dscores + bytes(m * T);
    const a = attention + bytes(m * T);
    const dc = dcontext + bytes(m * dcontextStride);
    let mean: f32 = 0;
    for (let j = 0; j < length; j++) {
      const d = dot(dc, values + bytes((j * B + b) * valueStride), D);
      store<f32>(ds + bytes(j), d);
      mean += load<f32>(a + bytes(j)) * d;
    }
    const dq = dquery + bytes(m * dqueryStride);
    if (!accumulate) clear(dq, H);
    for (let j = 0; j < length; j++) {
      const d = load<f32>(a + bytes(j)) * (load<f32>(ds + bytes(j)) - mean);
      store<f32>(ds + bytes(j), d);
      const k = keys + bytes((j * B + b) * keyStride);
      if (v) addAdditive(dq, 0, d, v, q, k, H);
      else addScaled(dq, d, k, H);
    }
    clear(ds + bytes(length), T - length);
  }
}

/**
 * Rows of `held` that are below 1e29, as in model/held, take the place of M rows of attention, their contexts made anew; free takes attention, and 0 in
 * rows that are held. values [T·B,D]; held, attention, free [M,T]; context [M,D]; matrices have strides.
 */
export function holdAttention(
  held: usize, attention: usize, free: usize, values: usize, valueStride: i32, lengths: usize, context: usize, contextStride: i32,
  M: i32, T: i32, B: i32, D: i32,
): void {
  for (let m = 0; m < M; m++) {
    const row = bytes(m * T);
    if (load<f32>(held + row) >= 1e29) {
      memory.copy(free + row, attention + row, bytes(T));
      continue;
    }
    const b = m % B;
    const length = lengthOf(lengths, b);
    clear(free + row, T);
    memory.copy(attention + row, held + row, bytes(length));
    clear(attention + row + bytes(length), T - length);
    const into = context + bytes(m * contextStride);
    clear(into, D);
    for (let j = 0; j < length; j++) addScaled(into, load<f32>(held + row + bytes(j)), values + bytes((j * B + b) * valueStride), D);
  }
}

/**
 * From all M queries: dk_j = Σ_m ds[m,j] ∂s/∂k, dvalues_j = Σ_m attention[m,j] dcontext_m and, where dv is given, dv_j = Σ_m ds[m,j] tanh(q_m + k_j).
 * Where keys are values, so are their gradients, which then hold the sum.
 */
export function attendKeysBackward(
  query: usize, queryStride: i32, keys: usize, keyStride: i32, values: usize, valueStride: i32, v: usize, lengths: usize, attention: usize,
  M: i32, T: i32, B: i32, H: i32, D: i32, dcontext: usize, dcontextStride: i32, dscores: usize,
  dkeys: usize, dkeyStride: i32, dvalues: usize, dvalueStride: i32, dv: usize, dvStride: i32,
): void {
  for (let n = 0; n < T * B; n++) {
    clear(dvalues + bytes(n * dvalueStride), D);
    if (dkeys != dvalues) clear(dkeys + bytes(n * dkeyStride), H);
    if (dv) clear(dv + bytes(n * dvStride), H);
  }
  for (let m = 0; m < M; m++) {
    const b = m % B;
    const length = lengthOf(lengths, b);
    const q = query + bytes(m * queryStride);
    const dc = dcontext + bytes(m * dcontextStride);
    for (let j = 0; j < length; j++) {
      const n = j * B + b;
      const d = load<f32>(dscores + bytes(m * T + j));
      addScaled(dvalues + bytes(n * dvalueStride), load<f32>(attention + bytes(m * T + j)), dc, D);
      const dk = dkeys + bytes(n * dkeyStride);
      if (v) addAdditive(dk, dv ? dv + bytes(n * dvStride) : 0, d, v, q, keys + bytes(n * keyStride), H);
      else addScaled(dk, d, q, H);
    }
  }
}
