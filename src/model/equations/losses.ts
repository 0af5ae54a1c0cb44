/** The losses, each with its value and its gradient side by side: one row of outputs against its target. */
import type { LossKind } from '../spec';

/** Rows lie at `at`, `size` long; their targets at `targetAt`: `size` numbers, or for crossEntropy one class. */
export interface LossRule {
  /** y: outputs, t: target. */
  readonly formula: string;
  /** dL/dy_k */
  readonly adjoint: string;
  /** The row's loss, summed over its elements. */
  forward(y: Float64Array, at: number, t: Float64Array | Int32Array, targetAt: number, size: number): number;
  /** Writes scale · dL/dy to the same place of `dy`. */
  backward(dy: Float64Array, y: Float64Array, at: number, t: Float64Array | Int32Array, targetAt: number, size: number, scale: number): void;
}

export const losses: Readonly<Record<LossKind, LossRule>> = {
  mse: {
    formula: 'Σ_k (y_k − t_k)²',
    adjoint: '2 (y_k − t_k)',
    forward(y, at, t, targetAt, size) {
      let sum = 0;
      for (let k = 0; k < size; k++) {
        const difference = y[at + k] - t[targetAt + k];
        sum += difference * difference;
      }
      return sum;
    },
    backward(dy, y, at, t, targetAt, size, scale) {
      for (let k = 0; k < size; k++) dy[at + k] = scale * 2 * (y[at + k] - t[targetAt + k]);
    },
  },
  bce: {
    formula: 'Σ_k log(1 + e^(y_k)) − t_k y_k',
    adjoint: 'σ(y_k) − t_k',
    forward(y, at, t, targetAt, size) {
      let sum = 0;
      for (let k = 0; k < size; k++) {
        const logit = y[at + k];
        sum += Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - t[targetAt + k] * logit;
      }
      return sum;
    },
    backward(dy, y, at, t, targetAt, size, scale) {
      for (let k = 0; k < size; k++) dy[at + k] = scale * (1 / (1 + Math.exp(-y[at + k])) - t[targetAt + k]);
    },
  },
  crossEntropy: {
    formula: 'log Σ_k e^(y_k) − y_t',
    adjoint: 'e^(y_k) / Σ_j e^(y_j) − [k = t]',
    forward(y, at, t, targetAt, size) {
      const largest = maximum(y, at, size);
      let sum = 0;
      for (let k = 0; k < size; k++) sum += Math.exp(y[at + k] - largest);
      return Math.log(sum) + largest - y[at + t[targetAt]];
    },
    backward(dy, y, at, t, targetAt, size, scale) {
      const largest = maximum(y, at, size);
      let sum = 0;
      for (let k = 0; k < size; k++) {
        dy[at + k] = Math.exp(y[at + k] - largest);
        sum += dy[at + k];
      }
      for (let k = 0; k < size; k++) dy[at + k] *= scale / sum;
      dy[at + t[targetAt]] -= scale;
    },
  },
};

/** Subtracted before exponentials so that none overflows. */
function maximum(y: Float64Array, at: number, size: number): number {
  let largest = y[at];
  for (let k = 1; k < size; k++) largest = Math.max(largest, y[at + k]);
  return largest;
}
