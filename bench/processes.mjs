/** Libraries that run in a process of their own: ours in Node, and PyTorch. Each reads one JSON object a line, and answers each with another. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { wasmKernels } from '../scripts/vite-wasm.mjs';

/** @typedef {import('./compare.mjs').Contender} Contender */
/** @typedef {(library: import('./cases.mjs').Library, which: import('./cases.mjs').Case) => Contender} Open */

const root = fileURLToPath(new URL('.', import.meta.url));

/** Bundles modules of page/ for Node, each as NAME.mjs. @param {readonly string[]} names @returns the folder that they are in */
export async function bundle(names) {
  const built = join(root, '..', '.cache', `bench-${names.join('-')}`);
  await build({
    root: join(root, '..'),
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [wasmKernels()],
    build: {
      ssr: true,
      outDir: built,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(names.map((name) => [name, join(root, 'page', `${name}.js`)])),
        output: { entryFileNames: '[name].mjs' },
      },
    },
    ssr: { noExternal: true, external: ['webgpu'] },
  });
  return built;
}

/** @returns {string | null} the first Python that has PyTorch */
function findPython() {
  const candidates = [process.env['PYTHON'], 'python3', '/usr/bin/python3'].filter((name) => name !== undefined);
  return candidates.find((name) => spawnSync(name, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0) ?? null;
}

/** @param {string} python */
function hasCuda(python) {
  return spawnSync(python, ['-c', 'import torch, sys; sys.exit(not torch.cuda.is_available())'], { stdio: 'ignore' }).status === 0;
}

/** Opens ours in Node, and PyTorch; `torch` lists the devices that PyTorch has here. */
export async function openProcesses() {
  const built = await bundle(['child', 'case']);
  /** @type {{ drawCase: (which: import('./cases.mjs').Case) => Drawn }} */
  const { drawCase } = await import(pathToFileURL(join(built, 'case.mjs')).href);
  const python = findPython();
  /** @type {Open} */
  const ours = ({ name, backend }, which) =>
    createProcess(name, [process.execPath, join(built, 'child.mjs')], false, { device: backend, case: which });
  /** @type {Open} */
  const torch = ({ name, backend }, which) =>
    createProcess(name, [python ?? 'python3', join(root, 'torch_steps.py')], true, { device: backend, case: encode(drawCase(which)) });
  return { ours, torch, torchBackends: python === null ? [] : hasCuda(python) ? ['cpu', 'cuda'] : ['cpu'] };
}

/** @typedef {{ shape: readonly number[], data: Float32Array }} Tensor */
/** @typedef {{ cell: string, shape: number[], learningRate: number, weights: Record<string, Tensor>, inputs: Float32Array, targets: Float32Array }} Drawn */

/** @param {Drawn} drawn */
function encode({ cell, shape, learningRate, weights, inputs, targets }) {
  const [B = 0, T = 0, I = 0] = shape;
  const text = (/** @type {Tensor} */ { shape: sizes, data }) => ({ shape: sizes, base64: Buffer.from(data.buffer).toString('base64') });
  return {
    cell,
    shape,
    learningRate,
    weights: Object.fromEntries(Object.entries(weights).map(([name, tensor]) => [name, text(tensor)])),
    inputs: text({ shape: [T, B, I], data: inputs }),
    targets: text({ shape: [B, 1], data: targets }),
  };
}

/**
 * @param {string} name
 * @param {readonly string[]} command
 * @param {boolean} countless whether it has nothing to count
 * @param {object} prepared what it is asked to prepare
 * @returns {Contender}
 */
function createProcess(name, [program = '', ...args], countless, prepared) {
  if (!existsSync(args[0] ?? '')) throw new Error(`bench: ${args[0] ?? ''} must exist`);
  /** @type {{ ask: (request: object) => Promise<unknown>, end: () => void } | null} */
  let running = null;
  const start = () => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    return {
      async ask(/** @type {object} */ request) {
        child.stdin.write(`${JSON.stringify(request)}\n`);
        const { value, done } = await lines.next();
        if (done) throw new Error('the process ended');
        /** @type {unknown} */
        const answer = JSON.parse(value);
        return answer;
      },
      end: () => child.kill(),
    };
  };
  const ask = (/** @type {object} */ request) => {
    if (!running) throw new Error('bench: a library must be prepared before it is measured');
    return running.ask(request);
  };
  const end = () => {
    running?.end();
    running = null;
    return Promise.resolve();
  };
  return {
    name,
    isReady: () => running !== null,
    async prepare() {
      running = start();
      return String(await ask({ do: 'prepare', ...prepared }));
    },
    burst: async (count) => /** @type {import('./compare.mjs').Burst} */ (await ask({ do: 'burst', count })),
    count: async () => (countless ? null : /** @type {import('./compare.mjs').Counts} */ (await ask({ do: 'count' }))),
    stop: end,
    kill: end,
  };
}
