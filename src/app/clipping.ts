/** What clipping did to the last gradients, from their norms as the engine reports them: before clipping. */
import type { ClipSpec } from '../model/training';

export interface Clipping {
  /** The norm of the last gradient. */
  readonly before: number;
  /** The norm that the optimizer saw; null where it does not follow from the norm alone. */
  readonly after: number | null;
  /** How many of the gradients were shortened; null where that does not follow either. */
  readonly clipped: number | null;
}

/** Keeps the engines' quotient finite, as PyTorch has it. */
const SAFETY = 1e-6;

/** @param norms oldest first; null before the first. */
export function readClipping(norms: readonly number[], clip: ClipSpec): Clipping | null {
  const before = norms.at(-1);
  if (before === undefined) return null;
  if (clip === null) return { before, after: before, clipped: null };
  if ('value' in clip) return { before, after: null, clipped: null };
  const scale = (norm: number): number => Math.min(1, clip.norm / (norm + SAFETY));
  return { before, after: before * scale(before), clipped: norms.filter((norm) => scale(norm) < 1).length };
}
