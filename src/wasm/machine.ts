/** One plan's instance of the kernels: the memory laid out, tensors found by name, and what the passes of a feed leave for its report. */
import { InputError } from '../core/errors';
import type { Numbers } from '../core/tensor';
import type { Sizes, TensorSpec } from '../model/passes';
import { fitWindows } from '../model/fit-windows';
import { resolveCount } from '../model/resolve';
import type { Plan } from '../model/plan';
import type { Kernels } from './kernels';
import { checkSize, type Layout, layOut, megabytes, MOST_BYTES, PAGE } from './layout';

/** What the passes of a feed leave for its report, and the flag that stays from feed to feed. */
export interface Progress {
  /** NaN where no loss pass ran. */
  loss: number;
  /** A loss that is NaN because no loss pass ran raises no flag. */
  lossRan: boolean;
  gradNorm: number;
  finite: boolean;
}

export interface Machine {
  readonly plan: Plan;
  readonly kernels: Kernels;
  readonly layout: Layout;
  /** All of the memory as 32-bit words: integers and floats over the same bytes. */
  readonly integers: Int32Array;
  readonly floats: Float32Array;
  readonly progress: Progress;
}

/**
 * Lays the plan out in a fresh instance's memory, all 0; in windows where it would not fit otherwise.
 * @throws InputError where it would not fit 512 MB even so, or not this machine.
 */
export function createMachine(whole: Plan, kernels: Kernels, most = MOST_BYTES): Machine {
  const layOutPlan = (each: Plan): Layout => layOut(each, kernels.heapBase(), kernels.productScratch());
  const plan = fitWindows(whole, (each) => layOutPlan(each).bytes <= most);
  const layout = layOutPlan(plan);
  checkSize(plan, layout, most);
  const { memory } = kernels;
  const missing = layout.bytes - memory.buffer.byteLength;
  if (missing > 0) grow(memory, missing, layout.bytes);
  const progress = { loss: NaN, lossRan: false, gradNorm: NaN, finite: true };
  return { plan, kernels, layout, integers: new Int32Array(memory.buffer), floats: new Float32Array(memory.buffer), progress };
}

function grow(memory: WebAssembly.Memory, missing: number, bytes: number): void {
  try {
    memory.grow(Math.ceil(missing / PAGE));
  } catch {
    throw new InputError('wasm memory', 'a model and its batch must fit what this machine has free', megabytes(bytes));
  }
}

/** The tensor's declaration. @throws InputError where the plan has none. */
export function getSpec(plan: Plan, tensor: string): TensorSpec {
  const spec = plan.tensors.get(tensor);
  if (!spec) throw new InputError('wasm', 'the plan must declare this tensor', tensor);
  return spec;
}

/** First byte of a tensor; 0 for null. */
export function getPointer(machine: Machine, tensor: string | null): number {
  if (tensor === null) return 0;
  const at = machine.layout.tensors.get(tensor);
  if (at === undefined) throw new InputError('wasm', 'the plan must declare this tensor', tensor);
  return at;
}

/** A view of a tensor at the sizes given. */
export function viewTensor(machine: Machine, tensor: string, sizes: Sizes): Float32Array | Int32Array {
  const spec = getSpec(machine.plan, tensor);
  const first = getPointer(machine, tensor) / 4;
  return (spec.type === 'i32' ? machine.integers : machine.floats).subarray(first, first + resolveCount(spec.shape, sizes));
}

/** Replaces a tensor, or the first part of one whose size follows the batch. @throws InputError where the count does not fit. */
export function writeTensor(machine: Machine, tensor: string, data: Numbers): void {
  const { plan, progress } = machine;
  const spec = getSpec(plan, tensor);
  const into = viewTensor(machine, tensor, plan.options.capacity);
  const fixed = spec.shape.every((dim) => typeof dim === 'number');
  if (fixed ? data.length !== into.length : data.length > into.length) {
    throw new InputError(`write ${tensor}`, `${fixed ? '' : 'at most '}${String(into.length)} numbers`, data.length);
  }
  into.set(data);
  if (spec.role === 'parameter') Object.assign(progress, { loss: NaN, lossRan: false, gradNorm: NaN, finite: true });
}
