/**
 * Makes the snapshots of the views' gallery and tests: small networks trained and probed on the reference engine, each a TypeScript file of
 * src/views/gallery/fixtures. Deterministic: the same sources give the same files. Run it with `node scripts/make-fixtures.mjs`, and with names
 * for some of them only.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'src/views/gallery/fixtures');

/** @typedef {import('../src/core/tensor').Tensor} Tensor */
/** @typedef {import('../src/model/run').Run} Run */

/** The source's modules, compiled as the page's are. */
const { createTaskFeeds } = /** @type {typeof import('../src/engine/feeds')} */ (await load('src/engine/feeds.ts'));
const { createTrainer } = /** @type {typeof import('../src/engine/trainer')} */ (await load('src/engine/trainer.ts'));
const { createTrainingPlan } = /** @type {typeof import('../src/engine/training-plan')} */ (await load('src/engine/training-plan.ts'));
const { openRun } = /** @type {typeof import('../src/engine/open-run')} */ (await load('src/engine/open-run.ts'));
const { evaluate } = /** @type {typeof import('../src/engine/evaluate')} */ (await load('src/engine/evaluate.ts'));
const { createProbePlan, probe } = /** @type {typeof import('../src/engine/probe')} */ (await load('src/engine/probe.ts'));
const { beginWith, writeParameters } = /** @type {typeof import('../src/engine/weights')} */ (await load('src/engine/weights.ts'));
const { initialiseParameters } = /** @type {typeof import('../src/model/initialise')} */ (await load('src/model/initialise.ts'));
const { generate } = /** @type {typeof import('../src/engine/generate')} */ (await load('src/engine/generate.ts'));
const { sizesOf } = /** @type {typeof import('../src/model/feed')} */ (await load('src/model/feed.ts'));
const { createInstrumentBench } = /** @type {typeof import('../src/engine/instruments/bench')} */ (await load('src/engine/instruments/bench.ts'));
const { instrumentNames } = /** @type {typeof import('../src/model/instruments')} */ (await load('src/model/instruments.ts'));
const { createReferenceEngine } = /** @type {typeof import('../src/reference/engine')} */ (await load('src/reference/engine.ts'));

/**
 * @param {string} path
 * @returns {Promise<unknown>}
 */
async function load(path) {
  /** @type {{ module: unknown }} */
  const { module } = await runnerImport(join(root, path), { root, configFile: false, logLevel: 'error' });
  return module;
}

/**
 * @typedef {{ name: string, says: string, task: Run['task'], cell: 'rnn' | 'lstm' | 'gru', hiddenSizes: readonly number[],
 *   bidirectional?: boolean, embeddingSize?: number, attention?: import('../src/model/spec').AttentionSpec | null,
 *   updates: readonly number[], learningRate?: number, example?: number, evaluateEvery?: number, forgetBias?: number,
 *   instruments?: boolean, encoder?: { resetAfter?: boolean, nonlinearity?: 'tanh' | 'relu' }, keepWeights?: boolean }} Wish
 * `keepWeights`: store the weights beside the numbers. `instruments`: measure them all of the last snapshot. `updates`: when a snapshot is taken; `evaluateEvery`: keep the losses too, and evaluate this often; `attention`: in
 * place of the task's own, null for the bottleneck.
 */

