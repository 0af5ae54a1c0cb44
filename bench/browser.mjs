/** One real browser with one page a library: builds and serves the page, starts Chromium, and starts it anew after a library that hangs. */
import { once } from 'node:events';
import { cpSync, createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build } from 'vite';
import { findBrowser } from '../scripts/find-browser.mjs';
import { wasmKernels } from '../scripts/vite-wasm.mjs';

/** @typedef {import('./compare.mjs').Contender} Contender */

const root = fileURLToPath(new URL('.', import.meta.url));
const built = join(root, '..', '.cache', 'bench');
/** WebGPU and WebGL on the same software rasteriser, where the machine has no GPU. */
const software = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const hardware = ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--ignore-gpu-blocklist'];

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
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** Serves a folder as a plain static host would: without cross-origin isolation, so that nobody has threads. @param {string} folder */
export async function serve(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = join(folder, pathname === '/' ? 'index.html' : pathname);
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

/** @param {readonly string[]} flags */
async function startBrowser(flags) {
  const found = findBrowser();
  if (!found) throw new Error('bench: a Chromium must be installed');
  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : [];
  const program = await chromium.launchServer({ executablePath: found.executable, args: [...sandbox, ...flags] });
  return { program, browser: await chromium.connect(program.wsEndpoint()) };
}

/**
 * A browser as it comes, for the page: where there is no GPU it draws and composes by itself, and not by way of an emulated one.
 * @param {boolean} gpu whether to ask for the machine's own GPU
 */
export function openPlainBrowser(gpu) {
  return startBrowser(gpu ? hardware : []);
}

/** @param {boolean} gpu whether to ask for the machine's own GPU */
export async function openBrowser(gpu) {
  await buildPage();
  const server = await serve(built);
  const start = () => startBrowser(gpu ? hardware : software);
  let running = await start();
  /** Grows with every start: a page of an earlier one is gone. */
  let generation = 0;

  async function openPage() {
    const page = await running.browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(server.url);
    await page.waitForFunction('globalThis.bench');
    return page;
  }

  /** @param {import('./cases.mjs').Library} library @param {import('./cases.mjs').Case} which @returns {Contender} */
  function contender({ name, library, backend }, which) {
    /** @type {import('playwright').Page | null} */
    let page = null;
    let born = -1;
    return {
      name,
      isReady: () => page !== null && born === generation,
      async prepare() {
        page = await openPage();
        born = generation;
        return String(await page.evaluate(`bench.prepare('${library}', '${backend}', ${JSON.stringify(which)})`));
      },
      burst: (count) => existing(page).evaluate(`bench.burst(${String(count)})`),
      count: () => existing(page).evaluate('bench.count()'),
      async stop() {
        if (page && born === generation) await page.close();
        page = null;
      },
      async kill() {
        page = null;
        generation++;
        await running.program.kill();
        running = await start();
      },
    };
  }

  return {
    version: running.browser.version(),
    contender,
    openPage,
    async close() {
      await running.program.close();
      server.close();
    },
  };
}

/** @param {import('playwright').Page | null} page */
function existing(page) {
  if (!page) throw new Error('bench: a library must be prepared before it is measured');
  return page;
}
