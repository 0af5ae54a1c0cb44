/** Which class was answered where which was asked, counted over examples: the confusion matrix of a network that names one class a sequence. */
import type { Numbers } from '../core/tensor';
import type { Batch } from '../model/feed';
import type { OutputSpec } from '../model/spec';

export interface Confusion {
  readonly classes: number;
  /** Examples, [classes, classes]: row by row the class asked, in it the class answered. */
  readonly counts: Int32Array;
}

/** More classes are no picture to be read. */
const MOST_CLASSES = 32;

/** Classes that a network chooses from at the end of a sequence, two for a yes or no; null where it does anything else. */
export function classesOf(output: OutputSpec): number | null {
  if (output.kind !== 'last') return null;
  if (output.loss === 'bce') return output.size === 1 ? 2 : null;
  return output.loss === 'crossEntropy' && output.size <= MOST_CLASSES ? output.size : null;
}

/**
 * Adds the answers of a batch. The largest logit is the answer, the first one of equals; of a yes or no, yes above 0.
 * @param outputs [B, size]
 */
export function countConfusion({ classes, counts }: Confusion, outputs: Numbers, { targets }: Batch): void {
  const size = outputs.length / targets.data.length;
  for (let b = 0; b < targets.data.length; b++) {
    let answer = 0;
    if (size === 1) answer = outputs[b] > 0 ? 1 : 0;
    else for (let c = 1; c < size; c++) if (outputs[b * size + c] > outputs[b * size + answer]) answer = c;
    counts[Math.round(targets.data[b]) * classes + answer]++;
  }
}
