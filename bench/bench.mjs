/**
 * `npm run bench`: one training step of ours on every engine beside TensorFlow.js and jax-js, in one browser; `--torch` with PyTorch beside them.
 * `--node` does ours in Node, `--growth` how time grows with the sizes, `--page` the page while it trains (`--profile FOLDER` with CPU profiles), `--all` everything. The method and the numbers as measured stand
 * in README.md, whose tables `--write` rewrites.
 *
 *   npm ci --prefix bench && npm run bench -- [--only lstm,gru --only webgpu] [--rounds N] [--seconds N] [--json] [--gpu] [--write]
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { openBrowser, openPlainBrowser } from './browser.mjs';
import { canRun, cases, inBrowser, inNode, isAskedFor, torchLibraries } from './cases.mjs';
import { compare } from './compare.mjs';
import { measureGrowth } from './growth.mjs';
import { openProcesses } from './processes.mjs';
import { describe, headings } from './report.mjs';
import { describePage, watchPage } from './smooth.mjs';
import { writeTables } from './tables.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '20' },
    node: { type: 'boolean', default: false },
    torch: { type: 'boolean', default: false },
    page: { type: 'boolean', default: false },
    profile: { type: 'string' },
    growth: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    gpu: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    state: { type: 'string', default: '' },
  },
});
const limits = { rounds: Number(values.rounds), milliseconds: 1000 * Number(values.seconds) };
const tell = (/** @type {string} */ line) => {
  if (!values.json) console.log(line);
};
const steps = values.all || !(values.node || values.growth || values.page);
const withTorch = values.torch || values.all;

const processes = values.node || values.all || withTorch ? await openProcesses() : null;
const browser = steps || values.growth ? await openBrowser(values.gpu) : null;
const torch = withTorch ? torchLibraries.filter(({ backend }) => processes?.torchBackends.includes(backend)) : [];
if (withTorch && torch.length === 0) tell('PyTorch is not installed here: not measured');

/** @param {string} where */
function describeMachine(where) {
  const load = values.state || `load ${loadavg()[0]?.toFixed(1) ?? '?'} at the end`;
  return { where, processor: cpus()[0]?.model ?? 'unknown processor', cores: cpus().length, load };
}

/** @type {import('./tables.mjs').Results} */
const measured = {};

/** Into the README's tables at once, so that a run that is cut short is not lost. @param {import('./tables.mjs').Results} part */
async function keep(part) {
  if (values.write) await writeTables(part);
}

/**
 * Every case on the libraries that can run it.
 * @param {'steps' | 'node'} part
 * @param {string} where
 * @param {readonly import('./cases.mjs').Library[]} libraries
 * @param {import('./processes.mjs').Open} open
 */
async function measureSteps(part, where, libraries, open) {
  /** @type {import('./report.mjs').Row[]} */
  const rows = [];
  for (const which of cases) {
    const chosen = libraries.filter((library) => canRun(library, which) && isAskedFor(values.only, which, library));
    if (chosen.length === 0) continue;
    const results = await compare(
      chosen.map((library) => open(library, which)),
      limits,
    );
    const described = describe(which, chosen, results);
    rows.push(...described.rows);
    for (const line of described.lines) tell(line);
    await keep({ [part]: { machine: describeMachine(where), rows: described.rows } });
  }
  measured[part] = { machine: describeMachine(where), rows };
}

tell(headings.join(' | '));
if (browser && steps) {
  await measureSteps('steps', `Chromium ${browser.version}`, [...torch.filter(({ backend }) => backend === 'cpu'), ...inBrowser], (library, which) =>
    library.library === 'torch' && processes ? processes.torch(library, which) : browser.contender(library, which),
  );
}
if (browser && (values.growth || values.all)) {
  const ours = inBrowser.filter(({ name }) => name === 'ours webgpu' || name === 'ours wasm');
  const rows = await measureGrowth((library, which) => browser.contender(library, which), ours, limits);
  for (const { library, shape, milliseconds, flopLimit, latencyLimit } of rows)
    tell(
      `${library} | ${shape.join(', ')} | ${milliseconds.toFixed(2)} ms, FLOP limit ${flopLimit.toFixed(2)}, latency limit ${latencyLimit.toFixed(2)}`,
    );
  measured.growth = { machine: describeMachine(`Chromium ${browser.version}`), rows };
  await keep({ growth: measured.growth });
}
await browser?.close();
if (values.page || values.all) {
  const { program, browser: plain } = await openPlainBrowser(values.gpu);
  const rows = describePage(await watchPage(plain, values.profile ?? null));
  for (const row of rows) tell(Object.values(row).join(' | '));
  measured.page = { machine: describeMachine(`Chromium ${plain.version()}`), rows };
  await program.close();
  await keep({ page: measured.page });
}
if (processes && (values.node || values.all)) {
  await measureSteps('node', `Node ${process.version}`, [...torch, ...inNode], (library, which) =>
    library.library === 'torch' ? processes.torch(library, which) : processes.ours(library, which),
  );
}
if (values.json) console.log(JSON.stringify(measured));
process.exitCode = [measured.steps, measured.node].some((part) => part?.rows.some(({ agrees }) => !agrees)) ? 1 : 0;
