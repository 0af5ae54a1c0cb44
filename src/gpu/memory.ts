/** A plan's memory on a device: named ranges of buffers, all allocated once. */
import { InputError } from '../core/errors';
import { flattenPasses, type TensorSpec } from '../model/passes';
import { resolveCount } from '../model/resolve';
import { describeWindows, fitWindows } from '../model/fit-windows';
import { gradientOf, type Plan } from '../model/plan';
import { BLOCK_BYTES, blockBytes, reportFields } from './blocks';
import { bothName, copiesName, isInput, orderName, packedName, Range as Name } from './dispatch';
import type { Lowered } from './lower';
import { tableRows } from './lower-embed';
import { listPacked } from './lower-block';
import { packedWidth, placeCopies } from './lower-scan';
import { countBlocks } from './rounds';
import { isLong, MOST_PARTIALS, type Target, updatesASubmit } from './tuning';

/** Of `Progress` in parts/progress.wgsl: the first member with what pads it, and a workgroup's part of a norm. */
export const FIRST_BAD_BYTES = 16;
export const PARTIAL_BYTES = 16;

/** Bytes of a buffer; where `stride` is not 0, update k of a submit has its own copy at `offset + k·stride`. */
export interface MemoryRange {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly bytes: number;
  readonly stride: number;
}

export interface Memory {
  /** Updates that one submit has room for. */
  readonly slots: number;
  /** Blocks 256 bytes apart, for each update of a submit one for each round of the plan's loops. */
  readonly feed: GPUBuffer;
  /** Blocks of an update. */
  readonly blocks: number;
  /** An update is too long for one submit. */
  readonly long: boolean;
  /** @throws Error for a name without a range. */
  get(name: string): MemoryRange;
  /** A buffer that holds a dispatch's uniform block. */
  addUniform(label: string, data: ArrayBuffer): GPUBuffer;
  destroy(): void;
}

/**
 * The plan, in windows where its largest tensor would not fit one binding of this adapter.
 * @throws InputError where it does not fit in windows either, before anything is allocated.
 */
export function fitLimits(whole: Plan, limits: GPUSupportedLimits, target: Target): Plan {
  const { bindingBytes = Infinity } = target;
  const most = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize, bindingBytes);
  const copies = 4 * placeCopies(listPacked(whole, target)).length;
  const plan = fitWindows(whole, (each) => findLargest(each, 0).bytes <= most);
  const largest = findLargest(plan, copies);
  if (largest.bytes <= most) return plan;
  const { capacity } = plan.options;
  const { cell, hiddenSizes } = plan.model.encoder;
  throw new InputError(
    `model (${cell}, hidden ${hiddenSizes.join(', ')}, ${String(capacity.B)} rows of ${String(capacity.T)} steps)`,
    `each tensor must fit the adapter's limit of ${mebibytes(most)} for one buffer; make it narrower, the batch smaller or the sequence shorter`,
    `${mebibytes(largest.bytes)} for ${largest.name}${describeWindows(plan)}`,
  );
}

