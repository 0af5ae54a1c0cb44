/**
 * `npm run learn`: trains and measures the cases of bench/learn-plan.json and writes bench/learn.json and the tables bench/learn.md.
 * `-- --only NAME` runs one case and leaves the others' rows as they are; `-- --engine NAME` takes another engine than wasm; `-- --plan FILE` another
 * plan, which is printed and not written.
 */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measuredHeader, mergeRows, trainedHeader, writeRow, writeTables } from './learn-tables.mjs';

/** @typedef {import('../src/headless/learn-plan').LearnRow} LearnRow */

const root = fileURLToPath(new URL('..', import.meta.url));
const committed = join(root, 'bench', 'learn-plan.json');
const figures = join(root, 'bench', 'learn.json');
const { values } = parseArgs({
  options: { engine: { type: 'string', default: 'wasm' }, plan: { type: 'string', default: committed }, only: { type: 'string' } },
});

/** @type {{ name: string }[]} */
const plan = JSON.parse(readFileSync(values.plan, 'utf8'));
/** @type {LearnRow[]} */
const rows = [];

console.log([...trainedHeader, ...measuredHeader].join('\n'));
const words = [join(root, 'scripts', 'headless.mjs'), 'learn', '--plan', values.plan, '--engine', values.engine];
if (values.only !== undefined) words.push('--only', values.only);
const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
const ended = new Promise((resolve) => child.on('close', resolve));
for await (const text of createInterface({ input: child.stdout })) {
  /** @type {LearnRow} */
  const row = JSON.parse(text);
  rows.push(row);
  console.log(writeRow(row));
}
const status = await ended;
if (status !== 0) process.exit(Number(status));
if (values.plan === committed) {
  /** @type {LearnRow[]} */
  const before = JSON.parse(readFileSync(figures, 'utf8'));
  const names = plan.map(({ name }) => name);
  const merged = mergeRows(before, rows, names, values.only);
  writeFileSync(figures, `${JSON.stringify(merged, null, 2)}\n`);
  writeFileSync(join(root, 'bench', 'learn.md'), writeTables(merged));
}
process.exit(
  rows.every((row) => row.kind === 'measured' || row.updates !== null || !row.mustReach || (row.below === null && row.reach === null)) ? 0 : 1,
);
