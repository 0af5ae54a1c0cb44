/**
 * Text that a network writes: what comes next is drawn at a temperature from what it holds likely, read in turn, and so on. The state is carried
 * from symbol to symbol as it is from batch to batch.
 */
import { RandomStream, uniform } from '../core/random';
import { InputError } from '../core/errors';
import type { Numbers } from '../core/tensor';
import type { Executor } from '../model/executor';
import { createFeed } from '../model/feed';
import { createPlan, type Plan } from '../model/plan';
import { type ModelSpec, reservedTokens } from '../model/spec';
import { readOutputs, withoutDropout } from './probe';
import { writeCarried } from './weights';

export interface SampleRequest {
  /** Token ids to be read before, one at the least. */
  readonly prefix: readonly number[];
  /** Symbols to write. */
  readonly length: number;
  /** Divides the logits: below 1 the likely grows likelier; at 0 the likeliest is taken, of equal ones the lowest id. */
  readonly temperature: number;
  /** Of the draws: symbol k depends on (seed, k) and the network alone. */
  readonly seed: number;
}

export interface SampledText {
  /** Token ids, the prefix not among them. */
  readonly tokens: Int32Array;
  /** How likely the network held each, at temperature 1 and among all symbols. */
  readonly probabilities: Float64Array;
}

export const sampleLimits = { prefix: 1000, length: 10_000, temperature: 10 } as const;

/** Symbols between two questions whether to go on, and of the prefix read at once. */
const SLICE = 16;

/**
 * A plan of one row that carries its states.
 * @throws InputError for a network that does not say what comes next, or reads both ways.
 */
export function createSamplePlan(model: ModelSpec, prefixLength: number): Plan {
  const { input, encoder, output } = model;
  const foretells = input.kind === 'tokens' && output.kind === 'every' && output.loss === 'crossEntropy' && output.size === input.vocabSize;
  if (!foretells) throw new InputError('model.output', 'must say at every step which of the symbols read comes next', output.kind);
  if (encoder.bidirectional) throw new InputError('model.encoder.bidirectional', 'must be false: what comes next is not there to be read', true);
  // No more room than that: a plan for long sequences prepares every symbol of the vocabulary before each of its reads.
  return createPlan(withoutDropout(model), { capacity: { B: 1, T: Math.min(prefixLength, SLICE), U: 0 }, carry: true });
}

/** @throws InputError naming the field under `where`. */
export function checkSampleRequest(where: string, { prefix, length, temperature }: SampleRequest, { input }: ModelSpec): void {
  const vocabSize = input.kind === 'tokens' ? input.vocabSize : 0;
  const known = (token: number): boolean => Number.isInteger(token) && token >= reservedTokens.length && token < vocabSize;
  if (prefix.length < 1 || prefix.length > sampleLimits.prefix || !prefix.every(known)) {
    throw new InputError(`${where}prefix`, `must be 1 to ${String(sampleLimits.prefix)} of the task's symbols`, prefix);
  }
  if (!Number.isInteger(length) || length < 1 || length > sampleLimits.length) {
    throw new InputError(`${where}length`, `must be a whole number from 1 to ${String(sampleLimits.length)}`, length);
  }
  if (!(temperature >= 0 && temperature <= sampleLimits.temperature)) {
    throw new InputError(`${where}temperature`, `must be from 0 to ${String(sampleLimits.temperature)}`, temperature);
  }
}

/**
 * Writes; null where `goOn` ended it.
 * @param executor of a plan of `createSamplePlan` with room for the prefix, its parameters written.
 */
export async function sampleText(
  executor: Executor,
  { prefix, length, temperature, seed }: SampleRequest,
  goOn: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<SampledText | null> {
  const tokens = new Int32Array(length);
  const probabilities = new Float64Array(length);
  writeCarried(executor, null);
  let logits = await readOn(executor, Int32Array.from(prefix.slice(0, SLICE)));
  for (let read = SLICE; read < prefix.length; read += SLICE) logits = await readOn(executor, Int32Array.from(prefix.slice(read, read + SLICE)));
  for (let k = 0; k < length; k++) {
    if (k % SLICE === 0 && !(await goOn())) return null;
    const shares = softmax(logits, 1);
    const token = temperature === 0 ? largestOf(logits) : draw(softmax(logits, temperature), uniform(seed, RandomStream.sampledText, k, 0));
    tokens[k] = token;
    probabilities[k] = shares[token];
    if (k + 1 < length) logits = await readOn(executor, Int32Array.of(token));
  }
  return { tokens, probabilities };
}

/** Reads on from the state at hand; the logits after the last symbol. */
async function readOn(executor: Executor, tokens: Int32Array): Promise<Numbers> {
  const shape = [1, tokens.length];
  const feed = createFeed(executor.plan.model, { inputs: { shape, data: tokens }, targets: { shape, data: new Int32Array(tokens.length) } });
  const [, { data }] = await Promise.all([executor.enqueue([feed], ['encode', 'decode', 'keep']), readOutputs(executor, feed.sizes)]);
  return data.slice(data.length - data.length / tokens.length);
}

/** Of the logits divided by a temperature above 0. */
function softmax(logits: Numbers, temperature: number): Float64Array {
  const largest = Math.max(...logits);
  const weights = Float64Array.from(logits, (each) => Math.exp((each - largest) / temperature));
  const total = weights.reduce((sum, each) => sum + each, 0);
  return weights.map((each) => each / total);
}

/** The symbol whose share of [0, 1) holds `chance`; what is reserved is no symbol and is left out. */
function draw(shares: Float64Array, chance: number): number {
  const all = shares.subarray(reservedTokens.length).reduce((sum, each) => sum + each, 0);
  let left = chance * all;
  for (let token = reservedTokens.length; token < shares.length - 1; token++) {
    left -= shares[token];
    if (left < 0) return token;
  }
  return shares.length - 1;
}

/** The first of the largest that are not reserved. */
function largestOf(logits: Numbers): number {
  let best: number = reservedTokens.length;
  for (let token = best + 1; token < logits.length; token++) if (logits[token] > logits[best]) best = token;
  return best;
}
