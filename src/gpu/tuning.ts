/** How the kernels are cut to a shape: tables of shape and adapter alone, never of a stopwatch, so that a device repeats itself bit for bit. */

import type { Strategy } from './strategies';

/** What a cut depends on beside the shape. */
export interface Target {
  /** A CPU that imitates a GPU. */
  readonly software: boolean;
  /** Its names, where the table of strategies may know it. */
  readonly adapter?: string;
  /** How scans run, where a test or a measurement wants other than the table, and the shape allows it. */
  readonly strategy?: Strategy;
  /** Steps a dispatch of a scan, an even number, where a test wants other than the table. */
  readonly chunk?: number;
  /** Operations a submit, likewise. */
  readonly operations?: number;
  /** Bytes of a binding, where a test wants less than the adapter's. */
  readonly bindingBytes?: number;
  /** Storage buffers that a shader may bind; left out, those of default limits. */
  readonly storageBuffers?: number;
}

/** How a scan is spread: constants of the scan shaders. */
export interface ScanCut {
  readonly LANES: number;
  readonly PARTS: number;
  readonly GROUPS: number;
  readonly BUFFERS: number;
}

/** Rows that a thread of a scan holds. */
export const ROWS_A_THREAD = 4;

/** Invocations of a workgroup by default limits. */
const INVOCATIONS = 256;
/** vec4s in 16 KiB of workgroup memory. */
const SHARED_VECTORS = 1024;
/** The widest layer: h of four rows fills the workgroup memory. */
export const WIDEST_LAYER = SHARED_VECTORS;

/**
 * LANES·PARTS ≥ H with as few idle lanes as possible; narrow layers share a workgroup among several groups of four rows.
 * `perUnit` is what a group publishes of a step: vec4s a lane (backward) or a unit (forward).
 */
export function cutScan(hiddenSize: number, rows: number, perLane: number, perUnit: number, target: Target): ScanCut {
  const PARTS = Math.ceil(hiddenSize / INVOCATIONS);
  const LANES = Math.ceil(hiddenSize / PARTS);
  const vectors = perLane * LANES + perUnit * hiddenSize;
  const wanted = Math.max(1, Math.floor(64 / LANES));
  const GROUPS = Math.min(wanted, Math.ceil(rows / ROWS_A_THREAD), Math.max(1, Math.floor(SHARED_VECTORS / vectors)));
  // A CPU pays for memory (see cutTile), not for a barrier.
  const BUFFERS = !target.software && 2 * GROUPS * vectors <= SHARED_VECTORS ? 2 : 1;
  return { LANES, PARTS, GROUPS, BUFFERS };
}

/** How a step by itself is spread: constants of the step shaders. */
export interface StepCut {
  readonly LANES: number;
  readonly GROUPS: number;
}

/** 16 units by 32 rows, so that a tile's numbers are read eight and sixteen times. */
export function cutStep(hiddenSize: number): StepCut {
  return { LANES: Math.min(16, hiddenSize), GROUPS: 8 };
}

/** Multiplications and additions of one workgroup in the 8 ms that a dispatch may last, on a GPU whose cores do 50 thousand million a second. */
const CHUNK_OPERATIONS = 4e8;
/** Workgroups that even a small GPU runs side by side. */
const SIDE_BY_SIDE = 16;
const MOST_STEPS = 4096;

/** Steps that a scan may run in one dispatch, an even number: a driver resets a device that does not answer. Nobody watches a software adapter. */
export function cutChunk(gates: number, hiddenSize: number, rows: number, { GROUPS }: Pick<ScanCut, 'GROUPS'>, target: Target): number {
  if (target.chunk !== undefined) return target.chunk;
  if (target.software) return Infinity;
  const rounds = Math.ceil(rows / (ROWS_A_THREAD * GROUPS) / SIDE_BY_SIDE);
  const operations = 2 * gates * hiddenSize ** 2 * ROWS_A_THREAD * GROUPS * rounds;
  return Math.max(2, Math.min(MOST_STEPS, 2 * Math.floor(CHUNK_OPERATIONS / operations / 2)));
}

/** How a scan in blocks is spread. */
export interface BlockCut {
  /** Rows, and vec4s of units, that a thread holds. */
  readonly rows: number;
  readonly vectors: number;
  /** Blocks of rows in a workgroup. */
  readonly GROUPS: number;
}

/** SwiftShader computes four threads at once, and spreads workgroups over cores. */
const SOFTWARE_LANES = 4;
const SOFTWARE_CORES = 2;

/**
 * Scans in blocks of rows by units, for layers of whole vec4s on a software adapter; null: a thread for each unit. `wide` allows blocks of eight
 * by eight, where narrower ones would not keep more lanes and cores busy.
 */
export function cutBlocks(hiddenSize: number, rows: number, wide: boolean, target: Target): BlockCut | null {
  if (!target.software || hiddenSize % 4 !== 0 || hiddenSize > WIDEST_LAYER) return null;
  const isWide = wide && hiddenSize % 8 === 0 && hiddenSize >= 8 * SOFTWARE_LANES && rows > 8 * (SOFTWARE_CORES - 1);
  const block = isWide ? { rows: 8, vectors: 2 } : { rows: 4, vectors: 1 };
  const blocks = Math.ceil(rows / block.rows);
  const wanted = Math.ceil((SOFTWARE_LANES * 4 * block.vectors) / hiddenSize);
  return { ...block, GROUPS: Math.max(1, Math.min(wanted, Math.floor(blocks / SOFTWARE_CORES))) };
}

