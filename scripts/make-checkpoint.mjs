/**
 * Makes what the page shows first: trains the page's default run with the headless program and writes public/start/run.json (the run,
 * its update and the losses on the way) and public/start/weights.safetensors. Run it again when the default run changes; a test says so.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

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
    ...['--out', join(start, 'weights.safetensors'), '--json'],
  ];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`headless train: must end with 0, got ${String(status)}`);
  const lines = stdout.trim().split('\n');
  const losses = lines.slice(0, -1).map((line) => {
    const { loss } = /** @type {{ loss: number }} */ (JSON.parse(line));
    return Number(loss.toPrecision(5));
  });
  writeFileSync(join(start, 'run.json'), `${JSON.stringify({ run, update: STEPS, losses })}\n`);
  console.log(lines.at(-1));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
