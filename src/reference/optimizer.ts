/** The gradients' norm with its sticky flag, and the optimizers by PyTorch's rules. */
import type { Feed } from '../model/executor';
import type { ParameterLayout } from '../model/parameters';
import type { UpdatePass } from '../model/passes';
import type { OptimizerSpec } from '../model/training';
import type { Store } from './store';

/** What the passes of a feed leave for its report, and the flag that stays from feed to feed. */
export interface Progress {
  loss: number;
  /** A loss that is NaN because no loss pass ran raises no flag. */
  lossRan: boolean;
  gradNorm: number;
  finite: boolean;
}

/** Added to the norm before dividing by it, as torch.nn.utils.clip_grad_norm_ does. */
const NORM_EPSILON = 1e-6;

/** gradNorm = √Σ g², in the order of the parameters. */
function measureNorm(parameters: ParameterLayout, { gradients }: Store, progress: Progress): void {
  let sum = 0;
  for (const { offset, size } of parameters.list) {
    for (let k = offset; k < offset + size; k++) sum += gradients[k] * gradients[k];
  }
  progress.gradNorm = Math.sqrt(sum);
  if (!Number.isFinite(progress.gradNorm) || (progress.lossRan && !Number.isFinite(progress.loss))) progress.finite = false;
}

/** Measures the norm, then clips and steps every parameter; the gradients themselves stay as they are. */
export function bindUpdate(parameters: ParameterLayout, store: Store, pass: UpdatePass, progress: Progress): (feed: Feed) => void {
  const { clip, optimizer } = pass;
  const rule = rules[optimizer.kind];
  const state = { p: store.parameters, m: store.moment1, v: store.moment2 };
  const limit = clip !== null && 'value' in clip ? clip.value : Infinity;
  return ({ learningRate, update }) => {
    measureNorm(parameters, store, progress);
    if (!progress.finite) return;
    const coefficient = clip !== null && 'norm' in clip ? Math.min(1, clip.norm / (progress.gradNorm + NORM_EPSILON)) : 1;
    const [beta1, beta2] = optimizer.betas;
    const rate = { learningRate, correction1: 1 - beta1 ** update, correction2: 1 - beta2 ** update };
    for (const { offset, size } of parameters.list) {
      for (let k = offset; k < offset + size; k++) {
        const g = Math.min(limit, Math.max(-limit, coefficient * store.gradients[k]));
        rule(state, k, g, optimizer, rate);
      }
    }
  };
}

interface State {
  readonly p: Float64Array;
  /** First moment, or the momentum buffer. */
  readonly m: Float64Array;
  /** Second moment. */
  readonly v: Float64Array;
}

interface Rate {
  readonly learningRate: number;
  /** 1 - β₁ⁿ and 1 - β₂ⁿ at update n. */
  readonly correction1: number;
  readonly correction2: number;
}

type Rule = (state: State, k: number, gradient: number, optimizer: OptimizerSpec, rate: Rate) => void;

/** One element's step. The formulas are those that PyTorch documents for torch.optim.SGD, RMSprop, Adam and AdamW. */
const rules: Readonly<Record<OptimizerSpec['kind'], Rule>> = {
  sgd({ p, m }, k, gradient, { momentum, weightDecay }, { learningRate }) {
    const g = gradient + weightDecay * p[k];
    if (momentum === 0) {
      p[k] -= learningRate * g;
      return;
    }
    m[k] = momentum * m[k] + g;
    p[k] -= learningRate * m[k];
  },
  rmsprop({ p, m, v }, k, gradient, { momentum, alpha, eps, weightDecay }, { learningRate }) {
    const g = gradient + weightDecay * p[k];
    v[k] = alpha * v[k] + (1 - alpha) * g * g;
    const step = g / (Math.sqrt(v[k]) + eps);
    if (momentum === 0) {
      p[k] -= learningRate * step;
      return;
    }
    m[k] = momentum * m[k] + step;
    p[k] -= learningRate * m[k];
  },
  adam(state, k, gradient, optimizer, rate) {
    stepByMoments(state, k, gradient + optimizer.weightDecay * state.p[k], optimizer, rate);
  },
  adamw(state, k, gradient, optimizer, rate) {
    state.p[k] *= 1 - rate.learningRate * optimizer.weightDecay;
    stepByMoments(state, k, gradient, optimizer, rate);
  },
};

/** p -= lr · m̂ / (√v̂ + eps), with both moments corrected for their start at 0 */
function stepByMoments({ p, m, v }: State, k: number, g: number, { betas, eps }: OptimizerSpec, rate: Rate): void {
  const [beta1, beta2] = betas;
  m[k] = beta1 * m[k] + (1 - beta1) * g;
  v[k] = beta2 * v[k] + (1 - beta2) * g * g;
  const denominator = Math.sqrt(v[k]) / Math.sqrt(rate.correction2) + eps;
  p[k] -= ((rate.learningRate / rate.correction1) * m[k]) / denominator;
}
