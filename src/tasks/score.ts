/** The metrics that tasks share, each as a sum and a count, so that batches add up. */
import type { Numbers } from '../core/tensor';

export interface Score {
  readonly sum: number;
  readonly count: number;
}

/** Squared errors, one for each output value. */
export function scoreSquaredError(outputs: Numbers, targets: Numbers): Score {
  let sum = 0;
  for (let k = 0; k < targets.length; k++) sum += (outputs[k] - targets[k]) ** 2;
  return { sum, count: targets.length };
}

/** How often the largest of `classes` logits is the target's; the first one wins a tie. */
export function scoreAccuracy(outputs: Numbers, targets: Numbers, classes: number): Score {
  let sum = 0;
  for (let m = 0; m < targets.length; m++) {
    let best = 0;
    for (let c = 1; c < classes; c++) if (outputs[m * classes + c] > outputs[m * classes + best]) best = c;
    if (best === targets[m]) sum++;
  }
  return { sum, count: targets.length };
}

/** -log₂ of the softmax probability of each target, in bits. */
export function scoreBits(outputs: Numbers, targets: Numbers, classes: number): Score {
  let sum = 0;
  for (let m = 0; m < targets.length; m++) {
    const row = m * classes;
    let largest = -Infinity;
    for (let c = 0; c < classes; c++) largest = Math.max(largest, outputs[row + c]);
    let total = 0;
    for (let c = 0; c < classes; c++) total += Math.exp(outputs[row + c] - largest);
    sum += (largest + Math.log(total) - outputs[row + targets[m]]) / Math.LN2;
  }
  return { sum, count: targets.length };
}
