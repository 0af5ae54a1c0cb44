/** A network with interventions beside itself without: the same weights and batch, on one plan, so that what no edit reaches is equal bit for bit. */
import type { Numbers } from '../core/tensor';
import { editParameters } from '../model/edit-parameters';
import type { Edit } from '../model/edits';
import type { Executor, Feed } from '../model/executor';
import type { Batch } from '../model/feed';
import { holdInputs } from '../model/held';
import type { Sizes } from '../model/passes';
import { createPlan, type Plan } from '../model/plan';
import type { ModelSpec } from '../model/spec';
import { createProbePlan, withoutDropout } from './probe';
import { writeParameters } from './weights';

/** The plan on which `probe` and `generate` take what `prepareEdits` gives. @throws InputError for a network that the engines cannot run. */
export function createEditPlan(model: ModelSpec, capacity: Sizes, edits: readonly Edit[]): Plan {
  if (!edits.some(isHeld)) return createProbePlan(model, capacity);
  return createPlan(withoutDropout(model), { capacity, record: true, edits: true });
}

/** Whether an edit asks for more than other parameters. */
export function isHeld({ kind }: Edit): boolean {
  return kind !== 'weight' && kind !== 'copy';
}

/**
 * Writes the parameters as the edits leave them.
 * @param executor of a plan of `createEditPlan`.
 * @param weights in the flat layout, unedited.
 * @param edits checked against model and batch; none: the network as it is.
 * @returns what `probe` and `generate` are to be given as held.
 */
export function prepareEdits(executor: Executor, weights: Numbers, batch: Batch, edits: readonly Edit[]): Feed['inputs'] {
  const { model, parameters, options } = executor.plan;
  writeParameters(executor, editParameters(model, parameters, weights, edits));
  return options.edits ? holdInputs(model, batch, edits) : {};
}
