/** The end of an update, to dispatches: split gradients are added up, their norm is measured, the report written, and every parameter changed. */
import type { LossPass, UpdatePass } from '../model/passes';
import { MOMENT_1, MOMENT_2, type Plan } from '../model/plan';
import { encodePacks, encodeRan, encodeReductions, type PackBlock, REDUCTION_LIMIT, type ReductionBlock } from './blocks';
import { type Dispatch, Range } from './dispatch';
import { lowerReductions } from './lower-product';
import { cutUpdate, type Target } from './tuning';

/** Rows of the loss: one a sequence, or one a step of T or U. */
export function rowsCode({ lengths, rows }: LossPass): number {
  if (lengths === null) return 0;
  return rows[0] === 'U' ? 2 : 1;
}

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
  const { THREADS, ...cut } = cutUpdate(plan.parameters.length / 4, target);
  const isListed = parts.length <= REDUCTION_LIMIT;
  const measured = {
    ranges: { gradients: Range.gradients, slabs: Range.slabs, rowLoss: loss?.rowLoss ?? Range.spareRead, progress: Range.progress },
    uniforms: { ran: ranOf(loss), reductions: encodeReductions(isListed ? parts : []) },
  };
  const squares: Dispatch = { label: 'norm', variant: { entry: 'norm_squares', constants: { THREADS } }, ...measured, workgroups: () => cut.squares };
  const { entry, constants } = variantOf(pass);
  const isWhole = cut.squares === 0;
  const update: Dispatch = {
    label: pass.label,
    variant: { entry, constants: { ...constants, THREADS, WHOLE: isWhole ? 1 : 0 } },
    ranges: {
      ...measured.ranges,
      parameters: Range.parameters,
      moment1: MOMENT_1,
      ...(entry === 'update_sgd' ? {} : { moment2: MOMENT_2 }),
      copies: packs.length > 0 ? Range.copies : Range.spareA,
    },
    uniforms: { ...measured.uniforms, packs: encodePacks(packs) },
    workgroups: () => cut.parameters,
  };
  return [...(isListed ? [] : lowerReductions(parts)), ...(isWhole ? [] : [squares]), update];
}

function ranOf(loss: LossPass | null): ArrayBuffer {
  return encodeRan({ loss: loss ? 1 : 0, every: loss ? rowsCode(loss) : 0 });
}

function variantOf({ optimizer, clip }: UpdatePass): Pick<Dispatch['variant'], 'entry' | 'constants'> {
  const [beta1, beta2] = optimizer.betas;
  const shared = {
    CLIP_NORM: clip !== null && 'norm' in clip ? clip.norm : 0,
    CLIP_VALUE: clip !== null && 'value' in clip ? clip.value : 0,
    WEIGHT_DECAY: optimizer.weightDecay,
  };
  switch (optimizer.kind) {
    case 'sgd':
      return { entry: 'update_sgd', constants: { ...shared, MOMENTUM: optimizer.momentum } };
    case 'rmsprop': {
      const { momentum, alpha, eps } = optimizer;
      return { entry: 'update_rmsprop', constants: { ...shared, MOMENTUM: momentum, ALPHA: alpha, ONE_MINUS_ALPHA: 1 - alpha, EPS: eps } };
    }
    case 'adam':
    case 'adamw': {
      const averages = { BETA_1: beta1, ONE_MINUS_BETA_1: 1 - beta1, BETA_2: beta2, ONE_MINUS_BETA_2: 1 - beta2, EPS: optimizer.eps };
      return { entry: 'update_adam', constants: { ...shared, DECOUPLED: optimizer.kind === 'adamw' ? 1 : 0, ...averages } };
    }
    default:
      return optimizer.kind satisfies never;
  }
}
