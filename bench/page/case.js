/** The network, batch and initial weights of one shape: an LSTM, a dense layer on its last state, mean squared error, clip norm 1, Adam at 0.001. */
import { RandomStream, uniform } from '../../src/core/random';

/** Weights and batch are the same for every library; matrices stand both as PyTorch keeps them [out, in] and transposed [in, out]. */
export function drawCase([B, T, I, H]) {
  const draw = (which, count, from, to) =>
    Float32Array.from({ length: count }, (_, k) => from + (to - from) * uniform(1, RandomStream.initialWeights, which, k));
  const bound = 1 / Math.sqrt(H);
  const weightIh = draw(0, 4 * H * I, -bound, bound);
  const weightHh = draw(1, 4 * H * H, -bound, bound);
  return {
    sizes: { B, T, I, H },
    learningRate: 0.001,
    weightIh,
    weightHh,
    weightIhTransposed: transpose(weightIh, 4 * H, I),
    weightHhTransposed: transpose(weightHh, 4 * H, H),
    biasIh: draw(2, 4 * H, -bound, bound),
    biasHh: draw(3, 4 * H, -bound, bound),
    weightOut: draw(4, H, -bound, bound),
    biasOut: draw(5, 1, -bound, bound),
    inputs: draw(6, T * B * I, 0, 1), // [T, B, I]
    targets: draw(7, B, 0, 2), // [B, 1]
  };
}

function transpose(matrix, rows, columns) {
  return Float32Array.from(matrix, (_, k) => matrix[(k % rows) * columns + Math.floor(k / rows)]);
}
