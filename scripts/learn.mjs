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

/** @typedef {import('../src/headless/learn-plan').LearnRow} LearnRow */
/** @typedef {import('../src/headless/learn-plan').TrainedRow} TrainedRow */
/** @typedef {import('../src/headless/learn-plan').MeasuredRow} MeasuredRow */

const root = fileURLToPath(new URL('..', import.meta.url));
const committed = join(root, 'bench', 'learn-plan.json');
const figures = join(root, 'bench', 'learn.json');
const { values } = parseArgs({
  options: { engine: { type: 'string', default: 'wasm' }, plan: { type: 'string', default: committed }, only: { type: 'string' } },
});

/** @param {readonly string[]} cells */
const line = (cells) => `| ${cells.join(' | ')} |`;

/** @param {TrainedRow} row */
function writeTrained({ name, seed, engine, below, reach, updates, limit, evalLoss, metric, largestGradNorm, nonFinite, updatesPerSecond }) {
  const bounds = [...(below === null ? [] : [`loss below ${String(below)}`]), ...(reach === null ? [] : [`${metric.name} ${String(reach)}`])];
  const missed = bounds.length === 0 ? `${String(limit)}, no bound` : `not in ${String(limit)}`;
  const reached = nonFinite ? `not finite at ${String(nonFinite.update)}: ${nonFinite.pass}` : updates === null ? missed : String(updates);
  const loss = evalLoss === null ? '–' : evalLoss.toFixed(5);
  const value = metric.value === null ? '–' : `${metric.name} ${metric.value.toPrecision(3)}`;
  const largest = largestGradNorm === null ? '–' : largestGradNorm.toPrecision(3);
  return line([name, String(seed), engine, bounds.join(', ') || '–', reached, loss, value, largest, updatesPerSecond.toFixed(0)]);
}

/** @param {MeasuredRow} row */
function writeMeasured({ name, seed, engine, steps, hiddenRatio, cellRatio }) {
  return line([name, String(seed), engine, String(steps), hiddenRatio.toExponential(2), cellRatio === null ? '–' : cellRatio.toExponential(2)]);
}

/** @param {LearnRow} row */
const writeRow = (row) => (row.kind === 'trained' ? writeTrained(row) : writeMeasured(row));

/** @param {readonly string[]} names */
const header = (...names) => [line(names), line(names.map(() => '---'))];
const trainedHeader = header(
  ...['run', 'seed', 'engine', 'bound', 'updates', 'loss then', 'metric then', 'largest gradient norm', 'updates a second'],
);
const measuredHeader = header('initial weights', 'seed', 'engine', 'steps', '‖∂L/∂h₁‖ / ‖∂L/∂h_T‖', '‖∂L/∂c₁‖ / ‖∂L/∂c_T‖');

/** @param {readonly LearnRow[]} rows */
function write(rows) {
  writeFileSync(figures, `${JSON.stringify(rows, null, 2)}\n`);
  const trained = rows.filter(({ kind }) => kind === 'trained');
  const measured = rows.filter(({ kind }) => kind === 'measured');
  const lines = [
    'Made by `npm run learn`. Updates until the bound is reached on 1,000 held-out examples, asked every so many updates as bench/learn-plan.json says;',
    'the gradient norm is before clipping. Updates a second depend on what else the machine did; nothing else does.',
    ...['', ...trainedHeader, ...trained.map(writeRow)],
    ...['', 'Before any update, over 64 held-out examples: how much of the gradient at the last step reaches the first.'],
    ...['', ...measuredHeader, ...measured.map(writeRow), ''],
  ];
  writeFileSync(join(root, 'bench', 'learn.md'), lines.join('\n'));
}

/** @type {{ name: string }[]} */
const plan = JSON.parse(readFileSync(values.plan, 'utf8'));
const places = new Map(plan.map(({ name }, place) => [name, place]));
/** @type {LearnRow[]} */
const before = values.plan === committed && values.only !== undefined ? JSON.parse(readFileSync(figures, 'utf8')) : [];
const others = before.filter(({ name }) => name !== values.only && places.has(name));
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
if (values.plan === committed) write([...others, ...rows].sort((a, b) => (places.get(a.name) ?? 0) - (places.get(b.name) ?? 0)));
process.exit(
  rows.every((row) => row.kind === 'measured' || row.updates !== null || !row.mustReach || (row.below === null && row.reach === null)) ? 0 : 1,
);
