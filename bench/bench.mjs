/**
 * `npm run bench`: one training step of ours on every engine beside TensorFlow.js and jax-js, in one browser. The method and the numbers
 * as measured stand in README.md.
 *
 *   npm ci --prefix bench && npm run bench -- [--only lstm,gru --only webgpu] [--rounds N] [--seconds N] [--json] [--gpu]
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { openBrowser } from './browser.mjs';
import { canRun, cases, inBrowser, isAskedFor } from './cases.mjs';
import { compare } from './compare.mjs';
import { describe, headings } from './report.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
    gpu: { type: 'boolean', default: false },
  },
});
const limits = { rounds: Number(values.rounds), milliseconds: 1000 * Number(values.seconds) };
const browser = await openBrowser(values.gpu);
const machine = { browser: `Chromium ${browser.version}`, processor: cpus()[0]?.model ?? 'unknown processor', cores: cpus().length };
const tell = (/** @type {string} */ line) => {
  if (!values.json) console.log(line);
};
tell(`${machine.browser}, ${machine.processor}`);
tell(headings.join(' | '));
/** @type {import('./report.mjs').Row[]} */
const rows = [];
for (const which of cases) {
  const libraries = inBrowser.filter((library) => canRun(library, which) && isAskedFor(values.only, which, library));
  if (libraries.length === 0) continue;
  const results = await compare(
    libraries.map((library) => browser.contender(library, which)),
    limits,
  );
  const described = describe(which, libraries, results);
  rows.push(...described.rows);
  for (const line of described.lines) tell(line);
}
await browser.close();
if (values.json) console.log(JSON.stringify({ machine, rows }));
process.exitCode = rows.some(({ agrees }) => !agrees) ? 1 : 0;
