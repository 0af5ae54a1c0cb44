/** The words for the parts of a network that not every task has: attention, embeddings, dense layers, and the list of known ones; in English. */
import type { Activation, ScoreKind } from '../../../model/spec';

const attentions: Record<ScoreKind | 'none', string> = { none: 'none (bottleneck)', dot: 'dot product', general: 'general', additive: 'additive' };
const activations: Record<Activation, string> = { relu: 'ReLU', tanh: 'tanh', sigmoid: 'sigmoid' };

export const architecture = {
  openPresets: 'Presets …',
  presets: 'Presets',
  width: (layer: string) => `Units of layer ${layer}`,
  embedding: 'Embedding of what is read',
  embeddingAbout: 'So many numbers stand for each symbol before the first layer reads it; they are learnt too.',
  moreDecoder: 'Decoder, embeddings',
  attention: 'Attention',
  attentions,
  attentionAbout: {
    none: 'All that the decoder gets of the source is the encoder’s final state, which must hold it whole.',
    dot: 'A source step counts as much as its state points the way of the decoder’s: s = q·k.',
    general: 'A learnt matrix lies between the two states: s = q·W k.',
    additive: 'A small network scores the two states together: s = v·tanh(W q + W k).',
  } satisfies Record<ScoreKind | 'none', string>,
  dotBarred: 'The dot product cannot be chosen with both directions: it needs keys as wide as the query, and these are twice as wide.',
  query: 'Which state asks',
  queries: { current: 'the new one (Luong)', previous: 'the one before (Bahdanau)' },
  queryAbout: {
    current: 'The cell steps first; its new state looks back at the source, and both together give the answer.',
    previous: 'The state before the step looks back at the source, and the cell reads what it found.',
  },
  feeding: 'Input feeding',
  feedingAbout: 'The cell also reads what the last answer was made of, so that it knows where it has looked.',
  feedingBarred: 'Only where the new state asks; with the one before, the cell reads the context anyway.',
  decoderEmbedding: 'Embedding of what is written',
  decoderEmbeddingAbout: 'So many numbers stand for the last written symbol when the decoder reads it.',
  decoderMeasures: 'Each loss is of the decoder that reads the targets; “all right” counts the answers of the one that reads its own.',
  moreHead: 'Embedding, dense layers',
  moreHeadOnly: 'Dense layers',
  headDropout: 'Dropout before the head',
  headDropoutAbout: 'While training, every number of the state that the head reads is set to 0 with this probability.',
  denseAbout: 'Dense layers stand between the last state and the answer, each reading the one before it.',
  dense: (number: string) => `Dense layer ${number}`,
  denseSize: 'Units',
  denseActivation: 'Activation',
  activations,
  denseDropout: 'Dropout after it',
  addDense: 'Add a dense layer',
  removeDense: (number: string) => `Remove dense layer ${number}`,
  /** The inspector's part about attention. */
  looking: {
    title: 'Attention',
    about: (target: string, source: string) =>
      `Target step ${target} looks at source step ${source}. The decoder reads the targets here; j runs over the source steps.`,
    back: 'Attention, on the way back',
    backAbout: '∂α stands for ∂L/∂α. A key gets the gradient on two roads: as what is scored, and as what is weighed into the context.',
  },
};

export type ArchitectureWords = typeof architecture;
