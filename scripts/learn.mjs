/**
 * `npm run learn`: trains the runs of bench/learn-plan.json until they reach their bound, if they have one, and writes bench/learn.json and the table
 * bench/learn.md. `-- --engine NAME` takes another engine than wasm; `-- --plan FILE` another plan, which is printed and not written.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** @typedef {import('../src/headless/learn').LearnRow} LearnRow */

const root = fileURLToPath(new URL('..', import.meta.url));
const committed = join(root, 'bench', 'learn-plan.json');
const { values } = parseArgs({ options: { engine: { type: 'string', default: 'wasm' }, plan: { type: 'string', default: committed } } });

/** @param {LearnRow} row */
function writeRow({ name, seed, engine, below, reach, updates, limit, evalLoss, metric, updatesPerSecond }) {
  const bounds = [...(below === null ? [] : [`loss below ${String(below)}`]), ...(reach === null ? [] : [`${metric.name} ${String(reach)}`])];
  const reached = updates === null ? (bounds.length === 0 ? `${String(limit)}, no bound` : `not in ${String(limit)}`) : String(updates);
  const then = [evalLoss.toFixed(5), `${metric.name} ${metric.value.toPrecision(3)}`];
  return `| ${[name, seed, engine, bounds.join(', ') || '–', reached, ...then, updatesPerSecond.toFixed(0)].join(' | ')} |`;
}

const header = ['| run | seed | engine | bound | updates | loss then | metric then | updates a second |', '|---|---|---|---|---|---|---|---|'];
console.log(header.join('\n'));

/** @type {LearnRow[]} */
const rows = [];
const words = [join(root, 'scripts', 'headless.mjs'), 'learn', '--plan', values.plan, '--engine', values.engine];
const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
const ended = new Promise((resolve) => child.on('close', resolve));
for await (const line of createInterface({ input: child.stdout })) {
  /** @type {LearnRow} */
  const row = JSON.parse(line);
  rows.push(row);
  console.log(writeRow(row));
}
const status = await ended;
if (status !== 0) process.exit(Number(status));
if (values.plan === committed) {
  writeFileSync(join(root, 'bench', 'learn.json'), `${JSON.stringify(rows, null, 2)}\n`);
  const title =
    'Updates until the bound is reached on 1,000 held-out examples, asked every so many updates as bench/learn-plan.json says; made by `npm run learn`.';
  writeFileSync(join(root, 'bench', 'learn.md'), [title, '', ...header, ...rows.map(writeRow), ''].join('\n'));
}
process.exit(rows.every(({ updates, below, reach }) => updates !== null || (below === null && reach === null)) ? 0 : 1);
