/** The step with this project's engines. */
import { createPlan } from '../../src/model/plan';
import { defaultTraining } from '../../src/model/training';
import { LEARNING_RATE } from './case.js';

const SEGMENTS = ['encode', 'decode', 'loss', 'backward', 'update'];
const BOS = 1;

/** One training step after the other; each resolves with its loss. */
export async function createOurs(drawn, engine) {
  const { B, T } = drawn.sizes;
  const decodes = drawn.network === 'attention';
  const sizes = { B, T, U: decodes ? T : 0 };
  const plan = createPlan(drawn.model, { capacity: sizes, optimizer: defaultTraining.optimizer, clip: { norm: 1 } });
  const executor = await engine.createExecutor(plan);
  for (const [name, { data }] of Object.entries(drawn.weights)) executor.write(name, data);
  const inputs = { inputs: drawn.inputs, targets: drawn.targets, lengths: new Int32Array(B).fill(T) };
  if (decodes) Object.assign(inputs, readByDecoder(drawn, sizes));
  const lossScale = decodes ? 1 / (B * T) : 1 / B;
  let update = 0;
  return async () => {
    update++;
    const feed = { sizes, inputs, lossScale, update, learningRate: LEARNING_RATE, truncate: 0, dropout: null };
    const [report] = await executor.enqueue([feed], SEGMENTS);
    return report.loss;
  };
}

/** What a decoder is fed beside its targets: the same a step late, begun by BOS. */
function readByDecoder({ targets }, { B, U }) {
  const decoderInputs = new Int32Array(U * B).fill(BOS, 0, B);
  decoderInputs.set(targets.subarray(0, (U - 1) * B), B);
  return { decoderInputs, targetLengths: new Int32Array(B).fill(U) };
}
