/**
 * The instruments: what is measured of a network beside the snapshot itself, each only where it is asked for. Their types and the exact
 * meaning of every number; `engine/instruments` measures them. Names of scans are `l{k}`, `l{k}_reverse` and `decoder`, batch first as in files.
 */
import type { TensorMap } from '../core/tensor';
import type { GateName } from './gates';
import type { ClipSpec } from './training';

export const instrumentNames = [
  'itemised',
  'jacobians',
  'eigenvalues',
  'roads',
  'saturation',
  'histograms',
  'truncation',
  'clipping',
  'weights',
] as const;

export type InstrumentName = (typeof instrumentNames)[number];

/** Which instruments are wanted, and how they are set. */
export interface InstrumentRequest {
  readonly names: readonly InstrumentName[];
  /** `itemised`, of sequences with more than 64 losses: the first of the 32 steps shown; null = every n-th step of all. */
  readonly window: number | null;
  /** `truncation`: steps between cuts; null = the run's own, and nothing is measured where it has none. */
  readonly truncate: number | null;
}

/** What was measured; an instrument that was not asked for is missing. Each bears the update that it is of: costly ones come more seldom than snapshots. */
export interface Instruments {
  readonly itemised?: Itemised;
  readonly jacobians?: Jacobians;
  readonly eigenvalues?: Eigenvalues;
  readonly roads?: Roads;
  readonly saturation?: Saturation;
  readonly histograms?: Histograms;
  readonly truncation?: Truncation;
  readonly clipping?: Clipping;
  readonly weights?: WeightSheets;
}

interface Measured {
  /** Updates done when it was measured. */
  readonly update: number;
}

/** dL_k/dh_t of the watched example, L_k what its loss at step k adds to the loss. */
export interface Itemised extends Measured {
  /** The K losses, by step (a decoder's: target steps), ascending. One that is the last step for a network that answers once. */
  readonly steps: readonly number[];
  /** How many losses the example has; more than K where some are left out. */
  readonly count: number;
  /** From one step shown to the next. */
  readonly stride: number;
  /** `itemisedNorm.{scan}` [B,K,T]: ‖dL_k/dh_t‖; 0 where t or k is past a length. */
  readonly tensors: TensorMap;
}

/** Of the watched example, in float64. */
export interface Jacobians extends Measured {
  /**
   * `jacobian.{scan}`, `jacobianProduct.{scan}` [B,T,2]: the largest and smallest singular value of dh_t/dh_{t-1} and of dh_T/dh_t. What enters
   * a step is held fixed: its input and, of a decoder, whatever attention or feeding bring. The smallest is known to within about 1e-16 of the
   * largest; below that it is rounding. 0 past a length.
   */
  readonly tensors: TensorMap;
}

/** Of the present weights, in float64. */
export interface Eigenvalues extends Measured {
  /** `eigenvalues.{scan}.{gate}`, or `eigenvalues.{scan}` for the rnn, [H,2]: real and imaginary parts of the block of W_hh, largest magnitude first. */
  readonly tensors: TensorMap;
}

/**
 * The two roads that the gradient of the carried state s (c of the lstm, h of the gru) travels back on, of the watched example.
 * Missing for the rnn, which carries nothing.
 */
export interface Roads extends Measured {
  /**
   * `road.additive.{scan}`, `road.gated.{scan}` [B,T,H]: dL/ds_T ⊙ ∏ carry, the product over the steps after t, and what is left of dL/ds_t.
   * T is the row's last valid step in the scan's order, also where a loss at every step adds to the gradient on its way: what such losses add
   * counts as gated. carry is f of the lstm, z of the gru, 1-z of the textbook's.
   * `road.share.{scan}` [B,T,2]: (part·total)/(total·total) of both, which add up to 1; 0 where the total is 0, and past a length.
   */
  readonly tensors: TensorMap;
}

/** Shares of gate values below 0.1 and above 0.9, over the watched example. Sigmoid gates alone: a candidate is no gate. */
export interface Saturation extends Measured {
  /** `saturation.step.{scan}.{gate}` [B,T,2]: over the units, 0 past a length; `saturation.unit.{scan}.{gate}` [B,H,2]: over the row's valid steps. */
  readonly tensors: TensorMap;
}

/** The held-out examples that a gradient is of: as many as a training batch has, at most 64, teacher-forced, nothing dropped, every state from 0. */
export interface GradientBatch {
  /** The watched example. */
  readonly first: number;
  readonly rows: number;
}

/** How the numbers of one tensor are spread. */
export interface Histogram {
  /** Numbers in each bin. */
  readonly counts: Int32Array;
  /** Bin i holds edges[i] ≤ x < edges[i+1]; the last one its upper edge too. Of gradients x = |g|. */
  readonly edges: Float64Array;
  /** Counted apart: zeros, NaN and infinities, and what lies below the first edge or above the last. */
  readonly zeros: number;
  readonly nonFinite: number;
  readonly below: number;
  readonly above: number;
}

export interface ParameterHistogram {
  readonly parameter: string;
  /** The gate's block of rows; null = the whole tensor. */
  readonly gate: GateName | null;
  /** 64 bins from -r to r, r the smallest power of two that no finite weight of the whole tensor exceeds. */
  readonly weights: Histogram;
  /** 64 bins of magnitude, four a decade, from 1e-12 to 1e4. */
  readonly gradients: Histogram;
}

export interface Histograms extends Measured {
  readonly batch: GradientBatch;
  /** In the order of the parameters, each tensor followed by its blocks. */
  readonly list: readonly ParameterHistogram[];
}

export interface GradientAngle {
  /** a·b/(‖a‖‖b‖); null where one of them is 0 or not finite. */
  readonly cosine: number | null;
  readonly fullNorm: number;
  readonly truncatedNorm: number;
}

/** The gradient as truncation leaves it beside the full one, both of the same batch and weights. */
export interface Truncation extends Measured {
  readonly batch: GradientBatch;
  readonly truncate: number;
  readonly total: GradientAngle;
  /** By parameter, in their order. */
  readonly parameters: readonly (GradientAngle & { readonly parameter: string })[];
}

/** What clipping does to a gradient of norm `before`. */
export interface ClippedNorm {
  readonly before: number;
  readonly after: number;
  /** What all elements are multiplied by: min(1, norm/(before + 1e-6)); null where values are clipped, or nothing is. */
  readonly coefficient: number | null;
}

export interface Clipping extends Measured {
  readonly clip: ClipSpec;
  /** Of the last update's own gradient, as the engine reported it; null before the first update, and where values are clipped, whose norm after is not reported. */
  readonly last: ClippedNorm | null;
  /** Of the present weights' gradient. */
  readonly measured: ClippedNorm & {
    readonly batch: GradientBatch;
    /** Share of elements whose magnitude exceeds the value; null where values are not clipped. */
    readonly clippedShare: number | null;
  };
}

/** The cells' own matrices and biases, whatever the size of the network, and what the watched example alone pulls at each of their numbers. */
export interface WeightSheets extends Measured {
  /** `weight.{parameter}` and `weightGradient.{parameter}` = dL/dW of the snapshot's batch, teacher-forced, neither cut, clipped nor decayed; each of the parameter's shape. */
  readonly tensors: TensorMap;
}
