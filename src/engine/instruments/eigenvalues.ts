/** The eigenvalues of every recurrent weight matrix, a gate's block at a time: how a step with its gates open turns and scales the state. */
import { findEigenvalues } from '../../core/eigenvalues';
import type { Numbers, Tensor, TensorMap } from '../../core/tensor';
import { gateNames } from '../../model/gates';
import type { ParameterLayout } from '../../model/parameters';
import { listScans } from '../../model/scans';
import type { ModelSpec } from '../../model/spec';

/**
 * `eigenvalues.{scan}.{gate}`, or `eigenvalues.{scan}` for the rnn, [H,2]: real and imaginary part of each eigenvalue of the gate's [H,H] block
 * of W_hh, largest magnitude first, in float64.
 *
 * @param weights all parameters in the flat layout, finite.
 */
export function measureEigenvalues(model: ModelSpec, { byName }: ParameterLayout, weights: Numbers): TensorMap {
  const gates = gateNames[model.encoder.cell];
  const found: Record<string, Tensor> = {};
  for (const { name, hiddenSize: H, weightHh } of listScans(model)) {
    const parameter = byName.get(weightHh);
    if (!parameter) throw new Error(`eigenvalues: the layout must hold ${weightHh}, got none`);
    const blocks = gates.length === 0 ? [`eigenvalues.${name}`] : gates.map((gate) => `eigenvalues.${name}.${gate}`);
    blocks.forEach((block, k) => {
      const first = parameter.offset + k * H * H;
      const { real, imaginary } = findEigenvalues(weights.subarray(first, first + H * H), H);
      const data = new Float64Array(2 * H);
      for (let h = 0; h < H; h++) data.set([real[h], imaginary[h]], 2 * h);
      found[block] = { shape: [H, 2], data };
    });
  }
  return found;
}
