/** The uniform blocks that the shaders declare, as tables of fields, and how they are written; a test holds the tables against the WGSL. */
import type { Feed } from '../model/executor';
import { forcingWords } from '../model/forcing';
import type { ClipSpec, OptimizerSpec } from '../model/training';

/** A dynamic uniform offset is a multiple of this many bytes. */
export const BLOCK_BYTES = 256;

type FieldType = 'u32' | 'f32';
type Fields = Readonly<Record<string, FieldType>>;

/** `Feed` of every shader: what changes from one update to the next. */
export const feedFields = {
  B: 'u32',
  T: 'u32',
  U: 'u32',
  slot: 'u32',
  update: 'u32',
  truncate: 'u32',
  lossScale: 'f32',
  learningRate: 'f32',
  stepSize: 'f32',
  rootCorrection: 'f32',
  dropoutSeed: 'u32',
  dropoutOn: 'u32',
  u: 'u32',
  forcingKey: 'u32',
  forcingBelow: 'u32',
  window: 'u32',
  windows: 'u32',
  windowFirst: 'u32',
} as const satisfies Fields;

/** `Product` of parts/products.wgsl. */
export const productFields = {
  m: 'u32',
  mCode: 'u32',
  n: 'u32',
  k: 'u32',
  kCode: 'u32',
  splits: 'u32',
  aBuffer: 'u32',
  aOffset: 'u32',
  aSteps: 'u32',
  aM: 'u32',
  aK: 'u32',
  bBuffer: 'u32',
  bOffset: 'u32',
  bSteps: 'u32',
  bK: 'u32',
  bN: 'u32',
  cOffset: 'u32',
  cSteps: 'u32',
  cStride: 'u32',
  bias: 'u32',
  accumulate: 'u32',
  sum1: 'u32',
  sum2: 'u32',
  slab: 'u32',
  slabSum: 'u32',
  terms: 'u32',
  finish: 'u32',
  ofBuffer: 'u32',
  ofOffset: 'u32',
  cBuffer: 'u32',
  pad0: 'u32',
  pad1: 'u32',
} as const satisfies Fields;

/** `Reduction` of parts/reductions.wgsl. */
export const reductionFields = { slab: 'u32', size: 'u32', splits: 'u32', to: 'u32' } as const satisfies Fields;

/** `Pack` of parts/packs.wgsl. */
export const packFields = {
  source: 'u32',
  H: 'u32',
  gates: 'u32',
  slots: 'u32',
  to: 'u32',
  pad0: 'u32',
  pad1: 'u32',
  pad2: 'u32',
} as const satisfies Fields;

/** `Report` of parts/progress.wgsl. */
export const reportFields = { loss: 'f32', gradNorm: 'f32', firstBad: 'u32', pad0: 'u32' } as const satisfies Fields;

/** `Ran` of parts/sum_loss.wgsl. */
export const ranFields = { loss: 'u32', every: 'u32', pad0: 'u32', pad1: 'u32' } as const satisfies Fields;

/** `Rule` of parts/optimizers.wgsl: an optimizer's numbers, and clipping. */
export const ruleFields = {
  clipNorm: 'f32',
  clipValue: 'f32',
  weightDecay: 'f32',
  momentum: 'f32',
  alpha: 'f32',
  oneMinusAlpha: 'f32',
  beta1: 'f32',
  oneMinusBeta1: 'f32',
  beta2: 'f32',
  oneMinusBeta2: 'f32',
  eps: 'f32',
  decoupled: 'u32',
} as const satisfies Fields;

export type Block<F extends Fields> = Readonly<Record<keyof F, number>>;
export type ProductBlock = Omit<Block<typeof productFields>, 'pad0' | 'pad1'>;
export type ReductionBlock = Block<typeof reductionFields>;

export type PackBlock = Omit<Block<typeof packFields>, 'pad0' | 'pad1' | 'pad2'>;

/** Entries that the lists of `Products`, `Reductions` and `Packs` hold. */
export const PRODUCT_LIMIT = 64;
export const REDUCTION_LIMIT = 128;
const PACK_LIMIT = 64;

