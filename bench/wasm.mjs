/**
 * Measures one LSTM training step of the WASM engine beside jax-js and TensorFlow.js on theirs, in one page of one browser, and beside
 * PyTorch on one thread. The method and the numbers as measured stand in README.md.
 *
 *   npm ci --prefix bench && node bench/wasm.mjs [--rounds N]
 *
 * PyTorch is measured where the command in the environment variable PYTHON, or python3, has it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus } from 'node:os';
import { extname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { build } from 'vite';
import { findBrowser } from '../scripts/find-browser.mjs';
import { wasmKernels } from '../scripts/vite-wasm.mjs';

/** Batch, time steps, input size, hidden size. */
const shapes = [
  [16, 20, 2, 16],
  [32, 50, 2, 64],
  [64, 100, 2, 128],
];
const names = ['ours', 'jax', 'tfjs'];
const warmUp = 5;
/** A burst lasts at least this long, since a page's clock is coarse. */
const burstMilliseconds = 50;

const root = fileURLToPath(new URL('.', import.meta.url));
const built = join(root, '..', '.cache', 'bench');

/** @typedef {{ milliseconds: number, losses: number[] }} Burst */
/** @typedef {(name: string, shape: number[], count: number) => Promise<Burst>} Measure */

async function buildPage() {
  const peers = join(root, 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist');
  if (!existsSync(peers)) throw new Error('bench: the other libraries must be installed; run npm ci --prefix bench');
  await build({
    root: join(root, 'page'),
    configFile: false,
    base: './',
    logLevel: 'error',
    plugins: [wasmKernels()],
    build: { outDir: built, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 10_000 },
  });
  for (const file of readdirSync(peers).filter((name) => name.endsWith('.wasm'))) cpSync(join(peers, file), join(built, 'tf', file));
}

/** @type {Readonly<Record<string, string>>} */
const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** Serves the page as a plain static host would: without cross-origin isolation, so that nobody has threads. */
async function servePage() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = join(built, pathname === '/' ? 'index.html' : pathname);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
    createReadStream(path).pipe(response);
  });
  await once(server.listen(0, 'localhost'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('bench: the server must have a port');
  return { url: `http://localhost:${address.port}/`, close: () => server.close() };
}

/** @returns {Promise<{ version: string, measure: Measure, close: () => void } | null>} null where there is no PyTorch */
async function startTorch() {
  const python = spawn(process.env['PYTHON'] ?? 'python3', [join(root, 'torch_steps.py')], { stdio: ['pipe', 'pipe', 'ignore'] });
  python.on('error', () => undefined);
  const answers = createInterface(python.stdout)[Symbol.asyncIterator]();
  const version = await answers.next();
  if (version.done) return null;
  return {
    version: version.value,
    async measure(_name, shape, count) {
      python.stdin.write(`${[...shape, count].join(' ')}\n`);
      const { value } = await answers.next();
      return { milliseconds: Number(value), losses: [] };
    },
    close: () => python.stdin.end(),
  };
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}

/**
 * Bursts in turn, a round at a time, so that whatever else the machine does falls on all alike.
 * @param {number[]} shape
 * @param {readonly { name: string, measure: Measure }[]} contenders
 * @param {number} rounds
 */
async function compare(shape, contenders, rounds) {
  /** @type {Map<string, { count: number, times: number[], losses: number[] }>} */
  const results = new Map();
  for (const { name, measure } of contenders) {
    const { losses } = await measure(name, shape, warmUp);
    const probe = await measure(name, shape, warmUp);
    results.set(name, { count: Math.max(1, Math.ceil(burstMilliseconds / probe.milliseconds)), times: [], losses: [...losses, ...probe.losses] });
  }
  for (let round = 0; round < rounds; round++) {
    for (const { name, measure } of contenders) {
      const result = results.get(name);
      if (!result) continue;
      const burst = await measure(name, shape, result.count);
      result.times.push(burst.milliseconds);
      result.losses.push(...burst.losses);
    }
  }
  return results;
}

/** The largest relative difference of the first 20 losses from ours: whether all did the same work. */
function lossDifference(/** @type {readonly number[]} */ ours, /** @type {readonly number[]} */ theirs) {
  return Math.max(...ours.slice(0, 20).map((loss, k) => Math.abs((theirs[k] ?? NaN) - loss) / Math.abs(loss)));
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
await buildPage();
const found = findBrowser();
if (!found) throw new Error('bench: a Chromium must be installed');
const server = await servePage();
const torch = await startTorch();
const browser = await chromium.launch({ executablePath: found.executable, args: process.platform === 'linux' ? ['--no-sandbox'] : [] });
console.log(`Chromium ${browser.version()}, PyTorch ${torch ? torch.version : 'not found'}, ${cpus()[0]?.model ?? 'unknown processor'}`);
console.log('batch, T, input, hidden | library | median ms | fastest ms | times ours (median of rounds) | losses differ by');
for (const shape of shapes) {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(server.url);
  await page.waitForFunction('globalThis.bench');
  await page.evaluate(`bench.prepare(${JSON.stringify(shape)})`);
  /** @type {Measure} */
  const inPage = (name, _shape, count) => page.evaluate(`bench.burst('${name}', ${String(count)})`);
  const contenders = [...names.map((name) => ({ name, measure: inPage })), ...(torch ? [{ name: 'torch', measure: torch.measure }] : [])];
  const results = await compare(shape, contenders, Number(values.rounds));
  const ours = results.get('ours');
  for (const [name, { times, losses }] of results) {
    const ratio = median(times.map((time, round) => time / (ours?.times[round] ?? NaN)));
    const difference = name === 'torch' ? '' : lossDifference(ours?.losses ?? [], losses).toExponential(0);
    console.log(
      `${shape.join(', ')} | ${name} | ${median(times).toFixed(2)} | ${Math.min(...times).toFixed(2)} | ${ratio.toFixed(1)} | ${difference}`,
    );
  }
  await page.close();
}
await browser.close();
torch?.close();
server.close();
