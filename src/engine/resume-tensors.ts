/** What the next update reads beside the weights, as named tensors: the optimizer's state, carried states, and float64 parameters to the last digit. */
import { InputError } from '../core/errors';
import { type Numbers, type Tensor, type TensorMap } from '../core/tensor';
import type { ParameterLayout } from '../model/parameters';
import type { TrainingState } from './weights';

const groups = ['parameter', 'moment1', 'moment2'] as const;
type Group = (typeof groups)[number];
const CARRIED = 'carried';

/** The state without its weights, which are told apart only where they hold more digits than float32. */
export interface Resumed extends Omit<TrainingState, 'update' | 'parameters'> {
  readonly parameters: Numbers | null;
}

/** Tensors by the names `moment1.{parameter}`, …; a group that is all zeros, as an optimizer begins with, is left out. */
export function packResume(layout: ParameterLayout, { parameters, moment1, moment2, carried }: TrainingState): TensorMap {
  const flats: Readonly<Record<Group, Numbers | null>> = { parameter: parameters instanceof Float64Array ? parameters : null, moment1, moment2 };
  const tensors = groups.flatMap((group) => packGroup(layout, group, flats[group]));
  if (carried !== null) tensors.push([CARRIED, { shape: [carried.length], data: carried }]);
  return Object.fromEntries(tensors);
}

function packGroup({ list }: ParameterLayout, group: Group, flat: Numbers | null): [string, Tensor][] {
  if (flat === null || flat.every((value) => Object.is(value, 0))) return [];
  return list.map(({ name, shape, offset, size }) => [`${group}.${name}`, { shape, data: flat.slice(offset, offset + size) }]);
}

/** @throws InputError for a tensor that is missing from its group, extra, misshapen or holds integers. */
export function unpackResume(layout: ParameterLayout, map: TensorMap): Resumed {
  const known = new Set(groups.flatMap((group) => layout.list.map(({ name }) => `${group}.${name}`)).concat(CARRIED));
  for (const [name, { data, shape }] of Object.entries(map)) {
    if (!known.has(name)) throw new InputError(name, `must be ${groups.join(', ')} of a parameter of the model, or ${CARRIED}`, shape);
    if (data instanceof Int32Array) throw new InputError(name, 'must hold floating-point numbers', 'whole numbers');
  }
  const carried = Object.hasOwn(map, CARRIED) ? map[CARRIED] : null;
  if (carried !== null && carried.shape.length !== 1) throw new InputError(CARRIED, 'must be a list of numbers', carried.shape);
  return {
    parameters: unpackGroup(layout, 'parameter', map),
    moment1: unpackGroup(layout, 'moment1', map),
    moment2: unpackGroup(layout, 'moment2', map),
    carried: carried?.data ?? null,
  };
}

/** null where the whole group is left out. */
function unpackGroup({ list, length }: ParameterLayout, group: Group, map: TensorMap): Numbers | null {
  const nameOf = (parameter: string): string => `${group}.${parameter}`;
  if (!list.some(({ name }) => Object.hasOwn(map, nameOf(name)))) return null;
  const double = list.some(({ name }) => Object.hasOwn(map, nameOf(name)) && map[nameOf(name)].data instanceof Float64Array);
  const flat = double ? new Float64Array(length) : new Float32Array(length);
  for (const { name, shape, offset } of list) {
    if (!Object.hasOwn(map, nameOf(name))) throw new InputError(nameOf(name), `must be there, with the shape [${shape.join(', ')}]`, undefined);
    const tensor = map[nameOf(name)];
    if (tensor.shape.join() !== shape.join()) throw new InputError(nameOf(name), `must have the shape [${shape.join(', ')}]`, tensor.shape);
    flat.set(tensor.data, offset);
  }
  return flat;
}