/** "Nowhere" in a product's fields. */
export const NONE = 0xffffffff;

/** Bytes of a block, tightly packed. */
export function blockBytes(fields: Fields): number {
  return 4 * Object.keys(fields).length;
}

/** Writes a block at a byte offset; fields that it lacks are 0. */
function writeBlock(view: DataView, offset: number, fields: Fields, block: Readonly<Record<string, number>>): void {
  Object.entries(fields).forEach(([name, type], index) => {
    const value = name in block ? block[name] : 0;
    if (type === 'u32') view.setUint32(offset + 4 * index, value, true);
    else view.setFloat32(offset + 4 * index, value, true);
  });
}

/** The feed's block; `stepSize` and `rootCorrection` are Adam's bias corrections, computed here in float64. */
export function writeFeedBlock(view: DataView, offset: number, feed: Feed, slot: number, optimizer: OptimizerSpec): void {
  const [beta1, beta2] = optimizer.betas;
  const { window, ...sizes } = feed.sizes;
  writeBlock(view, offset, feedFields, {
    ...sizes,
    ...(window ? { window: window.n, windows: window.count, windowFirst: window.first } : {}),
    slot,
    update: feed.update,
    truncate: feed.truncate,
    lossScale: feed.lossScale,
    learningRate: feed.learningRate,
    stepSize: feed.learningRate / (1 - beta1 ** feed.update),
    rootCorrection: Math.sqrt(1 - beta2 ** feed.update),
    dropoutSeed: feed.dropout ?? 0,
    dropoutOn: feed.dropout === null ? 0 : 1,
    ...forcingWords(feed),
  });
}

/** `Ran`. */
export function encodeRan(ran: Omit<Block<typeof ranFields>, 'pad0' | 'pad1'>): ArrayBuffer {
  return encodeBlock(ranFields, ran);
}

/** `Rule`. */
export function encodeRule({ kind, betas, alpha, ...optimizer }: OptimizerSpec, clip: ClipSpec): ArrayBuffer {
  const [beta1, beta2] = betas;
  return encodeBlock(ruleFields, {
    ...optimizer,
    alpha,
    oneMinusAlpha: 1 - alpha,
    beta1,
    oneMinusBeta1: 1 - beta1,
    beta2,
    oneMinusBeta2: 1 - beta2,
    clipNorm: clip !== null && 'norm' in clip ? clip.norm : 0,
    clipValue: clip !== null && 'value' in clip ? clip.value : 0,
    decoupled: kind === 'adamw' ? 1 : 0,
  });
}

function encodeBlock(fields: Fields, block: Readonly<Record<string, number>>): ArrayBuffer {
  const bytes = new ArrayBuffer(blockBytes(fields));
  writeBlock(new DataView(bytes), 0, fields, block);
  return bytes;
}

/** `Products`: a count, then the list. */
export function encodeProducts(list: readonly ProductBlock[]): ArrayBuffer {
  return encodeList(productFields, PRODUCT_LIMIT, list);
}

/** `Reductions`: a count, then the list. */
export function encodeReductions(list: readonly ReductionBlock[]): ArrayBuffer {
  return encodeList(reductionFields, REDUCTION_LIMIT, list);
}

/** `Packs`: a count, then the list. */
export function encodePacks(list: readonly PackBlock[]): ArrayBuffer {
  return encodeList(packFields, PACK_LIMIT, list);
}

const LIST_HEADER_BYTES = 16;

function encodeList(fields: Fields, limit: number, list: readonly Readonly<Record<string, number>>[]): ArrayBuffer {
  if (list.length > limit) throw new Error(`blocks: a list holds at most ${String(limit)} entries, got ${String(list.length)}`);
  const bytes = new ArrayBuffer(LIST_HEADER_BYTES + limit * blockBytes(fields));
  const view = new DataView(bytes);
  view.setUint32(0, list.length, true);
  list.forEach((block, index) => {
    writeBlock(view, LIST_HEADER_BYTES + index * blockBytes(fields), fields, block);
  });
  return bytes;
}
