/** The loss of rows of outputs, to a dispatch, and what any kernel that computes it is told. */
import type { LossPass } from '../model/passes';
import { resolveCount } from '../model/resolve';
import { blocksOf, type Dispatch, Range } from './dispatch';
import { cutLoss, type Target } from './tuning';

export function lowerLoss(pass: LossPass, target: Target): Dispatch {
  const LANES = cutLoss(pass.size, target);
  return {
    label: pass.label,
    variant: { entry: `loss_${pass.loss}`, constants: { ...lossConstants(pass), LANES } },
    ranges: { ...lossRanges(pass), outputs: pass.outputs, doutputs: pass.doutputs },
    workgroups: (sizes) => blocksOf(resolveCount(pass.rows, sizes) * LANES),
  };
}

/** Constants of parts/losses.wgsl. */
export function lossConstants(pass: LossPass): Readonly<Record<string, number>> {
  return { SIZE: pass.size, EVERY: rowsCode(pass), WEIGHTED: pass.weights === null ? 0 : 1 };
}

/** All that it binds but outputs and their gradients. */
export function lossRanges({ loss, lengths, targets, weights, rowLoss }: LossPass): Readonly<Record<string, string>> {
  const told = loss === 'crossEntropy' ? 'classes' : 'targets';
  return { lengths: lengths ?? Range.spareRead, [told]: targets, weights: weights ?? Range.spareRead, rowLoss };
}

/** Rows of the loss, as shaders are told: one a sequence, or one a step of T or U. */
export function rowsCode({ lengths, rows }: LossPass): number {
  if (lengths === null) return 0;
  return rows[0] === 'U' ? 2 : 1;
}
