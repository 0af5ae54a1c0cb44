/** The gradients' norm with its sticky flag, and the optimizers' step sizes, corrections and clipping for each update. */
import type { Feed } from '../model/executor';
import type { UpdatePass } from '../model/passes';
import { MOMENT_1, MOMENT_2 } from '../model/plan';
import { getPointer, type Machine } from './machine';

/** Added to the norm before dividing by it, as torch.nn.utils.clip_grad_norm_ does. */
const NORM_EPSILON = 1e-6;

function measureNorm({ kernels, layout, plan, progress }: Machine): void {
  progress.gradNorm = Math.sqrt(kernels.sumOfSquares(layout.gradients, plan.parameters.length));
  if (!Number.isFinite(progress.gradNorm) || (progress.lossRan && !Number.isFinite(progress.loss))) progress.finite = false;
}

/** Measures the norm, then clips and steps every parameter; the gradients themselves stay as they are. */
export function bindUpdate(machine: Machine, { optimizer, clip }: UpdatePass): (feed: Feed) => void {
  const { kernels, layout, plan, progress } = machine;
  const { parameters, gradients } = layout;
  const [first, second] = [getPointer(machine, MOMENT_1), getPointer(machine, MOMENT_2)];
  const count = plan.parameters.length;
  const limit = clip !== null && 'value' in clip ? clip.value : Infinity;
  const { momentum, alpha, eps, weightDecay } = optimizer;
  const [beta1, beta2] = optimizer.betas;
  const step = ({ learningRate, update }: Feed, coefficient: number): void => {
    switch (optimizer.kind) {
      case 'sgd':
        kernels.updateSgd(parameters, gradients, first, count, coefficient, limit, weightDecay, learningRate, momentum);
        return;
      case 'rmsprop': {
        const averages = [alpha, 1 - alpha, eps];
        kernels.updateRmsprop(parameters, gradients, first, second, count, coefficient, limit, weightDecay, learningRate, momentum, ...averages);
        return;
      }
      case 'adam':
      case 'adamw': {
        const decoupled = optimizer.kind === 'adamw';
        const decay = decoupled ? [0, 1 - learningRate * weightDecay] : [weightDecay, 1];
        const rate = learningRate / (1 - beta1 ** update);
        const averages = [beta1, 1 - beta1, beta2, 1 - beta2, Math.sqrt(1 - beta2 ** update), eps];
        kernels.updateAdam(parameters, gradients, first, second, count, coefficient, limit, ...decay, rate, ...averages);
        return;
      }
      default:
        optimizer.kind satisfies never;
    }
  };
  return (feed) => {
    measureNorm(machine);
    if (!progress.finite) return;
    step(feed, clip !== null && 'norm' in clip ? Math.min(1, clip.norm / (progress.gradNorm + NORM_EPSILON)) : 1);
  };
}
