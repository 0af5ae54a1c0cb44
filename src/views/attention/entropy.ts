/** How widely a row of attention is spread: its entropy in bits, 0 where it looks at one step, log₂ S where it looks at all alike. */

/** −Σ w log₂ w of weights that add up to 1. */
export function entropyOf(weights: ArrayLike<number>): number {
  let bits = 0;
  for (let k = 0; k < weights.length; k++) if (weights[k] > 0) bits -= weights[k] * Math.log2(weights[k]);
  return Math.max(0, bits);
}

/** The most that a row over so many source steps can have. */
export function mostEntropy(steps: number): number {
  return Math.log2(steps);
}