/** Inputs of a layer, at most, that a scan in blocks projects itself. */
export const MOST_FUSED_INPUTS = 8;

/** Threads over rows and columns of a tile; each computes 4 × 4. */
export interface TileCut {
  readonly LM: number;
  readonly LN: number;
}

/**
 * One cut for all products of a dispatch, by the largest; null: no tiles, every thread for itself. A CPU's workgroup memory is no faster
 * than its buffers, and SwiftShader clears all of it for every four threads, which costs more than the product.
 */
export function cutTile(products: readonly { readonly m: number; readonly n: number }[], target: Target): TileCut | null {
  if (target.software) return null;
  const large = products.some(({ m, n }) => m >= 128 && n >= 64);
  return large ? { LM: 16, LN: 16 } : { LM: 8, LN: 8 };
}

/** Steps of the inner dimension that a tile holds. */
export const TILE_DEPTH = 16;

/**
 * Parts of a long inner dimension, so that a small C still occupies the device. Whether it is split at all depends on C alone,
 * so that the number of dispatches does not depend on the number of steps.
 */
export function splitInner(tiles: number, inner: number, target: Target): number {
  const workgroups = target.software ? 4 : 128;
  const longest = Math.max(2, Math.floor(inner / (4 * TILE_DEPTH)));
  return Math.max(1, Math.min(Math.ceil(workgroups / tiles), longest));
}

/** vec4s of a row that a thread looks up. SwiftShader pays for a thread as for a dozen loads; a GPU wants neighbours to read neighbours. */
export function cutLookup(target: Target): number {
  return target.software ? 16 : 1;
}

/** Threads that share a row of the loss, a power of two. */
export function cutLoss(size: number, target: Target): number {
  if (target.software) return 1;
  let lanes = 1;
  while (lanes < 64 && 4 * lanes < size) lanes *= 2;
  return lanes;
}

/** Weights of an output layer, at most, that goes with its loss: one row of them is a thread's, and the loop over it must cost less than a dispatch. */
export const MOST_HEAD_WEIGHTS = 1024;
/** Threads that share a row of it. */
export const HEAD_LANES = 8;

/**
 * What one workgroup takes on, at most, of a batch row's gradients of attention, so that it takes about as long as the dispatch it saves: pairs of a target
 * and a source step, by the columns of keys and values, each of which costs two multiplications; and source steps, over which one thread adds up.
 */
export const MOST_ROW_WORK = 2 ** 17;
export const MOST_ROW_STEPS = 512;

/** Workgroups that share the gradients' squares, at most. */
export const MOST_PARTIALS = 64;

/** How the end of an update is spread. */
export interface UpdateCut {
  readonly THREADS: number;
  /** Workgroups that share the gradients' squares; 0: so few that one workgroup adds them up and changes the parameters too. */
  readonly squares: number;
  /** Workgroups that share the parameters. */
  readonly parameters: number;
}

/** By the parameters, as vec4s. SwiftShader computes the threads of a workgroup four at a time, and pays for each barrier between such fours. */
export function cutUpdate(vectors: number, { software }: Target): UpdateCut {
  const THREADS = software ? SOFTWARE_LANES : 256;
  if (vectors <= 1024) return { THREADS, squares: 0, parameters: 1 };
  if (software) return { THREADS, squares: SOFTWARE_CORES, parameters: SOFTWARE_CORES };
  const all = Math.ceil(vectors / THREADS);
  return { THREADS, squares: Math.min(MOST_PARTIALS, all), parameters: all };
}

/** Storage buffers that a shader may bind by default limits, and those that some kernels use where an adapter has them. */
export const DEFAULT_STORAGE_BUFFERS = 8;
export const WANTED_STORAGE_BUFFERS = 10;

/** Elements at whose multiples a range of a buffer may begin: 256 bytes. */
export const ALIGNMENT = 64;
/** Bytes that one binding may have by default limits. */
export const MOST_BYTES_BOUND = 128 * 1024 * 1024;

/** Bytes of inputs that wait for one submit. */
const INPUT_BYTES = 32 * 1024 * 1024;
const MOST_UPDATES = 128;
/** Multiplications and additions of one submit: 100 ms of a GPU that does 200 thousand million a second. */
const MOST_OPERATIONS = 2e10;

/** Whether an update is too long for one submit, so that each of its dispatches is one. */
export function isLong(operations: number, target: Target): boolean {
  return operations > (target.operations ?? (target.software ? Infinity : MOST_OPERATIONS));
}

/** Updates a submit, at most, by what one update's inputs take and what it computes. */
export function updatesASubmit(inputBytes: number, operations: number): number {
  return Math.max(1, Math.floor(Math.min(MOST_UPDATES, INPUT_BYTES / inputBytes, MOST_OPERATIONS / operations)));
}
