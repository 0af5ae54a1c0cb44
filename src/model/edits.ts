/**
 * Interventions: what a person does to a network to see what comes of it. A list is applied in order; where two say what one number is, the later is
 * heard. Everything downstream is computed anew, and the gradient is that of the network as it then is: what is held does not depend on anything, so
 * that nothing flows on from it, while dL/d(what is held) itself is still whole.
 */
import type { GateName } from './gates';

/** A weight has another value. */
export interface WeightEdit {
  readonly kind: 'weight';
  /** Its name in the state_dict. */
  readonly parameter: string;
  readonly row: number;
  /** null or left out for a bias. */
  readonly column?: number | null | undefined;
  readonly value: number;
}

/** Where in a batch and in time something is held. */
export interface Span {
  /** First and last step, both included, as the input counts them in both directions; null or left out = from the first, to the last. */
  readonly from?: number | null | undefined;
  readonly to?: number | null | undefined;
  /** A row of the batch; null or left out = all. Steps past a row's length are not computed, and so not held. */
  readonly example?: number | null | undefined;
}

/** A gate is held after its nonlinearity. */
export interface GateEdit extends Span {
  readonly kind: 'gate';
  /** `l{k}`, `l{k}_reverse` or `decoder`. */
  readonly scan: string;
  readonly gate: GateName;
  /** null or left out = all. */
  readonly unit?: number | null | undefined;
  readonly value: number;
}

/** h_t, or an LSTM's c_t, is replaced as soon as it is there: an LSTM's h_t is made of the replaced c_t, and every later step reads what stands there. */
export interface StateEdit extends Span {
  readonly kind: 'state';
  readonly scan: string;
  readonly state: 'hidden' | 'cell';
  readonly unit?: number | null | undefined;
  readonly value: number;
}

/** A unit is silenced: its h, and in an LSTM its c, is 0 at every step. */
export interface ZeroEdit {
  readonly kind: 'zero';
  readonly scan: string;
  readonly unit: number;
  readonly example?: number | null | undefined;
}

/** Unit `to` gets the incoming weights and biases of unit `from`, all its gates': from then on the two say the same. */
export interface CopyEdit {
  readonly kind: 'copy';
  readonly scan: string;
  readonly from: number;
  readonly to: number;
}

/** Where a decoder's step looks is given: at least 0, adding up to 1. The scores are still reported, but lead nowhere. */
export interface AttentionEdit {
  readonly kind: 'attention';
  /** Target step. */
  readonly step: number;
  /** For each source step of the batch, [S]; 0 past the row's length. */
  readonly weights: readonly number[];
  readonly example?: number | null | undefined;
}

export type Edit = WeightEdit | GateEdit | StateEdit | ZeroEdit | CopyEdit | AttentionEdit;
