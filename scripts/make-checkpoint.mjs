/**
 * Makes what the page shows first: trains the page's default run with the headless program and writes public/start/run.json (the run,
 * its update and the losses on the way), weights.safetensors and optimizer.safetensors, so that training goes on from there as it would have.
 * Run it again when the default run changes; a test says so.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';

const STEPS = 1000;
/** The same as `createDefaultRun` makes, without what is left at its default. */
const run = {
  model: {
    input: { kind: 'tokens', vocabSize: 13, embeddingSize: 8 },
    encoder: { cell: 'lstm', hiddenSizes: [12] },
    output: { kind: 'last', size: 8, loss: 'crossEntropy' },
  },
  task: { name: 'recall', options: { lag: 20, symbols: 8 } },
  training: { optimizer: { learningRate: 0.005 }, initialisation: { forgetBias: 1 } },
  seed: 1,
};

/**
 * The optimizer's moments of a saved run of the float64 engine, as float32.
 * @param {Uint8Array} file safetensors
 */
function narrowMoments(file) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const begin = 8 + Number(view.getBigUint64(0, true));
  /** @type {Record<string, { dtype: string, shape: number[], data_offsets: [number, number] }>} */
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, begin)));
  /** @type {Record<string, { dtype: string, shape: number[], data_offsets: [number, number] }>} */
  const narrowed = {};
  /** @type {number[]} */
  const values = [];
  for (const [name, { dtype, shape, data_offsets: offsets }] of Object.entries(header)) {
    if (!name.startsWith('moment')) continue;
    if (dtype !== 'F64') throw new Error(`${name}: must be F64, got ${dtype}`);
    const first = values.length;
    for (let at = offsets[0]; at < offsets[1]; at += 8) values.push(view.getFloat64(begin + at, true));
    narrowed[name] = { dtype: 'F32', shape, data_offsets: [4 * first, 4 * values.length] };
  }
  const text = JSON.stringify(narrowed);
  const head = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const out = new Uint8Array(8 + head.length + 4 * values.length);
  const target = new DataView(out.buffer);
  target.setBigUint64(0, BigInt(head.length), true);
  out.set(head, 8);
  values.forEach((value, k) => {
    target.setFloat32(8 + head.length + 4 * k, value, true);
  });
  return out;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const start = join(root, 'public', 'start');
const scratch = mkdtempSync(join(tmpdir(), 'through-time-'));

try {
  mkdirSync(start, { recursive: true });
  /** @param {string} name @param {unknown} value */
  const write = (name, value) => {
    const path = join(scratch, name);
    writeFileSync(path, JSON.stringify(value));
    return path;
  };
  const options = Object.entries(run.task.options).flatMap(([key, value]) => ['--option', `${key}=${value}`]);
  const args = [
    join(root, 'scripts', 'headless.mjs'),
    ...['train', '--task', run.task.name, ...options],
    ...['--model', write('model.json', run.model), '--training', write('training.json', run.training)],
    ...['--engine', 'reference', '--steps', String(STEPS), '--seed', String(run.seed)],
    ...['--out', join(start, 'weights.safetensors'), '--save', join(scratch, 'run.zip'), '--json'],
  ];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`headless train: must end with 0, got ${String(status)}`);
  const lines = stdout.trim().split('\n');
  const losses = lines.slice(0, -1).map((line) => {
    const { loss } = /** @type {{ loss: number }} */ (JSON.parse(line));
    return Number(loss.toPrecision(5));
  });
  writeFileSync(join(start, 'run.json'), `${JSON.stringify({ run, update: STEPS, losses })}\n`);
  writeFileSync(join(start, 'optimizer.safetensors'), narrowMoments(unzipSync(readFileSync(join(scratch, 'run.zip')))['resume.safetensors']));
  console.log(lines.at(-1));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
