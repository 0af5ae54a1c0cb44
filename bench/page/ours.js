/** The step with this project's WASM engine. */
import { createPlan } from '../../src/model/plan';
import { defaultTraining } from '../../src/model/training';
import { loadWasmEngine } from '../../src/wasm/load';

export async function createOurs({ sizes: { B, T, I, H }, ...drawn }) {
  const model = {
    input: { kind: 'values', size: I },
    encoder: { cell: 'lstm', hiddenSizes: [H], bidirectional: false, dropout: 0, residual: false, nonlinearity: 'tanh', resetAfter: true },
    output: { kind: 'last', size: 1, loss: 'mse', dropout: 0, hidden: [] },
  };
  const sizes = { B, T, U: 0 };
  const plan = createPlan(model, { capacity: sizes, optimizer: defaultTraining.optimizer, clip: { norm: 1 } });
  const engine = await loadWasmEngine();
  const executor = await engine.createExecutor(plan);
  executor.write('encoder.weight_ih_l0', drawn.weightIh);
  executor.write('encoder.weight_hh_l0', drawn.weightHh);
  executor.write('encoder.bias_ih_l0', drawn.biasIh);
  executor.write('encoder.bias_hh_l0', drawn.biasHh);
  executor.write('head.output.weight', drawn.weightOut);
  executor.write('head.output.bias', drawn.biasOut);
  const inputs = { inputs: drawn.inputs, targets: drawn.targets, lengths: new Int32Array(B).fill(T) };
  let update = 0;
  return async () => {
    update++;
    const feed = { sizes, inputs, lossScale: 1 / B, update, learningRate: drawn.learningRate, truncate: 0 };
    const [report] = await executor.enqueue([feed], ['encode', 'decode', 'loss', 'backward', 'update']);
    return report.loss;
  };
}
