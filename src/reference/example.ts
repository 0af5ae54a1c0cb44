/** Small random networks, weights and batches that tests of any engine can share; every number comes from a seed. */
import { normal, RandomStream, uniform, uniformInteger } from '../core/random';
import { elementCount, type Tensor } from '../core/tensor';
import type { Executor } from '../model/executor';
import type { Batch } from '../model/feed';
import type { ParameterLayout } from '../model/parameters';
import type { EncoderSpec, HeadSpec, InputSpec, LossKind, ModelSpec } from '../model/spec';

/** The four cells and the rnn's second nonlinearity, under the names that tests print. */
export const cellVariants: Readonly<Record<string, Pick<EncoderSpec, 'cell' | 'nonlinearity' | 'resetAfter'>>> = {
  'rnn tanh': { cell: 'rnn', nonlinearity: 'tanh', resetAfter: true },
  'rnn relu': { cell: 'rnn', nonlinearity: 'relu', resetAfter: true },
  lstm: { cell: 'lstm', nonlinearity: 'tanh', resetAfter: true },
  'gru after': { cell: 'gru', nonlinearity: 'tanh', resetAfter: true },
  'gru before': { cell: 'gru', nonlinearity: 'tanh', resetAfter: false },
};

export interface ExampleOptions {
  readonly variant?: string;
  readonly head?: HeadSpec['kind'];
  readonly loss?: LossKind;
  readonly input?: InputSpec;
  readonly hiddenSize?: number;
  readonly outputSize?: number;
}

/** A one-layer network; unless told otherwise an LSTM of 4 units from 2 values to 3, one answer a step, crossEntropy. */
export function createExampleModel(options: ExampleOptions = {}): ModelSpec {
  const { variant = 'lstm', head = 'every', loss = 'crossEntropy', input = { kind: 'values', size: 2 }, hiddenSize = 4, outputSize = 3 } = options;
  return {
    input,
    encoder: { ...cellVariants[variant], hiddenSizes: [hiddenSize], bidirectional: false, dropout: 0, residual: false },
    output: { kind: head, size: outputSize, loss, dropout: 0, hidden: [] },
  };
}

/** A batch that fits a model: normal inputs and targets (bce: 0 or 1), or uniform ids. Inputs past a length are random too. */
export function createExampleBatch(model: ModelSpec, B: number, T: number, seed: number, lengths?: readonly number[]): Batch {
  const { input, output } = model;
  if (output.kind === 'decoder') throw new Error('example: batches are made for "last" and "every"');
  const rows = output.kind === 'every' ? [B, T] : [B];
  const inputs =
    input.kind === 'tokens'
      ? randomTensor([B, T], true, (k) => uniformInteger(seed, RandomStream.trainExamples, 0, k, input.vocabSize))
      : randomTensor([B, T, input.size], false, (k) => normal(seed, RandomStream.trainExamples, 0, k));
  const drawTarget = (k: number): number => {
    if (output.loss === 'crossEntropy') return uniformInteger(seed, RandomStream.trainExamples, 1, k, output.size);
    if (output.loss === 'bce') return uniformInteger(seed, RandomStream.trainExamples, 1, k, 2);
    return normal(seed, RandomStream.trainExamples, 1, k);
  };
  const classes = output.loss === 'crossEntropy';
  const targets = randomTensor(classes ? rows : [...rows, output.size], classes, drawTarget);
  return lengths ? { inputs, targets, lengths: { shape: [B], data: Int32Array.from(lengths) } } : { inputs, targets };
}

/** Uniform numbers in [-range, range), by parameter name, exact in float32. */
export function createExampleWeights(parameters: ParameterLayout, seed: number, range = 0.7): Readonly<Record<string, Float32Array>> {
  const entries = parameters.list.map(({ name, size, offset }) => {
    const draw = (_value: unknown, k: number): number => range * (2 * uniform(seed, RandomStream.initialWeights, 0, offset + k) - 1);
    return [name, Float32Array.from({ length: size }, draw)] as const;
  });
  return Object.fromEntries(entries);
}

/** Writes weights by name. */
export function writeWeights(executor: Executor, weights: Readonly<Record<string, Float32Array | Float64Array>>): void {
  for (const [name, data] of Object.entries(weights)) executor.write(name, data);
}

function randomTensor(shape: readonly number[], integers: boolean, draw: (k: number) => number): Tensor {
  const from = { length: elementCount(shape) };
  const each = (_value: unknown, k: number): number => draw(k);
  return { shape, data: integers ? Int32Array.from(from, each) : Float32Array.from(from, each) };
}
