/** The step with this project's engines. */
import { createFeed, swapBatchAndTime } from '../../src/model/feed';
import { createPlan } from '../../src/model/plan';
import { defaultTraining } from '../../src/model/training';
import { encoderDefaults } from './case.js';

const SEGMENTS = ['encode', 'decode', 'loss', 'backward', 'update'];
/** Products of the case `products`, each of two matrices of this size. */
const PRODUCTS = 16;
const PRODUCT_SIZE = 512;

/** One training step after the other; each resolves with its loss. */
export async function createOurs(drawn, engine) {
  if (drawn.network === 'products') return createProducts(engine);
  const { B, T, I } = drawn.sizes;
  const reads = drawn.model.input.kind === 'tokens';
  const batch = {
    inputs: swapBatchAndTime({ shape: reads ? [T, B] : [T, B, I], data: drawn.inputs }),
    targets: reads ? swapBatchAndTime({ shape: [T, B], data: drawn.targets }) : { shape: [B, 1], data: drawn.targets },
  };
  const feed = createFeed(drawn.model, batch, { learningRate: drawn.learningRate });
  const plan = createPlan(drawn.model, { capacity: feed.sizes, optimizer: defaultTraining.optimizer, clip: { norm: 1 } });
  const executor = await engine.createExecutor(plan);
  for (const [name, { data }] of Object.entries(drawn.weights)) executor.write(name, data);
  let update = 0;
  return async () => {
    update++;
    const [report] = await executor.enqueue([{ ...feed, update }], SEGMENTS);
    return report.loss;
  };
}

/** What bounds any step: the engine's own product of two large matrices, several in one submit. Resolves with 0, there being no loss. */
async function createProducts(engine) {
  const size = PRODUCT_SIZE;
  const model = {
    input: { kind: 'values', size },
    encoder: { ...encoderDefaults, cell: 'rnn', hiddenSizes: [size] },
    output: { kind: 'last', size: 1, loss: 'mse', dropout: 0, hidden: [{ size, activation: 'relu', dropout: 0 }] },
  };
  const batch = {
    inputs: { shape: [size, 1, size], data: new Float32Array(size * size) },
    targets: { shape: [size, 1], data: new Float32Array(size) },
  };
  const feed = createFeed(model, batch);
  const plan = createPlan(model, { capacity: feed.sizes });
  const executor = await engine.createExecutor(plan);
  const pass = plan.segments.decode.find(({ kernel, products }) => kernel === 'product' && products[0].c.columns === size);
  const passes = new Array(PRODUCTS).fill(pass);
  return async () => {
    await executor.run(feed, passes);
    return 0;
  };
}
