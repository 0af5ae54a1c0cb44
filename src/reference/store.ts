/** Every tensor of a plan in float64, allocated once at the plan's capacity; parameters and their gradients are views of two flat arrays. */
import { InputError } from '../core/errors';
import type { Numbers } from '../core/tensor';
import { describeWindows, fitWindows } from '../model/fit-windows';
import { type Plan, gradientOf, MOMENT_1, MOMENT_2 } from '../model/plan';
import { resolveCount } from '../model/resolve';

export interface Store {
  readonly floats: ReadonlyMap<string, Float64Array>;
  readonly integers: ReadonlyMap<string, Int32Array>;
  /** All parameters, [parameters.length]. */
  readonly parameters: Float64Array;
  /** All gradients, in the same layout. */
  readonly gradients: Float64Array;
  readonly moment1: Float64Array;
  readonly moment2: Float64Array;
}

/** What needs more bytes than this is refused before anything is allocated. */
const MOST_BYTES = 2 ** 30;

/** The plan, in windows where its tensors would not fit 1 GB. @throws InputError where they do not fit in windows either. */
export function fitStore(whole: Plan, most = MOST_BYTES): Plan {
  const plan = fitWindows(whole, (each) => countBytes(each) <= most);
  const bytes = countBytes(plan);
  if (bytes > most)
    throw new InputError('reference memory', `a model and its batch must fit ${megabytes(most)}`, `${megabytes(bytes)}${describeWindows(plan)}`);
  return plan;
}

/** Allocates a plan's tensors, all 0. */
export function createStore(plan: Plan): Store {
  const floats = new Map<string, Float64Array>();
  const integers = new Map<string, Int32Array>();
  const { length, list } = plan.parameters;
  const parameters = new Float64Array(length);
  const gradients = new Float64Array(length);
  for (const { name, offset, size } of list) {
    floats.set(name, parameters.subarray(offset, offset + size));
    floats.set(gradientOf(name), gradients.subarray(offset, offset + size));
  }
  for (const { name, shape, type } of plan.tensors.values()) {
    if (floats.has(name)) continue;
    const count = resolveCount(shape, plan.options.capacity);
    if (type === 'i32') integers.set(name, new Int32Array(count));
    else floats.set(name, new Float64Array(count));
  }
  const store = { floats, integers, parameters, gradients };
  return { ...store, moment1: getFloats(store, MOMENT_1), moment2: getFloats(store, MOMENT_2) };
}

function countBytes({ parameters, tensors, options }: Plan): number {
  const own = new Set(parameters.list.flatMap(({ name }) => [name, gradientOf(name)]));
  let bytes = 16 * parameters.length;
  for (const { name, shape, type } of tensors.values()) {
    if (!own.has(name)) bytes += (type === 'i32' ? 4 : 8) * resolveCount(shape, options.capacity);
  }
  return bytes;
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MB`;
}

/** @throws InputError where the plan has no such tensor of numbers. */
export function getFloats(store: Pick<Store, 'floats'>, name: string): Float64Array {
  const data = store.floats.get(name);
  if (!data) throw new InputError('reference', 'the plan must declare this f32 tensor', name);
  return data;
}

/** @throws InputError where the plan has no such tensor of whole numbers. */
export function getIntegers(store: Pick<Store, 'integers'>, name: string): Int32Array {
  const data = store.integers.get(name);
  if (!data) throw new InputError('reference', 'the plan must declare this i32 tensor', name);
  return data;
}

/** Either kind. */
export function getNumbers(store: Store, name: string): Numbers {
  return store.integers.get(name) ?? getFloats(store, name);
}
