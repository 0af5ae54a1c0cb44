/**
 * Where an update of the WebGPU engine spends its time, in Node: dispatches, submits and bytes read back, and milliseconds of each pass run alone.
 *
 *   node bench/gpu-profile.mjs [--cell lstm] [--shape 32,50,2,64] [--layers 1] [--bidirectional] [--rounds 5]
 *
 * Processor time is given beside the clock's, since a software adapter computes in this process, and another's load falls on the clock alone.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';

/** @typedef {import('../src/model/executor').Feed} Feed */

const { values: flags } = parseArgs({
  options: {
    cell: { type: 'string', default: 'lstm' },
    shape: { type: 'string', multiple: true, default: ['16,20,2,16', '32,50,2,64', '64,100,2,128'] },
    layers: { type: 'string', default: '1' },
    bidirectional: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    passes: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const rounds = Number(flags.rounds);

const server = await createServer({
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, ws: false },
  optimizeDeps: { noDiscovery: true },
});
/** @type {typeof import('../src/gpu/engine')} */
const { createWebGpuEngine } = /** @type {never} */ (await server.ssrLoadModule('/src/gpu/engine.ts'));
/** @type {typeof import('../src/headless/node-gpu')} */
const { openNodeGpu } = /** @type {never} */ (await server.ssrLoadModule('/src/headless/node-gpu.ts'));
/** @type {typeof import('../src/model/plan')} */
const { createPlan } = /** @type {never} */ (await server.ssrLoadModule('/src/model/plan.ts'));
/** @type {typeof import('../src/model/parse-spec')} */
const { parseModelSpec } = /** @type {never} */ (await server.ssrLoadModule('/src/model/parse-spec.ts'));
/** @type {typeof import('../src/model/feed')} */
const { createFeed } = /** @type {never} */ (await server.ssrLoadModule('/src/model/feed.ts'));
/** @type {typeof import('../src/model/initialise')} */
const { initialiseParameters } = /** @type {never} */ (await server.ssrLoadModule('/src/model/initialise.ts'));
/** @type {typeof import('../src/model/training')} */
const { defaultTraining } = /** @type {never} */ (await server.ssrLoadModule('/src/model/training.ts'));

/** @type {readonly import('../src/model/plan').Segment[]} */
const TRAIN = ['encode', 'decode', 'loss', 'backward', 'update'];
/** @type {Readonly<Record<string, number>>} */
const gates = { rnn: 1, gru: 3, lstm: 4 };

const gpu = openNodeGpu();
const counts = { dispatches: 0, submits: 0, bytes: 0 };
count(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => counts.dispatches++);
count(GPUQueue.prototype, 'submit', () => counts.submits++);
count(GPUCommandEncoder.prototype, 'copyBufferToBuffer', (_source, _offset, _target, _to, bytes) => (counts.bytes += Number(bytes)));

const engine = await createWebGpuEngine(gpu);
for (const shape of flags.shape) await profile(flags.cell, shape.split(',').map(Number));
engine.dispose();
await server.close();
process.exit(0);

/**
 * @param {object} prototype
 * @param {string} name
 * @param {(...args: unknown[]) => void} note
 */
function count(prototype, name, note) {
  const methods = /** @type {Record<string, (...args: unknown[]) => unknown>} */ (prototype);
  const method = methods[name];
  methods[name] = function (...args) {
    note(...args);
    return method.apply(this, args);
  };
}

/**
 * @param {string} cell
 * @param {readonly number[]} shape
 */
async function profile(cell, [B, T, I, H]) {
  const model = parseModelSpec({
    input: { kind: 'values', size: I },
    encoder: { cell, hiddenSizes: new Array(Number(flags.layers)).fill(H), bidirectional: flags.bidirectional },
    output: { kind: 'last', size: 1, loss: 'mse' },
  });
  const plan = createPlan(model, { capacity: { B, T, U: 0 }, optimizer: defaultTraining.optimizer, clip: { norm: 1 } });
  const executor = await engine.createExecutor(plan);
  const weights = initialiseParameters(model, { kind: 'pytorch' }, 1);
  for (const { name, offset, size } of plan.parameters.list) executor.write(name, weights.subarray(offset, offset + size));
  /** @param {number} size */
  const draw = (size) => Float32Array.from({ length: size }, (_, k) => ((k * 2654435761) % 1000) / 1000);
  const feed = createFeed(
    model,
    { inputs: { shape: [B, T, I], data: draw(B * T * I) }, targets: { shape: [B, 1], data: draw(B) } },
    { learningRate: 1e-3 },
  );
  const began = performance.now();
  await executor.enqueue([feed], TRAIN);
  const first = performance.now() - began;
  Object.assign(counts, { dispatches: 0, submits: 0, bytes: 0 });
  await executor.enqueue([feed], TRAIN);
  const counted = { ...counts };
  const step = await time(() => executor.enqueue([feed], TRAIN));
  const eight = await time(() =>
    executor.enqueue(
      Array.from({ length: 8 }, () => feed),
      TRAIN,
    ),
  );
  const directions = flags.bidirectional ? 2 : 1;
  const inputsOfLayers = H + I + (Number(flags.layers) - 1) * H * (1 + directions);
  const multiplied = 6 * gates[cell] * H * inputsOfLayers * directions * T * B;
  console.log(
    `${cell} (${[B, T, I, H].join(', ')}), ${(multiplied / 1e6).toFixed(0)} MFLOP: ${counted.dispatches} dispatches, ${counted.submits} submits, ${counted.bytes} bytes read back an update; first ${first.toFixed(0)} ms`,
  );
  console.log(
    `  ms an update: ${format(step)}, ${(multiplied / step.clock / 1e6).toFixed(2)} GFLOP/s; of eight in a submit: ${format(scale(eight, 1 / 8))}`,
  );
  if (flags.passes) {
    const nothing = await time(() => executor.run(feed, []));
    console.log(`  ${'submit alone'.padEnd(28)} ${format(nothing)}`);
    for (const segment of TRAIN) {
      for (const pass of plan.segments[segment]) {
        const spent = await time(() => executor.run(feed, [pass]));
        console.log(`  ${pass.label.padEnd(28)} ${format({ clock: spent.clock - nothing.clock, processor: spent.processor - nothing.processor })}`);
      }
    }
  }
  executor.dispose();
}

/** @typedef {{ clock: number, processor: number }} Spent milliseconds */

/**
 * Medians.
 * @param {() => Promise<unknown>} run
 * @returns {Promise<Spent>}
 */
async function time(run) {
  await run();
  const clocks = [];
  const processors = [];
  for (let round = 0; round < rounds; round++) {
    const processor = process.cpuUsage();
    const clock = performance.now();
    await run();
    clocks.push(performance.now() - clock);
    const { user, system } = process.cpuUsage(processor);
    processors.push((user + system) / 1000);
  }
  return { clock: median(clocks), processor: median(processors) };
}

/** @param {number[]} values */
function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

/**
 * @param {Spent} spent
 * @param {number} factor
 */
function scale({ clock, processor }, factor) {
  return { clock: clock * factor, processor: processor * factor };
}

/** @param {Spent} spent */
function format({ clock, processor }) {
  return `${clock.toFixed(2).padStart(9)} (${processor.toFixed(2)} of a processor)`;
}
