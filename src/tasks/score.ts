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

/** So many steps before an event begins, finding it is no false alarm. */
const EARLY = 3;

/**
 * How well events are found in rows of T steps, as the F1 score: 2·hits / (2·hits + false alarms + misses). An event is a run of targets 1. It is found by a
 * logit that rises above 0 in it or up to three steps before; every other rise is a false alarm, so that to sound all the time finds nothing.
 */
export function scoreEvents(outputs: Numbers, targets: Numbers, T: number): Score {
  let [hits, misses, alarms] = [0, 0, 0];
  for (let row = 0; row < targets.length; row += T) {
    const rises = runsOf(T, (t) => outputs[row + t] > 0).map(([from]) => from);
    const events = runsOf(T, (t) => targets[row + t] > 0.5);
    const finds = (rise: number, [from, to]: readonly [number, number]): boolean => rise >= from - EARLY && rise < to;
    const found = events.filter((event) => rises.some((rise) => finds(rise, event))).length;
    hits += found;
    misses += events.length - found;
    alarms += rises.filter((rise) => !events.some((event) => finds(rise, event))).length;
  }
  return { sum: 2 * hits, count: 2 * hits + misses + alarms };
}

/** The longest stretches of steps, from the first to the one after the last, at all of which `holds`. */
function runsOf(T: number, holds: (t: number) => boolean): readonly (readonly [from: number, to: number])[] {
  const runs: (readonly [number, number])[] = [];
  for (let from = 0; from < T; from++) {
    let to = from;
    while (to < T && holds(to)) to++;
    if (to > from) runs.push([from, to]);
    from = to;
  }
  return runs;
}
