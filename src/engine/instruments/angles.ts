/** How far truncation turns the gradient: the cosine between the truncated and the full one, for every parameter and over all. */
import type { Numbers } from '../../core/tensor';
import type { GradientAngle, Truncation } from '../../model/instruments';
import type { ParameterLayout } from '../../model/parameters';

/** Both gradients in the flat layout, whose padding is 0. */
export function compareGradients({ list }: ParameterLayout, full: Numbers, truncated: Numbers): Pick<Truncation, 'total' | 'parameters'> {
  return {
    total: measureAngle(full, truncated),
    parameters: list.map(({ name, offset, size }) => ({
      parameter: name,
      ...measureAngle(full.subarray(offset, offset + size), truncated.subarray(offset, offset + size)),
    })),
  };
}

export function measureAngle(full: Numbers, truncated: Numbers): GradientAngle {
  const [a, b] = [full, truncated].map(toUnit);
  let dot = 0;
  for (let k = 0; k < full.length; k++) dot += a.direction[k] * b.direction[k];
  const isDefined = a.norm > 0 && b.norm > 0 && Number.isFinite(a.norm + b.norm);
  // Rounding may carry a product of unit vectors past 1.
  return { cosine: isDefined ? Math.max(-1, Math.min(1, dot)) : null, fullNorm: a.norm, truncatedNorm: b.norm };
}

/** A vector's length, and the vector over it; scaled first, so that squares of what has nearly vanished are not 0. */
function toUnit(vector: Numbers): { readonly norm: number; readonly direction: Float64Array } {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  const scaled = Float64Array.from(vector, (value) => value / largest);
  let sum = 0;
  for (const value of scaled) sum += value * value;
  const size = Math.sqrt(sum);
  return { norm: largest === 0 ? 0 : largest * size, direction: scaled.map((value) => value / size) };
}
