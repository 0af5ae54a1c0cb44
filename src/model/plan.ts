/** Turns a ModelSpec and a capacity into named tensors and segments of passes: one plan that every executor walks. */
import { layoutParameters, type ParameterLayout } from './parameters';
import type { Pass, Sizes, TensorSpec } from './passes';
import { declare, declareParameters, type Draft } from './plan-draft';
import { planDecoder } from './plan-decoder';
import { planEncoder } from './plan-encoder';
import { planHead } from './plan-head';
import { planInput } from './plan-input';
import type { ModelSpec } from './spec';
import { type ClipSpec, defaultTraining, type OptimizerSpec } from './training';

export { CARRIED, gradientOf, keptGates, MOMENT_1, MOMENT_2 } from './plan-names';

/**
 * encode: inputs to states; decode: states to outputs; loss; backward: all gradients; update: norm, clip, optimizer; keep: states for the next batch,
 * where they are carried. `decodeFreely` takes the place of `decode` where a decoder reads its own answers, as far as the feed's `forcing` lets it;
 * without a decoder it is empty.
 */
export type Segment = 'encode' | 'decode' | 'decodeFreely' | 'loss' | 'backward' | 'update' | 'keep';

export interface PlanOptions {
  /** The largest batch that the plan will be fed. */
  readonly capacity: Sizes;
  readonly optimizer: OptimizerSpec;
  readonly clip: ClipSpec;
  /** Keep the gates and record dL/dh_t and dL/dc_t: what a probe needs and training does not; or record these `gradients` alone. */
  readonly record: boolean | 'gradients';
  /** An input `weights` multiplies each row's loss: what itemised gradients need. */
  readonly weighted: boolean;
  /** Every batch begins with the states in the tensor `carried`, without gradient, and `keep` leaves its last ones there. */
  readonly carry: boolean;
  /** What interventions hold comes in as inputs (model/held): what a probe of edits needs and nothing else does. */
  readonly edits: boolean;
  /**
   * null: every number that the gradient needs is kept. Else the encoder goes through time in windows of so many steps, keeps the states between them,
   * and computes a window's gates and cell states again on the way back (model/plan-window); only plans that neither keep gates nor take edits.
   */
  readonly window: number | null;
}

export const defaultPlanOptions: Omit<PlanOptions, 'capacity'> = {
  optimizer: defaultTraining.optimizer,
  clip: null,
  record: false,
  weighted: false,
  carry: false,
  edits: false,
  window: null,
};

export interface Plan {
  readonly model: ModelSpec;
  readonly options: PlanOptions;
  readonly parameters: ParameterLayout;
  readonly tensors: ReadonlyMap<string, TensorSpec>;
  readonly segments: Readonly<Record<Segment, readonly Pass[]>>;
}

export function createPlan(model: ModelSpec, options: Pick<PlanOptions, 'capacity'> & Partial<PlanOptions>): Plan {
  const draft: Draft = {
    model,
    options: { ...defaultPlanOptions, ...options },
    parameters: layoutParameters(model),
    tensors: new Map(),
    segments: { encode: [], decode: [], decodeFreely: [], loss: [], backward: [], update: [], keep: [] },
  };
  const { output } = model;
  const { record, edits, window } = draft.options;
  if (window !== null && (record === true || edits)) throw new Error('plan: what goes through time in windows must keep no gates and take no edits');
  declareParameters(draft);
  declare(draft, 'lengths', ['B'], 'i32', 'input');
  const input = planInput(draft);
  if (output.kind === 'decoder') planDecoder(draft, planEncoder(draft, input, output.attention === null ? 'states' : 'everyAndStates', true), output);
  else planHead(draft, planEncoder(draft, input, output.kind, output.dropout > 0), output);
  draft.segments.update.push({ kernel: 'update', label: 'update', optimizer: draft.options.optimizer, clip: draft.options.clip });
  return draft;
}