/** @type {readonly Wish[]} */
const wishes = [
  {
    name: 'lstm-recall',
    says: 'An LSTM that has learnt to recall a symbol over 22 steps, and the same one before its first update.',
    task: { name: 'recall', options: { lag: 22, symbols: 4 } },
    cell: 'lstm',
    hiddenSizes: [12],
    updates: [0, 1000],
    learningRate: 0.005,
    example: 2,
    evaluateEvery: 25,
    forgetBias: 2,
  },
  {
    name: 'gru-adding',
    says: 'A GRU that has learnt to add two marked numbers of 40.',
    task: { name: 'adding', options: { length: 40 } },
    cell: 'gru',
    hiddenSizes: [10],
    updates: [1200],
    learningRate: 0.005,
  },
  {
    name: 'rnn-adding',
    says: 'A plain recurrent network before training: its gradient vanishes within 50 steps.',
    task: { name: 'adding', options: { length: 50 } },
    cell: 'rnn',
    hiddenSizes: [16],
    updates: [0],
  },
  {
    name: 'lstm-long',
    says: 'A sequence of 200 steps, too long for any screen.',
    task: { name: 'adding', options: { length: 200 } },
    cell: 'lstm',
    hiddenSizes: [2],
    updates: [0],
  },
  {
    name: 'gru-text',
    says: 'A GRU that has begun to read: an answer and a loss at every step.',
    task: { name: 'text', options: { length: 48 } },
    cell: 'gru',
    hiddenSizes: [12],
    embeddingSize: 8,
    updates: [1500],
    learningRate: 0.005,
  },
  {
    name: 'lstm-stacked',
    says: 'Two bidirectional LSTM layers that have learnt to recall a symbol over 20 steps.',
    task: { name: 'recall', options: { lag: 20, symbols: 4 } },
    cell: 'lstm',
    hiddenSizes: [8, 6],
    bidirectional: true,
    updates: [200],
    learningRate: 0.01,
    example: 1,
    forgetBias: 1,
  },
  {
    name: 'gru-attention',
    says: 'A GRU that reads eight letters in both directions and has learnt to write them backwards, looking back through a matrix.',
    task: { name: 'reverse', options: { length: 8, symbols: 6 } },
    cell: 'gru',
    hiddenSizes: [12],
    bidirectional: true,
    embeddingSize: 8,
    attention: { score: 'general', query: 'current', inputFeeding: false },
    updates: [800],
    learningRate: 0.01,
    example: 3,
  },
  {
    name: 'lstm-bottleneck',
    says: 'An LSTM that has not yet learnt to write seven letters backwards from one state alone.',
    task: { name: 'reverse', options: { length: 7, symbols: 5 } },
    cell: 'lstm',
    hiddenSizes: [10],
    embeddingSize: 8,
    attention: null,
    updates: [300],
    learningRate: 0.01,
    example: 0,
  },
  {
    name: 'instruments-lstm',
    says: 'The instruments of an LSTM that has learnt to recall a symbol over 16 steps.',
    task: { name: 'recall', options: { lag: 16, symbols: 4 } },
    cell: 'lstm',
    hiddenSizes: [8],
    updates: [400],
    learningRate: 0.01,
    forgetBias: 1,
    instruments: true,
  },
  {
    name: 'instruments-gru',
    says: 'The instruments of a GRU that has begun to read: a loss at every step.',
    task: { name: 'text', options: { length: 24 } },
    cell: 'gru',
    hiddenSizes: [8],
    embeddingSize: 6,
    updates: [300],
    learningRate: 0.01,
    instruments: true,
  },
  {
    name: 'cell-lstm',
    says: 'A small LSTM with its weights, for the picture inside the cell.',
    task: { name: 'adding', options: { length: 8 } },
    cell: 'lstm',
    hiddenSizes: [4],
    updates: [300],
    learningRate: 0.01,
    keepWeights: true,
  },
  {
    name: 'cell-gru',
    says: 'A small GRU that resets after the product, with its weights.',
    task: { name: 'adding', options: { length: 8 } },
    cell: 'gru',
    hiddenSizes: [4],
    updates: [300],
    learningRate: 0.01,
    keepWeights: true,
  },
  {
    name: 'cell-gru-before',
    says: 'A small GRU that resets the state itself, with its weights.',
    task: { name: 'adding', options: { length: 8 } },
    cell: 'gru',
    encoder: { resetAfter: false },
    hiddenSizes: [4],
    updates: [300],
    learningRate: 0.01,
    keepWeights: true,
  },
  {
    name: 'cell-rnn',
    says: 'A small RNN of tanh with its weights.',
    task: { name: 'adding', options: { length: 8 } },
    cell: 'rnn',
    hiddenSizes: [4],
    updates: [300],
    learningRate: 0.01,
    keepWeights: true,
  },
  {
    name: 'cell-rnn-relu',
    says: 'A small RNN of relu with its weights.',
    task: { name: 'adding', options: { length: 8 } },
    cell: 'rnn',
    encoder: { nonlinearity: 'relu' },
    hiddenSizes: [4],
    updates: [300],
    learningRate: 0.01,
    keepWeights: true,
  },
];

