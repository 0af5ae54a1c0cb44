/** What a probe returns and every view draws: one example passing through the network at one update, forward and backward. */
import type { Verdict } from '../core/detection';
import type { Numbers, Tensor, TensorMap } from '../core/tensor';
import type { Edit } from './edits';
import type { Instruments } from './instruments';
import type { ModelSpec } from './spec';

export interface Snapshot {
  /** Updates done when it was taken. */
  readonly update: number;
  readonly model: ModelSpec;
  /** The example: `inputs`, `targets`, and `lengths` where ragged, batch first as in files. */
  readonly batch: TensorMap;
  /**
   * The probe's result under its public names, batch first:
   * `loss` [1], `outputs`, `hiddenGradient.l{k}` [B,T,H], `hidden.l{k}`, `cell.l{k}`, `cellGradient.l{k}`, `gates.l{k}.{gate}` [B,T,H].
   */
  readonly tensors: TensorMap;
  /** Of a decoder, whose `tensors` read the targets: what the same weights answer where the decoder reads its own answers. */
  readonly greedy?: GreedyAnswers | undefined;
  /** Of a task that detects: what the outputs find of what there is, as its metric counts. */
  readonly verdicts?: readonly Verdict[] | undefined;
  /** The weights that made it, in the flat layout of `layoutParameters`; left out of large networks. */
  readonly parameters?: Numbers | undefined;
  /** What was asked for beside it; left out where nothing was. */
  readonly instruments?: Instruments | undefined;
  /** The same example and weights with interventions; left out where none are set. What no edit reaches is equal to what `tensors` has, bit for bit. */
  readonly edited?: Edited | undefined;
}

/** What interventions make of a snapshot, or why they cannot be made on its example: a row of attention, say, that is longer than its source. */
export type Edited =
  | { readonly edits: readonly Edit[]; readonly tensors: TensorMap; readonly greedy?: GreedyAnswers | undefined }
  | { readonly edits: readonly Edit[]; readonly refused: string };

/** What a decoder answers where it reads its own last answer at every step, BOS first; no step is cut at a target's length. */
export interface GreedyAnswers {
  /** The logits, [B, T', V]. */
  readonly outputs: Tensor;
  /** Where each answer looked, [B, T', S]; null where nothing attends. */
  readonly attention: Tensor | null;
}

/**
 * A source without a target: what a decoder answers to it. `batch.targets` are that answer, `tensors` those of the pass that reads it, without a
 * loss and without any gradient.
 */
export interface Answered extends Omit<Snapshot, 'greedy' | 'instruments'> {
  readonly greedy: GreedyAnswers;
}
