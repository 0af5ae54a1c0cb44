/** What the network answered and what was asked, step by step: logits read as classes with their probability, values as they are. */
import type { TensorMap } from '../core/tensor';
import type { Picture } from '../model/picture';
import type { HeadSpec } from '../model/spec';
import type { Snapshot } from '../model/snapshot';
import { findTensor, lossSteps } from './series';

/** The names of input channels or token ids, and of output values or classes; tasks have the same shape. */
export interface Symbols {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Which of them are bands of sound, that can be heard. */
  readonly sound?: 'inputs' | 'outputs';
  readonly picture?: Picture;
}

export type Answer =
  | {
      readonly kind: 'class';
      readonly t: number;
      readonly target: number;
      readonly prediction: number;
      /** Of the prediction, and of the target. */
      readonly probability: number;
      readonly targetProbability: number;
    }
  | { readonly kind: 'value'; readonly t: number; readonly channel: number; readonly target: number; readonly prediction: number };

/** The answers at every step that has a loss, in order of time, then of channel. A decoder's are not read here. */
export function readAnswers(snapshot: Snapshot, T: number): readonly Answer[] {
  const { output } = snapshot.model;
  const outputs = findTensor(snapshot, 'outputs');
  const targets = findTensor(snapshot, 'targets');
  if (output.kind === 'decoder' || outputs === undefined || targets === undefined) return [];
  return lossSteps(snapshot, T).flatMap((t) => {
    const row = output.kind === 'every' ? t : 0;
    const logits = Array.from(outputs.data.subarray(row * output.size, (row + 1) * output.size));
    if (output.loss === 'crossEntropy') return [readClass(t, logits, targets.data[row])];
    return logits.map((value, channel) => readValue(output, t, channel, value, targets.data[row * output.size + channel]));
  });
}

/**
 * The snapshot with the answers and the attention of a decoder that reads its own answers, where it has them; its scans stay those of the pass
 * that reads the targets.
 */
export function withOwnAnswers(snapshot: Snapshot): Snapshot {
  const { greedy, tensors } = snapshot;
  if (greedy === undefined) return snapshot;
  const answers: TensorMap = greedy.attention === null ? { outputs: greedy.outputs } : { outputs: greedy.outputs, attention: greedy.attention };
  return { ...snapshot, tensors: { ...tensors, ...answers } };
}

/** A decoder's answer at every target step before the padding; t is the target step. */
export function readDecoded(snapshot: Snapshot): readonly Extract<Answer, { kind: 'class' }>[] {
  const { output } = snapshot.model;
  const outputs = findTensor(snapshot, 'outputs');
  const targets = findTensor(snapshot, 'targets');
  if (output.kind !== 'decoder' || outputs === undefined || targets === undefined) return [];
  const length = findTensor(snapshot, 'targetLengths')?.data[0] ?? targets.data.length;
  const V = output.vocabSize;
  return Array.from({ length }, (_, t) => readClass(t, Array.from(outputs.data.subarray(t * V, (t + 1) * V)), targets.data[t]));
}

function readClass(t: number, logits: readonly number[], target: number): Extract<Answer, { kind: 'class' }> {
  const largest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const prediction = Math.max(0, logits.indexOf(largest));
  return { kind: 'class', t, target, prediction, probability: weights[prediction] / total, targetProbability: weights[target] / total };
}

function readValue(output: HeadSpec, t: number, channel: number, value: number, target: number): Answer {
  return { kind: 'value', t, channel, target, prediction: output.loss === 'bce' ? 1 / (1 + Math.exp(-value)) : value };
}