/** @param {Wish} wish */
async function make(wish) {
  const read = (/** @type {string} */ name) => Promise.resolve(readFileSync(join(root, 'public/data', name), 'utf8'));
  const given = (/** @type {Run['model']['input']} */ input, /** @type {Run['model']['output']} */ output) => ({
    model: {
      input,
      encoder: { cell: wish.cell, hiddenSizes: wish.hiddenSizes, bidirectional: wish.bidirectional ?? false, ...wish.encoder },
      output,
    },
    task: wish.task,
    training: {
      batchSize: 16,
      optimizer: { kind: 'adam', learningRate: wish.learningRate ?? 0.001 },
      initialisation: { kind: 'pytorch', ...(wish.forgetBias === undefined ? {} : { forgetBias: wish.forgetBias }) },
    },
    seed: 1,
  });
  const { getTask } = /** @type {typeof import('../src/tasks/table')} */ (await load('src/tasks/table.ts'));
  const { options } = wish.task;
  const kind = getTask(wish.task.name);
  const input = kind.input(options);
  const output = kind.output(options);
  const decoded = output.kind === 'decoder' && wish.attention !== undefined ? { ...output, attention: wish.attention } : output;
  const model = given(input.kind === 'tokens' ? { ...input, embeddingSize: wish.embeddingSize ?? input.embeddingSize } : input, decoded);
  const { run, task } = await openRun(model, read);
  const engine = createReferenceEngine();
  const training = await engine.createExecutor(createTrainingPlan(run, task));
  const initial = beginWith(initialiseParameters(run.model, run.training.initialisation, run.seed));
  const trainer = createTrainer({ executor: training, feedsOf: createTaskFeeds(run, task), initial, clock: () => 0 });
  const batch = task.sample(run.task.options, run.seed, 'heldOut', wish.example ?? 0, 1);
  const probing = await engine.createExecutor(createProbePlan(run.model, sizesOf(batch)));
  const snapshots = [];
  /** @type {number[]} */
  const losses = [];
  const heldOut = { updates: /** @type {number[]} */ ([]), losses: /** @type {number[]} */ ([]), metrics: /** @type {number[]} */ ([]) };
  const every = wish.evaluateEvery ?? Infinity;
  for (const update of wish.updates) {
    while (trainer.update < update) {
      const next = Math.min(update, trainer.update + every);
      while (trainer.update < next) losses.push(...(await trainer.advance(next)).map(({ loss }) => loss));
      const found = every === Infinity ? null : await evaluate(training, { task, options: run.task.options, seed: run.seed, examples: 200 });
      if (found === null) continue;
      heldOut.updates.push(next);
      heldOut.losses.push(Number(found.loss.toPrecision(6)));
      heldOut.metrics.push(Number(found.metric.toPrecision(6)));
    }
    const { parameters } = await trainer.keep();
    writeParameters(probing, parameters);
    const tensors = pack(await probe(probing, batch));
    const greedy = decoded.kind === 'decoder' ? { greedy: packGreedy(await generate(probing, batch)) } : {};
    const weights = wish.keepWeights ? pack({ parameters: { shape: [parameters.length], data: parameters } }) : {};
    snapshots.push({ update, model: run.model, batch: pack(batch), tensors, ...greedy, ...weights });
  }
  /** @type {import('../src/model/instruments').Instruments} */
  let measured = {};
  if (wish.instruments) {
    const sampleBatch = (/** @type {number} */ first, /** @type {number} */ rows) => task.sample(run.task.options, run.seed, 'heldOut', first, rows);
    const bench = createInstrumentBench({ ...run, sampleBatch, createExecutor: (plan) => engine.createExecutor(plan) });
    const { parameters: weights } = await trainer.keep();
    const snapshot = { update: trainer.update, model: run.model, batch, tensors: await probe(probing, batch) };
    const subject = { snapshot, example: wish.example ?? 0, weights, lastGradNorm: trainer.lastGradNorm };
    for (const name of instrumentNames)
      measured = { ...measured, ...(await bench.measure(name, subject, { names: [name], window: null, truncate: 5 }, () => Promise.resolve(true))) };
  }
  const symbols = task.symbols(run.task.options);
  const curves =
    every === Infinity
      ? {}
      : {
          curves: {
            training: pack({ losses: { shape: [losses.length], data: Float32Array.from(losses) } }).losses,
            heldOut,
            baseline: task.baseline(run.task.options).value,
          },
        };
  const says = `/** ${wish.says} Made by scripts/make-fixtures.mjs. */\n`;
  const imports = "import type { Fixture } from './fixture';\n\n";
  const text = `${says}${imports}export const fixture: Fixture = ${JSON.stringify({ symbols, snapshots, ...curves, ...(wish.instruments && { instruments: JSON.stringify(packAll(withFewHistograms(measured))) }) }, null, 2)};\n`;
  mkdirSync(folder, { recursive: true });
  const { format } = await import('prettier');
  writeFileSync(join(folder, `${wish.name}.ts`), await format(text, { parser: 'typescript', printWidth: 150, singleQuote: true }));
  console.log(wish.name, text.length, snapshots.map(({ update }) => update).join(' '));
}

/** @param {import('../src/model/snapshot').GreedyAnswers} greedy */
function packGreedy({ outputs, attention }) {
  return attention === null ? pack({ outputs }) : pack({ outputs, attention });
}

/** Only the histograms of recurrent matrices, whole. @param {import('../src/model/instruments').Instruments} instruments */
function withFewHistograms({ histograms, ...rest }) {
  if (!histograms) return rest;
  const list = histograms.list.filter(({ parameter, gate }) => parameter.includes('weight_hh') && gate === null);
  return { ...rest, histograms: { ...histograms, list } };
}

/**
 * Any value with its tensors and arrays of numbers packed.
 * @param {unknown} value
 * @returns {unknown}
 */
function packAll(value) {
  if (ArrayBuffer.isView(value)) return pack({ data: { shape: [], data: /** @type {Float32Array} */ (value) } }).data;
  if (Array.isArray(value)) return value.map((each) => packAll(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, packAll(each)]));
}

/** Numbers as base64 of little-endian float32 or int32. @param {Readonly<Record<string, Tensor>>} tensors */
function pack(tensors) {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => {
      const array = data instanceof Int32Array ? data : Float32Array.from(data);
      return [
        name,
        { shape, type: data instanceof Int32Array ? 'i32' : 'f32', base64: Buffer.from(array.buffer, 0, array.byteLength).toString('base64') },
      ];
    }),
  );
}

const asked = process.argv.slice(2);
for (const wish of wishes) if (asked.length === 0 || asked.includes(wish.name)) await make(wish);
process.exit(0);
