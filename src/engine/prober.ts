/** The probe beside a run: one example passing through given weights and, where interventions are set, once more with these. */
import { InputError } from '../core/errors';
import type { Numbers } from '../core/tensor';
import type { Edit } from '../model/edits';
import type { Executor } from '../model/executor';
import { type Batch, sizesOf } from '../model/feed';
import { checkEditsFitBatch } from '../model/parse-edits';
import type { Sizes } from '../model/passes';
import type { Plan } from '../model/plan';
import type { Edited, Snapshot } from '../model/snapshot';
import type { ModelSpec } from '../model/spec';
import { answerSource, type SourceAnswer } from './answer';
import { createEditPlan, prepareEdits } from './edited';
import { generate } from './generate';
import { probe } from './probe';
import { writeParameters } from './weights';

type Taken = Pick<Snapshot, 'tensors' | 'greedy'>;

export interface Prober {
  /**
   * What a snapshot shows of a batch at these weights. `edited` is there where there are edits, its numbers from the same kernels, so that what no edit reaches
   * is equal bit for bit.
   *
   * @param edits checked against the model.
   */
  take(batch: Batch, weights: Numbers, edits: readonly Edit[]): Promise<Taken & Pick<Snapshot, 'edited'>>;
  /** What a decoder answers to a source, without edits. @param capacity of the longest source, with the target steps to answer */
  answer(source: Int32Array, capacity: Sizes, weights: Numbers): Promise<SourceAnswer>;
  dispose(): void;
}

/** Executors are created at their first use, for batches as large as that one. */
export function createProber(model: ModelSpec, createExecutor: (plan: Plan) => Promise<Executor>): Prober {
  let plain: Executor | null = null;
  let holding: Executor | null = null;

  async function getExecutor(capacity: Sizes, edits: readonly Edit[]): Promise<Executor> {
    const plan = createEditPlan(model, capacity, edits);
    if (plan.options.edits) return (holding ??= await createExecutor(plan));
    return (plain ??= await createExecutor(plan));
  }

  async function takeOne(executor: Executor, batch: Batch, weights: Numbers, edits: readonly Edit[]): Promise<Taken> {
    const held = prepareEdits(executor, weights, batch, edits);
    const tensors = await probe(executor, batch, null, held);
    return model.output.kind === 'decoder' ? { tensors, greedy: await generate(executor, batch, held) } : { tensors };
  }

  async function takeEdited(executor: Executor, batch: Batch, weights: Numbers, edits: readonly Edit[]): Promise<Edited> {
    try {
      checkEditsFitBatch(edits, model, batch);
    } catch (error) {
      if (error instanceof InputError) return { edits, refused: error.message };
      throw error;
    }
    return { edits, ...(await takeOne(executor, batch, weights, edits)) };
  }

  return {
    async take(batch, weights, edits) {
      const executor = await getExecutor(sizesOf(batch), edits);
      const taken = await takeOne(executor, batch, weights, []);
      return edits.length === 0 ? taken : { ...taken, edited: await takeEdited(executor, batch, weights, edits) };
    },
    async answer(source, capacity, weights) {
      const executor = await getExecutor(capacity, []);
      writeParameters(executor, weights);
      return answerSource(executor, source, capacity.U);
    },
    dispose() {
      plain?.dispose();
      holding?.dispose();
    },
  };
}
