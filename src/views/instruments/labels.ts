/** Every word that the instruments show: types only, the page's message catalogue fills them. */
import type { InstrumentName } from '../../model/instruments';
import type { Decimal } from '../format';

export interface InstrumentWords {
  readonly name: string;
  /** One sentence: what is measured and how to read it. */
  readonly about: string;
  readonly unit: string;
}

export interface InstrumentLabels {
  readonly decimal: Decimal;
  readonly title: string;
  readonly hint: string;
  readonly waiting: string;
  /** Said where what is shown is older than the stage. */
  readonly ofUpdate: (update: string) => string;
  readonly heldOut: (rows: string) => string;
  readonly instruments: Readonly<Record<InstrumentName, InstrumentWords>>;
  readonly showTable: string;
  readonly tableOf: string;
  readonly saveCsv: string;
  readonly tableCut: (shown: number, all: number) => string;
  /** The switch to a relative scale. */
  readonly relative: string;
  readonly itemised: {
    readonly lossStep: string;
    /** The losses that are shown of all. */
    readonly some: (shown: string, all: string) => string;
    readonly spread: string;
    readonly window: string;
    readonly none: string;
    /** What each row by its own largest norm hides. */
    readonly relativeHides: string;
  };
  readonly jacobians: { readonly largest: string; readonly smallest: string; readonly productLargest: string; readonly productSmallest: string };
  readonly eigenvalues: { readonly circle: string; readonly radius: string; readonly recurrent: string };
  readonly roads: { readonly beyond: (steps: string) => string; readonly additive: string; readonly gated: string; readonly none: string };
  readonly saturation: {
    readonly shut: string;
    readonly open: string;
    readonly none: string;
    /** Before the rows of units: over all steps, unit by unit. */
    readonly units: string;
  };
  readonly histograms: {
    readonly tensor: string;
    readonly weights: string;
    readonly gradients: string;
    /** Numbers in the fullest bin: what the height of the plot stands for. */
    readonly most: (count: string) => string;
    readonly zeros: (count: string) => string;
    readonly nonFinite: (count: string) => string;
    readonly below: (count: string) => string;
    readonly above: (count: string) => string;
  };
  readonly truncation: {
    readonly every: string;
    readonly parameter: string;
    readonly all: string;
    readonly cosine: string;
    readonly full: string;
    readonly truncated: string;
  };
  readonly weights: {
    /** The rnn's one block. */
    readonly all: string;
    readonly show: string;
    readonly weights: string;
    readonly gradient: string;
    /** What the gradient's colours by its own largest number hide. */
    readonly relativeHides: string;
    /** Before the choice of the one gate that is shown where all have no room. */
    readonly oneGate: string;
    readonly dense: string;
    readonly hint: string;
    readonly keys: string;
    readonly spread: (gate: string) => string;
    /** Where a column comes from, by its number; a bias has none. */
    readonly from: Readonly<Record<'input' | 'recurrent' | 'inputBias' | 'recurrentBias', (column: string) => string>>;
    readonly joins: (from: string, gate: string, unit: string) => string;
  };
  readonly clipping: {
    readonly gradient: string;
    readonly last: string;
    readonly measured: string;
    readonly before: string;
    readonly after: string;
    readonly factor: string;
    readonly share: string;
    readonly off: string;
    readonly byNorm: (norm: string) => string;
    readonly byValue: (value: string) => string;
  };
}
