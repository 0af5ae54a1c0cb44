/** How the answers of a network at every step are best looked at, where that is not number by number. */
import type { Sought } from '../core/detection';

export type Picture =
  /** What is read and what was foretold of it, on one axis; each answer is of the value so many steps on. */
  | { readonly kind: 'forecast'; readonly horizon: number }
  /** One probability a step, and what it finds of what there is. */
  | { readonly kind: 'detection'; readonly sought: Sought }
  /** A word a step: the classes are tags as in `B-PER`, `I-PER` and `O`. */
  | { readonly kind: 'tags' };