/** @param copies bytes of the copies of recurrent weights that scans forward read; as many are for those backward. */
function findLargest(plan: Plan, copies: number): { readonly name: string; readonly bytes: number } {
  return [...plan.tensors.values()]
    .map((spec) => ({ name: spec.name, bytes: bytesOf(plan, spec) }))
    .concat({ name: 'all parameters', bytes: 4 * plan.parameters.length }, { name: 'copies of the recurrent weights', bytes: copies })
    .reduce((a, b) => (b.bytes > a.bytes ? b : a));
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

/** Allocates every range of a plan; nothing is left behind where this throws. Call inside error scopes. */
export function createMemory(
  device: GPUDevice,
  plan: Plan,
  { packed, slabLength, carries, rounds, besides, arenas }: Lowered,
  target: Target,
): Memory {
  const buffers: GPUBuffer[] = [];
  const ranges = new Map<string, MemoryRange>();
  const createBuffer = (label: string, bytes: number, usage: GPUBufferUsageFlags): GPUBuffer => {
    const buffer = device.createBuffer({ label, size: padBytes(bytes), usage });
    buffers.push(buffer);
    return buffer;
  };
  const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const addRange = (name: string, bytes: number, copies = 0): void => {
    if (ranges.has(name)) return; // came with its arena, or with the one that it lies beside
    const padded = padBytes(bytes);
    const beside = besides.get(name);
    if (beside) {
      const [first, second] = [beside.first, beside.second].map((each) => {
        const spec = plan.tensors.get(each); // what carries a gradient from chunk to chunk is none of the plan's, and as large as the other
        return spec ? padBytes(bytesOf(plan, spec)) : padded;
      });
      const shift = 4 * beside.span;
      const buffer = createBuffer(bothName(beside.first), shift + second, storage);
      ranges.set(beside.first, { buffer, offset: 0, bytes: first, stride: 0 });
      ranges.set(beside.second, { buffer, offset: shift, bytes: second, stride: 0 });
      ranges.set(bothName(beside.first), { buffer, offset: 0, bytes: shift + second, stride: 0 });
      return;
    }
    const stride = copies > 0 ? Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES : 0;
    const buffer = createBuffer(name, copies > 0 ? stride * copies : padded, storage);
    ranges.set(name, { buffer, offset: 0, bytes: padded, stride });
  };

  const addArena = (arena: string, length: number): void => {
    const buffer = createBuffer(arena, 4 * length, storage);
    ranges.set(arena, { buffer, offset: 0, bytes: 4 * length, stride: 0 });
    for (const [tensor, { arena: own, base }] of arenas.places) {
      if (own !== arena) continue;
      const offset = 4 * base;
      const bytes = padBytes(bytesOf(plan, specOf(plan, tensor)));
      ranges.set(tensor, { buffer, offset, bytes, stride: 0 });
      const beside = besides.get(tensor);
      if (beside?.first !== tensor) continue;
      const other = padBytes(bytesOf(plan, specOf(plan, beside.second)));
      ranges.set(bothName(tensor), { buffer, offset, bytes: 4 * beside.span + other, stride: 0 });
    }
  };

  const addProgress = (bytes: number): void => {
    const start = FIRST_BAD_BYTES + PARTIAL_BYTES * MOST_PARTIALS;
    addRange(Name.progress, start + bytes);
    const { buffer } = rangeOf(ranges, Name.progress);
    ranges.set(Name.firstBad, { buffer, offset: 0, bytes: FIRST_BAD_BYTES, stride: 0 });
    ranges.set(Name.reports, { buffer, offset: start, bytes, stride: 0 });
  };

  for (const [arena, length] of arenas.lengths) addArena(arena, length);
  const { list, length } = plan.parameters;
  addRange(Name.parameters, 4 * length);
  addRange(Name.gradients, 4 * length);
  for (const { name, offset, size } of list) {
    ranges.set(name, { buffer: rangeOf(ranges, Name.parameters).buffer, offset: 4 * offset, bytes: 4 * size, stride: 0 });
    const beside = besides.get(name);
    if (beside?.first === name)
      ranges.set(bothName(name), { buffer: rangeOf(ranges, Name.parameters).buffer, offset: 4 * offset, bytes: 4 * (beside.span + size), stride: 0 });
    ranges.set(gradientOf(name), { buffer: rangeOf(ranges, Name.gradients).buffer, offset: 4 * offset, bytes: 4 * size, stride: 0 });
  }
  const rest = [...plan.tensors.values()].filter(({ name }) => !ranges.has(name));
  const orders = orderSizes(plan);
  const inputs = rest.filter(({ role }) => role === 'input');
  const inputBytes = [...inputs.map((spec) => bytesOf(plan, spec)), ...orders.map(({ bytes, sent }) => (sent ? bytes : 0))].reduce(
    (a, b) => a + b,
    0,
  );
  const operations = operationsOf(plan);
  const slots = updatesASubmit(inputBytes, operations);
  for (const spec of rest) addRange(spec.name, bytesOf(plan, spec), spec.role === 'input' ? slots : 0);
  for (const { name, bytes, sent } of orders) addRange(name, bytes, sent ? slots : 0);
  const { places, length: copied } = placeCopies(packed);
  if (packed.length > 0) addRange(Name.copies, 2 * 4 * copied);
  for (const direction of packed.length > 0 ? (['forward', 'backward'] as const) : []) {
    const { buffer } = rangeOf(ranges, Name.copies);
    const start = direction === 'forward' ? 0 : 4 * copied;
    ranges.set(copiesName(direction), { buffer, offset: start, bytes: 4 * copied, stride: 0 });
    packed.forEach((scan, k) => {
      const name = packedName(scan.weightHh, direction);
      const offset = start + 4 * places[k];
      const bytes = 4 * packedWidth(scan) * scan.hiddenSize ** 2;
      ranges.set(name, { buffer, offset, bytes, stride: 0 });
      const beside = besides.get(name);
      if (beside?.first === name) ranges.set(bothName(name), { buffer, offset, bytes: 4 * beside.span + bytes, stride: 0 });
    });
  }
  for (const [name, numbers] of carries) addRange(name, 4 * numbers);
  addRange(Name.slabs, 4 * Math.max(1, slabLength));
  addProgress(blockBytes(reportFields) * slots);
  for (const spare of [Name.spareA, Name.spareB, Name.spareC, Name.spareRead]) addRange(spare, 16);
  const blocks = countBlocks(rounds);
  const feed = createBuffer('feed', BLOCK_BYTES * slots * blocks, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);

  return {
    slots,
    feed,
    blocks,
    long: isLong(operations, target),
    get: (name) => rangeOf(ranges, name),
    addUniform(label, data) {
      const buffer = createBuffer(label, data.byteLength, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
      device.queue.writeBuffer(buffer, 0, data);
      return buffer;
    },
    destroy() {
      for (const buffer of buffers) buffer.destroy();
    },
  };
}

function rangeOf(ranges: ReadonlyMap<string, MemoryRange>, name: string): MemoryRange {
  const range = ranges.get(name);
  if (!range) throw new Error(`webgpu: no range of memory is called ${name}`);
  return range;
}

/** Of an update: a weight takes a product and a sum for each row and step, forward and twice backward. */
function operationsOf({ parameters, options: { capacity } }: Plan): number {
  return 6 * parameters.count * capacity.B * (capacity.T + capacity.U);
}

function specOf({ tensors }: Plan, tensor: string): TensorSpec {
  const spec = tensors.get(tensor);
  if (!spec) throw new Error(`webgpu: the plan declares no ${tensor}`);
  return spec;
}

/** Whole vec4s. */
function padBytes(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}

function bytesOf(plan: Plan, { shape }: TensorSpec): number {
  return 4 * resolveCount(shape, plan.options.capacity);
}

interface TokenTable {
  readonly tokens: string;
  readonly rows: number;
}

/** What collecting by token reads: the places of each, sent with every feed where the tokens are. */
function orderSizes(plan: Plan): readonly { readonly name: string; readonly bytes: number; readonly sent: boolean }[] {
  const places = (tokens: string): number => resolveCount(plan.tensors.get(tokens)?.shape ?? [], plan.options.capacity);
  return collectedTokens(plan).map(({ tokens, rows }) => ({
    name: orderName(tokens),
    bytes: 4 * (rows + 1 + places(tokens)),
    sent: isInput(plan, tokens),
  }));
}

/** Tokens by which gradients are collected, and the rows of their table. */
function collectedTokens(plan: Plan): readonly TokenTable[] {
  const passes = flattenPasses(plan.segments.backward).filter((pass) => pass.kernel === 'embedBackward');
  const rows = new Map(passes.map((pass) => [pass.tokens, tableRows(plan, pass.dtable)]));
  return Array.from(rows, ([tokens, count]) => ({ tokens, rows: count }));
}

/** Those of them that come with every feed, and whose order is made here. */
export function tokenTables(plan: Plan): readonly TokenTable[] {
  return collectedTokens(plan).filter(({ tokens }) => isInput(plan, tokens));
}

/** Token inputs that a row of a table must stand for, those of `tokenTables` and what a teacher says. */
export function tokenInputs(plan: Plan): readonly TokenTable[] {
  const picks = flattenPasses(plan.segments.decodeFreely).filter((pass) => pass.kernel === 'pick');
  return [...tokenTables(plan), ...picks.map(({ teacher, size }) => ({ tokens: teacher, rows: size }))];
}
