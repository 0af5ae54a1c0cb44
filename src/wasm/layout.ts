/** Where everything of a plan lies in one WebAssembly memory: tensors at capacity, product lists and scratch, laid out once. */
import { InputError } from '../core/errors';
import { flattenPasses, type Pass, type ScanBackwardPass, type ScanPass } from '../model/passes';
import { describeWindows } from '../model/fit-windows';
import { resolveCount } from '../model/resolve';
import { gradientOf, type Plan } from '../model/plan';

/** The largest memory that a plan may take. */
export const MOST_BYTES = 512 * 2 ** 20;
/** Bytes of a page, in which a WebAssembly memory grows. */
export const PAGE = 65_536;
const LINE = 64;
/** Kernels read whole vectors, past the end of what they need; this many bytes past a tensor are never another's. */
const OVERREAD = 64;
/** 32-bit words of one product in a list (assembly/product). */
const PRODUCT_WORDS = 12;

export interface Layout {
  /** First byte of each tensor. */
  readonly tensors: ReadonlyMap<string, number>;
  readonly parameters: number;
  readonly gradients: number;
  /** First byte of the list of products that a pass computes. */
  readonly list: number;
  readonly scratch: number;
  readonly bytes: number;
}

/**
 * @param start the first free byte.
 * @param productScratch the bytes that products need to work in.
 */
export function layOut(plan: Plan, start: number, productScratch: number): Layout {
  let end = start;
  const reserve = (bytes: number): number => {
    const at = Math.ceil(end / LINE) * LINE;
    end = at + bytes + OVERREAD;
    return at;
  };
  const tensors = new Map<string, number>();
  const parameters = reserve(4 * plan.parameters.length);
  const gradients = reserve(4 * plan.parameters.length);
  for (const { name, offset } of plan.parameters.list) {
    tensors.set(name, parameters + 4 * offset);
    tensors.set(gradientOf(name), gradients + 4 * offset);
  }
  for (const { name, shape } of plan.tensors.values()) {
    if (!tensors.has(name)) tensors.set(name, reserve(4 * resolveCount(shape, plan.options.capacity)));
  }
  const passes = flattenPasses(Object.values(plan.segments).flat());
  const products = passes.reduce((most, pass) => (pass.kernel === 'product' ? Math.max(most, pass.products.length) : most), 0);
  const list = reserve(4 * PRODUCT_WORDS * products);
  const scratch = reserve(Math.max(productScratch, ...passes.map((pass) => scanScratch(plan, pass))));
  return { tensors, parameters, gradients, list, scratch, bytes: Math.ceil(end / PAGE) * PAGE };
}

/** @throws InputError where the plan does not fit. */
export function checkSize(plan: Plan, { bytes }: Layout, most: number): void {
  if (bytes <= most) return;
  const largest = [...plan.tensors.values()]
    .map(({ name, shape }) => ({ name, bytes: 4 * resolveCount(shape, plan.options.capacity) }))
    .reduce((a, b) => (b.bytes > a.bytes ? b : a));
  const figure = `${megabytes(bytes)}${describeWindows(plan)}, of which ${megabytes(largest.bytes)} for ${largest.name}`;
  throw new InputError('wasm memory', `a model and its batch must fit ${megabytes(most)}`, figure);
}

export function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MB`;
}

/** dh and dc (or dq) of one step, and the recurrent weight packed in panels of eight columns, at most two panels padded. */
function scanScratch(plan: Plan, pass: Pass): number {
  return pass.kernel === 'scan' || pass.kernel === 'scanBackward'
    ? 4 * (2 * plan.options.capacity.B * pass.hiddenSize + packedWeight(pass)) + LINE
    : 0;
}

function packedWeight({ hiddenSize: H }: ScanPass | ScanBackwardPass): number {
  return (4 * H + 16) * (H + 8);
}
