/** The metrics that tasks share, each as a sum and a count, so that batches add up. */
import type { Numbers } from '../core/tensor';
import { type Batch, targetLengthsOf } from '../model/feed';

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

/** Rows of `size` logits of which every sign is right: above 0 where the target is 1, at most 0 where it is 0. */
export function scoreSets(outputs: Numbers, targets: Numbers, size: number): Score {
  const count = targets.length / size;
  let sum = 0;
  for (let m = 0; m < count; m++) {
    let wrong = 0;
    for (let k = m * size; k < (m + 1) * size; k++) if (outputs[k] > 0 !== targets[k] > 0.5) wrong++;
    if (wrong === 0) sum++;
  }
  return { sum, count };
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

/** How many rows of answers [B, T', V] have the largest logit at the target of every step that counts; the first one wins a tie. */
export function scoreExact(outputs: Numbers, batch: Batch): Score {
  const { data } = batch.targets;
  const [B, U] = batch.targets.shape;
  const V = outputs.length / (B * U);
  const lengths = targetLengthsOf(batch);
  let sum = 0;
  for (let b = 0; b < B; b++) {
    const [from, to] = [b * U, b * U + lengths[b]];
    if (scoreAccuracy(outputs.subarray(from * V, to * V), data.subarray(from, to), V).sum === lengths[b]) sum++;
  }
  return { sum, count: B };
}

/** F1 of finding the rare ones: twice those found over those found twice, those missed and those that were none; all numbers are 0 or 1. */
export function scoreF1(answers: Numbers, targets: Numbers): Score {
  let [found, wrong] = [0, 0];
  for (let k = 0; k < targets.length; k++) {
    if (answers[k] !== targets[k]) wrong++;
    else if (targets[k] === 1) found++;
  }
  return { sum: 2 * found, count: 2 * found + wrong };
}
