/** The words of the decoding step by step: types only, the page's catalogue fills them. */
import type { Decimal } from '../format';

export interface DecodingLabels {
  readonly decimal: Decimal;
  readonly step: string;
  /** How far the answer has been written: the slider, its buttons, and where it stands. */
  readonly stepper: string;
  readonly first: string;
  readonly back: string;
  readonly forward: string;
  readonly last: string;
  readonly written: (steps: string, all: string) => string;
  /** Rows of the picture. */
  readonly links: string;
  readonly linksAbout: string;
  readonly nothing: string;
  /** The card of a step. */
  readonly stepTitle: (step: string) => string;
  readonly reads: (symbol: string) => string;
  readonly writes: (symbol: string) => string;
  readonly asked: (symbol: string) => string;
  readonly likeliest: string;
  readonly lookedAt: string;
  readonly noAttention: string;
  readonly entropy: string;
  readonly ofBits: (bits: string, most: string) => string;
  /** The heatmap, the keys that move over it, and what is said of an entry. */
  readonly heatmap: string;
  readonly axes: string;
  readonly keys: string;
  readonly entry: (target: string, written: string, source: string, read: string) => string;
  readonly weight: string;
  readonly pinned: string;
  readonly showTable: string;
  readonly columns: { readonly step: string; readonly reads: string; readonly writes: string; readonly probability: string };
  readonly saveCsv: string;
}
