/** Networks that people know by name, ready to be loaded: one row of the table each. */
import type { EncoderSpec, ModelSpec } from './spec';

export interface Preset {
  readonly name: string;
  readonly model: ModelSpec;
  /** As PyTorch counts, with two biases a cell. */
  readonly parameterCount: number;
  /** As Keras counts, with one: the sum of PyTorch's two. */
  readonly kerasParameterCount: number;
}

const lstm: Omit<EncoderSpec, 'hiddenSizes'> = {
  cell: 'lstm',
  bidirectional: true,
  dropout: 0,
  residual: false,
  nonlinearity: 'tanh',
  resetAfter: true,
};

export const presets: readonly Preset[] = [
  {
    // Embedding → bidirectional LSTM → both final states → dropout → linear: PyTorch's usual first classifier of reviews.
    name: 'sentiment',
    model: {
      input: { kind: 'tokens', vocabSize: 10000, embeddingSize: 100 },
      encoder: { ...lstm, hiddenSizes: [128] },
      output: { kind: 'last', size: 1, loss: 'bce', dropout: 0.5, hidden: [] },
    },
    parameterCount: 1235777,
    kerasParameterCount: 1234753,
  },
  {
    // Two bidirectional LSTMs of 64 and 32 units, a dense ReLU layer, dropout, one sigmoid answer: Keras's usual stacked classifier.
    name: 'stackedSentiment',
    model: {
      input: { kind: 'tokens', vocabSize: 1000, embeddingSize: 64 },
      encoder: { ...lstm, hiddenSizes: [64, 32] },
      output: { kind: 'last', size: 1, loss: 'bce', dropout: 0, hidden: [{ size: 64, activation: 'relu', dropout: 0.5 }] },
    },
    parameterCount: 176257,
    kerasParameterCount: 175489,
  },
];
