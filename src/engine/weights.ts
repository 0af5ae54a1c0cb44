/** Parameters, optimizer state and carried states of an executor as flat arrays: how training starts, is kept, is restored, and is shown to a probe. */
import { InputError } from '../core/errors';
import type { Numbers } from '../core/tensor';
import type { Executor } from '../model/executor';
import { carriedWidth } from '../model/plan-carry';
import { CARRIED, MOMENT_1, MOMENT_2, type Plan } from '../model/plan';
import { emptyLike } from './rows';

/** Everything that the next update reads, in the flat layout of `layoutParameters`. */
export interface TrainingState {
  /** Updates done. */
  readonly update: number;
  readonly parameters: Numbers;
  /** null = all zeros: what an optimizer begins with. */
  readonly moment1: Numbers | null;
  readonly moment2: Numbers | null;
  /** The states that the next batch begins with, as the plan's tensor `carried` lays them out; null = all zeros, and in a run that carries none. */
  readonly carried: Numbers | null;
}

/** Where a run begins: these weights, and nothing gone before. */
export function beginWith(parameters: Numbers): TrainingState {
  return { update: 0, parameters, moment1: null, moment2: null, carried: null };
}

/** Replaces all parameters; lowers the non-finite flag. */
export function writeParameters(executor: Executor, flat: Numbers): void {
  for (const { name, offset, size } of executor.plan.parameters.list) executor.write(name, flat.slice(offset, offset + size));
}

/** All parameters in the flat layout, padding 0. */
export async function readParameters(executor: Executor): Promise<Numbers> {
  const { list, length } = executor.plan.parameters;
  const arrays = await Promise.all(list.map(({ name }) => executor.read(name)));
  const flat = emptyLike(arrays[0], length);
  arrays.forEach((data, k) => {
    flat.set(data, list[k].offset);
  });
  return flat;
}

/** Everything that the next update reads, read together so that it belongs to one update. */
export async function readState(executor: Executor, update: number): Promise<TrainingState> {
  const [parameters, moment1, moment2, carried] = await Promise.all([
    readParameters(executor),
    executor.read(MOMENT_1),
    executor.read(MOMENT_2),
    executor.plan.options.carry ? executor.read(CARRIED) : null,
  ]);
  return { update, parameters, moment1, moment2, carried };
}

/** Replaces everything that the next update reads. */
export function writeState(executor: Executor, { parameters, moment1, moment2, carried }: TrainingState): void {
  writeParameters(executor, parameters);
  const zeros = new Float32Array(executor.plan.parameters.length);
  executor.write(MOMENT_1, moment1 ?? zeros);
  executor.write(MOMENT_2, moment2 ?? zeros);
  writeCarried(executor, carried);
}

/** What the next batch begins with, where the plan carries states; null = state 0. */
export function writeCarried(executor: Executor, carried: Numbers | null): void {
  const { plan } = executor;
  if (plan.options.carry) executor.write(CARRIED, carried ?? new Float32Array(countCarried(plan)));
}

/** @throws InputError for carried states that are not the plan's. */
export function checkCarried(plan: Plan, { carried }: TrainingState): void {
  const count = plan.options.carry ? countCarried(plan) : 0;
  if (carried !== null && carried.length !== count) throw new InputError('carried', `${String(count)} numbers`, carried.length);
}

function countCarried({ model, options }: Plan): number {
  return options.capacity.B * carriedWidth(model.encoder);
}

/** Bytes that a state keeps. */
export function bytesOf({ parameters, ...rest }: TrainingState): number {
  return [rest.moment1, rest.moment2, rest.carried].reduce((sum, data) => sum + (data?.byteLength ?? 0), parameters.byteLength);
}

/** Whether every number is finite. */
export function isFiniteArray(data: Numbers): boolean {
  return data.every((value) => Number.isFinite(value));
}
