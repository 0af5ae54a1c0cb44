/** What a decoder writes by itself, step by step: what it read, where it looked, how likely each symbol was and which one it took. */
import type { Answered, Snapshot } from '../../model/snapshot';
import type { Symbols } from '../answer';
import { visibleSymbol } from '../sequence-layout';
import { readLength } from '../series';
import { entropyOf } from './entropy';

/** The ids of `reservedTokens`, which are the same in every vocabulary. */
const BOS = 1;
const EOS = 2;

export interface WrittenStep {
  /** The token that goes in: the one written the step before, BOS first. */
  readonly reads: number;
  /** Of every token, [V]; they add up to 1. */
  readonly probabilities: readonly number[];
  /** The first of the most likely. */
  readonly writes: number;
  /** Over the source, adding up to 1; null where nothing attends. */
  readonly weights: readonly number[] | null;
  /** Of the weights, in bits. */
  readonly entropy: number | null;
  /** What the example asks for; null where there is no such thing, or no longer. */
  readonly target: number | null;
}

export interface Decoding {
  readonly update: number;
  /** What is read at each step before the padding: a token's id, or null where it is numbers. */
  readonly source: readonly (number | null)[];
  /** Up to the first EOS that is written, or all that there are. */
  readonly steps: readonly WrittenStep[];
}

/**
 * What a snapshot's network writes when it reads its own answers; null without a decoder, or where the snapshot does not hold it.
 * @param typed true where the example's targets are the answer itself: then nothing is asked for.
 */
export function readDecoding(snapshot: Snapshot | Answered, typed: boolean): Decoding | null {
  const { update, model, batch, greedy } = snapshot;
  if (model.output.kind !== 'decoder' || greedy === undefined) return null;
  const [, U, V] = greedy.outputs.shape;
  const S = batch.inputs.shape[1];
  const length = readLength(snapshot, S);
  const asked = typed ? 0 : 'targetLengths' in batch ? batch.targetLengths.data[0] : batch.targets.data.length;
  const steps: WrittenStep[] = [];
  for (let u = 0; u < U; u++) {
    const probabilities = softmax(greedy.outputs.data.subarray(u * V, (u + 1) * V));
    const writes = probabilities.indexOf(Math.max(...probabilities));
    const weights = greedy.attention && Array.from(greedy.attention.data.slice(u * S, u * S + length));
    const target = u < asked ? batch.targets.data[u] : null;
    const reads = u === 0 ? BOS : steps[u - 1].writes;
    steps.push({ reads, probabilities, writes, weights, entropy: weights && entropyOf(weights), target });
    if (writes === EOS) break;
  }
  const source = Array.from({ length }, (_, s) => (model.input.kind === 'tokens' ? batch.inputs.data[s] : null));
  return { update, source, steps };
}

/** A source step as it is drawn: its symbol, or its number where numbers are read. */
export function nameSource({ source }: Decoding, { inputs }: Symbols, s: number): string {
  const token = source[s];
  return token === null ? String(s) : visibleSymbol(inputs[token], token);
}

/** A written or read token as it is drawn. */
export function nameToken({ outputs }: Symbols, token: number): string {
  return visibleSymbol(outputs[token], token);
}

export interface Candidate {
  readonly token: number;
  readonly probability: number;
}

/** The `count` most likely tokens of a step, the likeliest first; of equal ones the lowest id. */
export function likeliest({ probabilities }: WrittenStep, count: number): readonly Candidate[] {
  return probabilities
    .map((probability, token) => ({ token, probability }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, count);
}

/** The `count` source steps that a step looks at most, the first of them first. */
export function mostLookedAt({ weights }: WrittenStep, count: number): readonly { readonly source: number; readonly weight: number }[] {
  return (weights ?? [])
    .map((weight, source) => ({ source, weight }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, count);
}

/** exp(logit) / Σ exp, without overflow. */
function softmax(logits: ArrayLike<number>): readonly number[] {
  const all = Array.from(logits);
  const largest = Math.max(...all);
  const powers = all.map((logit) => Math.exp(logit - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
