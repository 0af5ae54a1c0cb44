/** What an update takes by each strategy of the scans, on the adapter at hand: in a page or in Node. */
import { MOST_KEPT } from '../../src/gpu/choose-strategy';
import { createWebGpuEngine } from '../../src/gpu/engine';
import { strategies } from '../../src/gpu/strategies';
import { createFeed } from '../../src/model/feed';
import { createPlan } from '../../src/model/plan';
import { parseModelSpec } from '../../src/model/parse-spec';
import { defaultTraining } from '../../src/model/training';

const SEGMENTS = ['encode', 'decode', 'loss', 'backward', 'update'];
const INPUTS = 2;

/**
 * Medians in milliseconds, the strategies taking turns.
 * @param {GPU} gpu
 * @param {{ cell: 'rnn' | 'lstm' | 'gru', hidden: number, batch: number, steps: number, rounds: number }} what
 * @returns {Promise<{ adapter: string, software: boolean, milliseconds: Record<string, number> }>}
 */
export async function measureStrategies(gpu, { cell, hidden, batch, steps, rounds }) {
  const first = await createWebGpuEngine(gpu);
  const { adapter, software } = first;
  first.dispose();
  const fits = { registers: hidden <= MOST_KEPT[cell], streamed: true, steps: true, blocks: software && hidden % 4 === 0 };
  const contenders = [];
  for (const strategy of strategies.filter((each) => fits[each])) {
    const engine = await createWebGpuEngine(gpu, { software, strategy });
    contenders.push({ strategy, engine, run: await prepare(engine, cell, hidden, batch, steps), times: [] });
  }
  for (const { run } of contenders) await run();
  for (let round = 0; round < rounds; round++) {
    for (const { run, times } of contenders) {
      const began = performance.now();
      await run();
      times.push(performance.now() - began);
    }
  }
  for (const { engine } of contenders) engine.dispose();
  return { adapter, software, milliseconds: Object.fromEntries(contenders.map(({ strategy, times }) => [strategy, median(times)])) };
}

async function prepare(engine, cell, hidden, B, T) {
  const model = parseModelSpec({
    input: { kind: 'values', size: INPUTS },
    encoder: { cell, hiddenSizes: [hidden] },
    output: { kind: 'last', size: 1, loss: 'mse' },
  });
  const plan = createPlan(model, { capacity: { B, T, U: 0 }, optimizer: defaultTraining.optimizer, clip: { norm: 1 } });
  const executor = await engine.createExecutor(plan);
  const draw = (count) => Float32Array.from({ length: count }, (_, k) => ((k * 7919) % 1000) / 1000 - 0.5);
  for (const { name, size } of plan.parameters.list)
    executor.write(
      name,
      draw(size).map((x) => (2 * x) / Math.sqrt(hidden)),
    );
  const batch = { inputs: { shape: [B, T, INPUTS], data: draw(B * T * INPUTS) }, targets: { shape: [B, 1], data: draw(B) } };
  const feed = createFeed(model, batch, { learningRate: 1e-3 });
  return () => executor.enqueue([feed], SEGMENTS);
}

function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}
