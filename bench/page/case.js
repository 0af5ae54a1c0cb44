/** The cases of the bench, and the network, batch and initial weights of each: one dense layer on the last state, mean squared error, clip norm 1, Adam at 0.001. */
import { RandomStream, uniform } from '../../src/core/random';
import { layoutParameters } from '../../src/model/parameters';

const VOCABULARY = 32;
/** The lab's novel has 39 characters, and three tokens are reserved. */
const CHARACTERS = 42;
const EMBEDDING = 32;
const LEARNING_RATE = 0.001;

export const encoderDefaults = { bidirectional: false, dropout: 0, residual: false, nonlinearity: 'tanh', resetAfter: true };

/**
 * `shape` is [batch, T, input, hidden]; network `plain` is one layer, `bidirectional` two layers of both directions, `attention` an encoder with an
 * attention decoder, `tokens` one layer over embeddings as wide as the input that says what comes next.
 */
function createModel({ cell, network, shape: [, , I, H] }) {
  const encoder = { ...encoderDefaults, cell, hiddenSizes: [H] };
  if (network === 'attention')
    return {
      input: { kind: 'tokens', vocabSize: VOCABULARY, embeddingSize: EMBEDDING },
      encoder,
      output: {
        kind: 'decoder',
        vocabSize: VOCABULARY,
        embeddingSize: EMBEDDING,
        attention: { score: 'general', query: 'current', inputFeeding: false },
      },
    };
  if (network === 'tokens')
    return {
      input: { kind: 'tokens', vocabSize: CHARACTERS, embeddingSize: I },
      encoder,
      output: { kind: 'every', size: CHARACTERS, loss: 'crossEntropy', dropout: 0, hidden: [] },
    };
  const both = network === 'bidirectional';
  return {
    input: { kind: 'values', size: I },
    encoder: { ...encoder, bidirectional: both, hiddenSizes: both ? [H, H] : [H] },
    output: { kind: 'last', size: 1, loss: 'mse', dropout: 0, hidden: [] },
  };
}

/** Weights and batch are the same for every library; weights stand by PyTorch's names, in its layout [out, in]. */
export function drawCase(which) {
  const [B, T, I, H] = which.shape;
  const model = createModel(which);
  const draw = (index, count, from, to) =>
    Float32Array.from({ length: count }, (_, k) => from + (to - from) * uniform(1, RandomStream.initialWeights, index, k));
  const bound = 1 / Math.sqrt(H);
  const { list } = layoutParameters(model);
  const weights = Object.fromEntries(list.map(({ name, size, shape }, index) => [name, { shape, data: draw(index, size, -bound, bound) }]));
  const drawn = { ...which, model, sizes: { B, T, I, H }, learningRate: LEARNING_RATE, weights };
  if (model.input.kind === 'values') return { ...drawn, inputs: draw(list.length, T * B * I, 0, 1), targets: draw(list.length + 1, B, 0, 2) };
  // Tokens never are PAD, BOS or EOS.
  const tokens = (index) => Int32Array.from(draw(index, T * B, 3, model.input.vocabSize));
  return { ...drawn, inputs: tokens(list.length), targets: tokens(list.length + 1) };
}

/** [rows, columns] to [columns, rows]. */
export function transpose({ shape: [rows, columns], data }) {
  return Float32Array.from(data, (_, k) => data[(k % rows) * columns + Math.floor(k / rows)]);
}
