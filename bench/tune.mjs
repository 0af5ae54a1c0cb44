/**
 * `npm run tune`: measures how the scans of a layer run best on the adapter at hand, and writes its rows into src/gpu/strategies.json, by which
 * training chooses. Rows of other adapters stay.
 *
 *   npm run tune -- [--browser [--gpu]] [--cells lstm,gru] [--hidden 64,256] [--batch 64] [--steps 100] [--rounds 7] [--dry]
 *
 * In Node through Dawn; `--browser` in Chromium, whose adapters have other names, with `--gpu` on the machine's own. `--dry` writes nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { createServer } from 'vite';

/** @typedef {import('../src/gpu/strategies').StrategyRow} Row */
/** @typedef {{ cell: Row['cell'], hidden: number, batch: number, steps: number, rounds: number }} What */
/** @typedef {{ adapter: string, software: boolean, milliseconds: Record<string, number> }} Measured */

const { values } = parseArgs({
  options: {
    browser: { type: 'boolean', default: false },
    gpu: { type: 'boolean', default: false },
    cells: { type: 'string', default: 'rnn,lstm,gru' },
    hidden: { type: 'string', default: '16,32,64,128,256,384,512' },
    batch: { type: 'string', default: '64' },
    steps: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '7' },
    dry: { type: 'boolean', default: false },
  },
});
const path = fileURLToPath(new URL('../src/gpu/strategies.json', import.meta.url));
/** Names that drivers give a software adapter, among words that differ from place to place. */
const known = ['swiftshader', 'llvmpipe', 'lavapipe'];

const { measure, close } = values.browser ? await openPage() : await openNode();
for (const cell of /** @type {Row['cell'][]} */ (values.cells.split(','))) {
  for (const hidden of values.hidden.split(',').map(Number)) {
    const what = { cell, hidden, batch: Number(values.batch), steps: Number(values.steps), rounds: Number(values.rounds) };
    const { adapter, milliseconds } = await measure(what);
    const [[strategy]] = Object.entries(milliseconds).sort(([, a], [, b]) => a - b);
    const name = adapter.toLowerCase();
    /** @type {Row} */
    const row = {
      adapter: known.find((word) => name.includes(word)) ?? adapter,
      how: 'measured',
      cell,
      hidden,
      strategy: /** @type {Row['strategy']} */ (strategy),
      milliseconds: Object.fromEntries(Object.entries(milliseconds).map(([key, time]) => [key, Number(time.toPrecision(3))])),
    };
    if (!values.dry) await keep(row);
    console.log(`${row.adapter} | ${cell} ${String(hidden)} | ${row.strategy} | ${JSON.stringify(row.milliseconds)}`);
  }
}
await close();
process.exit(0);

/** Into the table at once, so that a run that is cut short is not lost. @param {Row} measured */
async function keep(measured) {
  const table = /** @type {{ rows: Row[] }} */ (JSON.parse(readFileSync(path, 'utf8')));
  const isOld = (/** @type {Row} */ { adapter, cell, hidden }) =>
    adapter === measured.adapter && cell === measured.cell && hidden === measured.hidden;
  const rows = [...table.rows.filter((row) => !isOld(row)), measured].sort(
    (a, b) => a.how.localeCompare(b.how) || a.adapter.localeCompare(b.adapter) || a.cell.localeCompare(b.cell) || a.hidden - b.hidden,
  );
  writeFileSync(path, await format(JSON.stringify({ rows }), { parser: 'json', printWidth: 150 }));
}

async function openNode() {
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    server: { middlewareMode: true, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  /** @type {typeof import('../src/headless/node-gpu')} */
  const { openNodeGpu } = /** @type {never} */ (await server.ssrLoadModule('/src/headless/node-gpu.ts'));
  /** @type {{ measureStrategies: (gpu: GPU, what: What) => Promise<Measured> }} */
  const { measureStrategies } = /** @type {never} */ (await server.ssrLoadModule('/bench/page/tune.js'));
  const gpu = openNodeGpu();
  return { measure: (/** @type {What} */ what) => measureStrategies(gpu, what), close: () => server.close() };
}

async function openPage() {
  const { openBrowser } = await import('./browser.mjs');
  const browser = await openBrowser(values.gpu);
  const page = await browser.openPage();
  const measure = async (/** @type {What} */ what) => /** @type {Measured} */ (await page.evaluate(`bench.tune(${JSON.stringify(what)})`));
  return { measure, close: () => browser.close() };
}
