/** What a network is: the types of `model.json`, complete (every default filled in). `parse-spec` makes them from input. */

export type CellKind = 'rnn' | 'lstm' | 'gru';
export type Nonlinearity = 'tanh' | 'relu';
export type LossKind = 'mse' | 'bce' | 'crossEntropy';
export type Activation = 'relu' | 'tanh' | 'sigmoid';
export type ScoreKind = 'dot' | 'general' | 'additive';

export interface ValueInput {
  readonly kind: 'values';
  readonly size: number;
}

export interface TokenInput {
  readonly kind: 'tokens';
  readonly vocabSize: number;
  readonly embeddingSize: number;
}

export type InputSpec = ValueInput | TokenInput;

export interface EncoderSpec {
  readonly cell: CellKind;
  /** One width a layer. */
  readonly hiddenSizes: readonly number[];
  readonly bidirectional: boolean;
  /** Between layers, never after the last; the probability of zeroing. */
  readonly dropout: number;
  readonly residual: boolean;
  /** Has an effect for `rnn` only. */
  readonly nonlinearity: Nonlinearity;
  /** Has an effect for `gru` only: true = PyTorch and cuDNN, false = the textbook's equations. */
  readonly resetAfter: boolean;
}

export interface DenseSpec {
  readonly size: number;
  readonly activation: Activation;
  readonly dropout: number;
}

export interface HeadSpec {
  /** `last`: one answer a sequence; `every`: one a time step. */
  readonly kind: 'last' | 'every';
  readonly size: number;
  readonly loss: LossKind;
  /** On what the head reads, before its first dense layer. */
  readonly dropout: number;
  readonly hidden: readonly DenseSpec[];
}

export interface AttentionSpec {
  readonly score: ScoreKind;
  /** `current` is Luong's wiring, `previous` is Bahdanau's. */
  readonly query: 'current' | 'previous';
  readonly inputFeeding: boolean;
}

export interface DecoderSpec {
  readonly kind: 'decoder';
  readonly vocabSize: number;
  readonly embeddingSize: number;
  readonly attention: AttentionSpec | null;
}

export type OutputSpec = HeadSpec | DecoderSpec;

export interface ModelSpec {
  readonly input: InputSpec;
  readonly encoder: EncoderSpec;
  readonly output: OutputSpec;
}

/** The tokens that every vocabulary reserves, each at the place of its id. */
export const reservedTokens = ['PAD', 'BOS', 'EOS'] as const;

/** Width of what enters the first layer: I for values, E for tokens. */
export function inputWidth(input: InputSpec): number {
  return input.kind === 'values' ? input.size : input.embeddingSize;
}

/** Number of directions, 1 or 2. */
export function directionCount(encoder: EncoderSpec): 1 | 2 {
  return encoder.bidirectional ? 2 : 1;
}
