/**
 * Runs the engine without a page: bundles src/headless/main.ts when a source has changed, then hands the command line to it.
 *
 * The bundle lies in a folder named by a fingerprint of everything it is made from, and appears there by a rename, so that
 * calls at the same time never see half of one. Nothing here writes to standard output, which carries results only.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const entry = 'src/headless/main.ts';
const sources = ['src', 'shaders', 'vite.config.ts', 'package-lock.json', 'scripts/headless.mjs', 'scripts/build-wasm.mjs', 'scripts/vite-wasm.mjs'];
const cache = join(root, '.cache', 'headless');
/** Bundles that no call has used for this long are removed. */
const staleAfter = 10 * 60_000;

/**
 * Name, size and time of every source file, as one word.
 * @returns {string}
 */
function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) addToFingerprint(hash, source);
  return hash.digest('hex').slice(0, 16);
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path relative to the root; a test is no source
 */
function addToFingerprint(hash, path) {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stats || /\.test\.tsx?$/.test(path)) return;
  if (stats.isDirectory()) {
    for (const name of readdirSync(join(root, path)).sort()) addToFingerprint(hash, `${path}/${name}`);
  } else {
    hash.update(`${path} ${String(stats.size)} ${String(stats.mtimeMs)}\n`);
  }
}

/** @param {string} target the folder that the finished bundle is to have */
async function bundle(target) {
  const { build } = await import('vite');
  const draft = `${target}.${String(process.pid)}`;
  try {
    await build({
      root,
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'error',
      publicDir: false,
      build: {
        ssr: entry,
        outDir: draft,
        emptyOutDir: true,
        target: 'node20',
        minify: false,
        sourcemap: 'inline',
        rolldownOptions: { output: { entryFileNames: 'main.mjs', codeSplitting: false } },
      },
      ssr: { noExternal: true, external: ['webgpu'] },
    });
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another call may have finished the same bundle first.
    if (!existsSync(join(target, 'main.mjs'))) throw error;
  }
}

/** @param {string} current the name of the bundle in use */
function removeStale(current) {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (name !== current && stats && Date.now() - stats.mtimeMs > staleAfter) rmSync(path, { recursive: true, force: true });
  }
}

if (!existsSync(join(root, 'node_modules', 'vite'))) {
  process.stderr.write('headless: the packages must be installed; run npm ci\n');
  process.exit(1);
}
const name = fingerprint();
const program = join(cache, name, 'main.mjs');
if (!existsSync(program)) {
  mkdirSync(cache, { recursive: true });
  // The bundler's own notes must not mix with results.
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = process.stderr.write.bind(process.stderr);
  await bundle(join(cache, name));
  stdout.write = write;
  removeStale(name);
}
process.setSourceMapsEnabled(true);
await import(pathToFileURL(program).href);
