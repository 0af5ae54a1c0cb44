/**
 * Compiles src/wasm/assembly into one WebAssembly module with SIMD. As a program: builds and says where and how large.
 *
 * The module lies in a folder of .cache named by a fingerprint of its sources and appears there by a rename, so it is
 * compiled once for each state of the sources, and processes at the same time never see half of one.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
export const sourceFolder = join(root, 'src', 'wasm', 'assembly');
/** No garbage collector, no checks of arguments; relaxed SIMD stays off, so that every machine computes the same bits. */
const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort='];
/** The largest module that the page may have to fetch, in bytes. */
const budget = 60_000;

/** @type {Promise<string> | null} */
let building = null;

/**
 * @returns {Promise<string>} the path of the module, compiled if its sources have changed; once for all who ask meanwhile, as the workers of a page do
 */
export function buildKernels() {
  building ??= compileKernels().finally(() => {
    building = null;
  });
  return building;
}

/** @returns {Promise<string>} */
async function compileKernels() {
  const sources = readdirSync(sourceFolder)
    .filter((name) => name.endsWith('.ts'))
    .sort();
  const hash = createHash('sha256')
    .update(options.join(' '))
    .update(readFileSync(join(root, 'package-lock.json')));
  for (const name of sources) hash.update(name).update(readFileSync(join(sourceFolder, name)));
  const path = join(root, '.cache', 'wasm', hash.digest('hex').slice(0, 16), 'kernels.wasm');
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${String(process.pid)}`;
  await compile(['src/wasm/assembly/index.ts', '-o', relative(root, draft), ...options]);
  const size = statSync(draft).size;
  if (size > budget) throw new Error(`build-wasm: the module must be at most ${String(budget)} bytes, got ${String(size)}`);
  renameSync(draft, path);
  return path;
}

/**
 * Runs the compiler in a process of its own: its types, once imported anywhere, change those of Array everywhere.
 * @param {readonly string[]} args
 */
async function compile(args) {
  try {
    await promisify(execFile)(process.execPath, [join(root, 'node_modules', 'assemblyscript', 'bin', 'asc.js'), ...args], { cwd: root });
  } catch (error) {
    const { stderr } = /** @type {{ stderr: string }} */ (error);
    throw new Error(`build-wasm: the kernels must compile\n${stderr}`, { cause: error });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = await buildKernels();
  process.stdout.write(`${path} ${String(statSync(path).size)} bytes\n`);
}
