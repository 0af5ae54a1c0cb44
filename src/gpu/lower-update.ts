/** The end of an update, to dispatches: split gradients are added up, their norm is measured, the report written, and every parameter changed. */
import type { LossPass, UpdatePass } from '../model/passes';
import type { OptimizerSpec } from '../model/training';
import { MOMENT_1, MOMENT_2, type Plan } from '../model/plan';
import { encodePacks, encodeRan, encodeReductions, encodeRule, type PackBlock, REDUCTION_LIMIT, type ReductionBlock } from './blocks';
import { copiesName, type Dispatch, Range } from './dispatch';
import { rowsCode } from './lower-loss';
import { lowerReductions } from './lower-product';
import { cutUpdate, type Target } from './tuning';

/** Whose kernels an optimizer takes. */
const kernelKinds: Readonly<Record<OptimizerSpec['kind'], 'sgd' | 'rmsprop' | 'adam'>> = {
  sgd: 'sgd',
  rmsprop: 'rmsprop',
  adam: 'adam',
  adamw: 'adam',
};

/** The report of what ends without an update. */
export function lowerReport(plan: Plan, loss: LossPass | null, target: Target): Dispatch {
  const { THREADS } = cutUpdate(plan.parameters.length / 4, target);
  const ranges = { rowLoss: loss?.rowLoss ?? Range.spareRead, progress: Range.progress };
  return { label: 'report', variant: { entry: 'norm_report', constants: { THREADS } }, ranges, uniforms: { ran: ranOf(loss) }, workgroups: () => 1 };
}

/** @param parts of gradients that are not added up yet. @param loss what ran before. */
export function lowerUpdate(
  plan: Plan,
  pass: UpdatePass,
  packs: readonly PackBlock[],
  parts: readonly ReductionBlock[],
  loss: LossPass | null,
  target: Target,
): readonly Dispatch[] {
  const { THREADS, squares, parameters } = cutUpdate(plan.parameters.length / 4, target);
  const isListed = parts.length <= REDUCTION_LIMIT;
  const before = isListed ? [] : lowerReductions(parts);
  const measured = { gradients: Range.gradients, slabs: Range.slabs, rowLoss: loss?.rowLoss ?? Range.spareRead, progress: Range.progress };
  const told = { ran: ranOf(loss), reductions: encodeReductions(isListed ? parts : []) };
  const kind = kernelKinds[pass.optimizer.kind];
  const changed = { parameters: Range.parameters, moment1: MOMENT_1, ...(kind === 'sgd' ? {} : { moment2: MOMENT_2 }) };
  const ruled = { packs: encodePacks(packs), rule: encodeRule(pass.optimizer, pass.clip) };
  const hasCopies = packs.length > 0;
  if (squares === 0) {
    const whole: Dispatch = {
      label: pass.label,
      variant: { entry: `update_whole_${kind}`, constants: { THREADS } },
      ranges: { ...measured, ...changed, copies: hasCopies ? Range.copies : Range.spareA },
      uniforms: { ...told, ...ruled },
      workgroups: () => 1,
    };
    return [...before, whole];
  }
  const norm: Dispatch = {
    label: 'norm',
    variant: { entry: 'norm_squares', constants: { THREADS } },
    ranges: measured,
    uniforms: told,
    workgroups: () => squares,
  };
  const copies = { forward: hasCopies ? copiesName('forward') : Range.spareA, backward: hasCopies ? copiesName('backward') : Range.spareB };
  const update: Dispatch = {
    label: pass.label,
    variant: { entry: `update_${kind}`, constants: { THREADS } },
    ranges: { gradients: Range.gradients, progress: Range.progress, ...changed, ...copies },
    uniforms: ruled,
    workgroups: () => parameters,
  };
  return [...before, norm, update];
}

function ranOf(loss: LossPass | null): ArrayBuffer {
  return encodeRan({ loss: loss ? 1 : 0, every: loss ? rowsCode(loss) : 0 });
}
