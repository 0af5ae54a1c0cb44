/** What clipping does to a gradient, in numbers: the rule of the update pass, told of a norm and of elements. */
import type { ClippedNorm } from './instruments';
import type { ClipSpec } from './training';

/** PyTorch's clip_grad_norm_ adds this to the norm before it divides. */
const EPSILON = 1e-6;

/** A gradient of the norm `before`, over all parameters; null where values are clipped, which a norm alone does not tell. */
export function clipNorm(clip: ClipSpec, before: number): ClippedNorm | null {
  if (clip === null) return { before, after: before, coefficient: null };
  if ('value' in clip) return null;
  const coefficient = Math.min(1, clip.norm / (before + EPSILON));
  return { before, after: coefficient * before, coefficient };
}

/** A gradient in the flat layout, whose padding is 0; `clippedShare` of its `count` elements, null where values are not clipped. */
export function clipGradient(clip: ClipSpec, gradient: ArrayLike<number>, count: number): ClippedNorm & { readonly clippedShare: number | null } {
  const before = measureNorm(gradient, Infinity);
  const byNorm = clipNorm(clip, before);
  if (byNorm) return { ...byNorm, clippedShare: null };
  const limit = clip !== null && 'value' in clip ? clip.value : Infinity;
  let clipped = 0;
  for (let k = 0; k < gradient.length; k++) if (Math.abs(gradient[k]) > limit) clipped++;
  return { before, after: measureNorm(gradient, limit), coefficient: null, clippedShare: clipped / count };
}

/** The norm of what is left where each element is held within ±limit. */
function measureNorm(values: ArrayLike<number>, limit: number): number {
  let largest = 0;
  for (let k = 0; k < values.length; k++) largest = Math.max(largest, Math.min(limit, Math.abs(values[k])));
  if (!(largest > 0 && largest < Infinity)) return largest;
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += (Math.min(limit, Math.abs(values[k])) / largest) ** 2;
  return largest * Math.sqrt(sum);
}
