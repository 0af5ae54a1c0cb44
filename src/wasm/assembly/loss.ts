/** The losses by row, with their gradient. Each returns the sum of all rows, summed in order in float64. */
import { clear, exp1, exp4, flush4, put } from './lanes';

/**
 * What every loss takes: outputs, doutputs [M,size]; lengths [B] or 0, row m being step ⌊m/B⌋ of sequence m mod B; weights [M] or 0;
 * rowLoss [M]; scale. Rows past a length get outputs, doutputs and rowLoss 0.
 */
@inline function isValid(m: i32, B: i32, lengths: usize): bool {
  return lengths == 0 || m / B < load<i32>(lengths + ((<usize>(m % B)) << 2));
}

@inline function rowScale(m: i32, weights: usize, scale: f32): f32 {
  return weights ? scale * load<f32>(weights + ((<usize>m) << 2)) : scale;
}

/** Σ (o - y)² */
export function lossMse(
  outputs: usize, targets: usize, doutputs: usize, rowLoss: usize, lengths: usize, weights: usize, M: i32, B: i32, size: i32, scale: f32,
): f64 {
  const width = (<usize>size) << 2;
  let total: f64 = 0;
  for (let m = 0; m < M; m++) {
    let sum: f64 = 0;
    if (isValid(m, B, lengths)) {
      const factor = rowScale(m, weights, scale);
      for (let at: usize = 0; at < width; at += 4) {
        const d = load<f32>(outputs + at) - load<f32>(targets + at);
        sum += <f64>d * <f64>d;
        store<f32>(doutputs + at, 2 * d * factor);
      }
      sum *= <f64>factor;
    } else {
      clear(outputs, size);
      clear(doutputs, size);
    }
    store<f32>(rowLoss + ((<usize>m) << 2), <f32>sum);
    total += sum;
    outputs += width;
    targets += width;
    doutputs += width;
  }
  return total;
}

/** Σ max(x,0) - x·y + ln(1 + e^-|x|), x being the logit. */
export function lossBce(
  outputs: usize, targets: usize, doutputs: usize, rowLoss: usize, lengths: usize, weights: usize, M: i32, B: i32, size: i32, scale: f32,
): f64 {
  const width = (<usize>size) << 2;
  let total: f64 = 0;
  for (let m = 0; m < M; m++) {
    let sum: f64 = 0;
    if (isValid(m, B, lengths)) {
      const factor = rowScale(m, weights, scale);
      for (let at: usize = 0; at < width; at += 4) {
        const x = load<f32>(outputs + at);
        const y = load<f32>(targets + at);
        const e = exp1(-abs<f32>(x));
        sum += <f64>(x > 0 || isNaN<f32>(x) ? x : <f32>0) - <f64>x * <f64>y + Math.log1p(e);
        const d = f32x4.splat(((x >= 0 ? <f32>1 : e) / (1 + e) - y) * factor);
        put(doutputs + at, flush4(d), 1);
      }
      sum *= <f64>factor;
    } else {
      clear(outputs, size);
      clear(doutputs, size);
    }
    store<f32>(rowLoss + ((<usize>m) << 2), <f32>sum);
    total += sum;
    outputs += width;
    targets += width;
    doutputs += width;
  }
  return total;
}

/** ln Σ eˣ - x[target]; targets [M] are classes. */
export function lossCrossEntropy(
  outputs: usize, targets: usize, doutputs: usize, rowLoss: usize, lengths: usize, weights: usize, M: i32, B: i32, size: i32, scale: f32,
): f64 {
  const width = (<usize>size) << 2;
  let total: f64 = 0;
  for (let m = 0; m < M; m++) {
    let sum: f64 = 0;
    if (isValid(m, B, lengths)) {
      const factor = rowScale(m, weights, scale);
      const target = (<usize>load<i32>(targets + ((<usize>m) << 2))) << 2;
      sum = softmax(outputs, doutputs, size, factor) - <f64>load<f32>(outputs + target);
      store<f32>(doutputs + target, load<f32>(doutputs + target) - factor);
      sum *= <f64>factor;
    } else {
      clear(outputs, size);
      clear(doutputs, size);
    }
    store<f32>(rowLoss + ((<usize>m) << 2), <f32>sum);
    total += sum;
    outputs += width;
    doutputs += width;
  }
  return total;
}

/** Writes factor·softmax(x) and returns ln Σ eˣ. */
function softmax(x: usize, y: usize, size: i32, factor: f32): f64 {
  const width = (<usize>size) << 2;
  let top = load<f32>(x);
  for (let at: usize = 4; at < width; at += 4) {
    const value = load<f32>(x + at);
    if (value > top || isNaN<f32>(value)) top = value;
  }
  const shift = f32x4.splat(top);
  for (let u = 0; u < size; u += 4) {
    const at = (<usize>u) << 2;
    put(y + at, exp4(f32x4.sub(v128.load(x + at), shift)), size - u);
  }
  let sum: f64 = 0;
  for (let at: usize = 0; at < width; at += 4) sum += <f64>load<f32>(y + at);
  const share = <f32>(<f64>factor / sum);
  for (let u = 0; u < size; u += 4) {
    const at = (<usize>u) << 2;
    put(y + at, flush4(f32x4.mul(v128.load(y + at), f32x4.splat(share))), size - u);
  }
  return <f64>top + Math.log(sum);
}
