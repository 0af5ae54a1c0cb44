/** The weights of the cells beside their gradient, parameter by parameter, as the page's sheets draw them. */
import type { Numbers, Tensor, TensorMap } from '../../core/tensor';
import type { ParameterLayout } from '../../model/parameters';
import { listScans } from '../../model/scans';
import type { ModelSpec } from '../../model/spec';

/**
 * `weight.{parameter}` and `weightGradient.{parameter}` for the matrices and biases of every scan, each of the parameter's shape; copies.
 *
 * @param weights all parameters in the flat layout.
 * @param gradient in the same layout.
 */
export function cutSheets(model: ModelSpec, { byName }: ParameterLayout, weights: Numbers, gradient: Numbers): TensorMap {
  const found: Record<string, Tensor> = {};
  for (const { weightIh, weightHh, biasIh, biasHh } of listScans(model)) {
    for (const name of [weightIh, weightHh, biasIh, biasHh]) {
      const parameter = byName.get(name);
      if (!parameter) throw new Error(`sheets: the layout must hold ${name}, got none`);
      const { shape, offset, size } = parameter;
      found[`weight.${name}`] = { shape, data: weights.slice(offset, offset + size) };
      found[`weightGradient.${name}`] = { shape, data: gradient.slice(offset, offset + size) };
    }
  }
  return found;
}
