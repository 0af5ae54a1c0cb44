/** Carries parameters between the flat layout that engines share and the named tensors that files hold. */
import { InputError } from '../core/errors';
import type { Tensor, TensorMap } from '../core/tensor';
import type { ParameterLayout } from './parameters';

/**
 * The flat array [layout.length] of a file's parameters; padding is 0.
 * @throws InputError for a tensor that is missing, extra, misshapen or holds integers.
 */
export function packParameters(layout: ParameterLayout, map: TensorMap): Float32Array {
  for (const name of Object.keys(map)) {
    if (!layout.byName.has(name)) throw new InputError(`weights.${name}`, 'must be a parameter of the model', map[name].shape);
  }
  const flat = new Float32Array(layout.length);
  for (const { name, shape, offset } of layout.list) {
    if (!Object.hasOwn(map, name)) throw new InputError(`weights.${name}`, `must be there, with the shape [${shape.join(', ')}]`, undefined);
    const tensor = map[name];
    if (tensor.shape.join() !== shape.join()) throw new InputError(`weights.${name}`, `must have the shape [${shape.join(', ')}]`, tensor.shape);
    if (tensor.data instanceof Int32Array) throw new InputError(`weights.${name}`, 'must hold floating-point numbers', 'whole numbers');
    flat.set(tensor.data, offset);
  }
  return flat;
}

/** Copies of the parameters in a flat array [layout.length], by name, in state_dict order. */
export function unpackParameters(layout: ParameterLayout, flat: Float32Array | Float64Array): TensorMap {
  return Object.fromEntries(
    layout.list.map(({ name, shape, offset, size }): [string, Tensor] => [name, { shape, data: flat.slice(offset, offset + size) }]),
  );
}
