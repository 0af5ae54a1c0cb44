/** Keeps what was measured in results.json, and writes it into the README's tables, each between its own pair of markers. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { cases, inBrowser, inNode, torchLibraries } from './cases.mjs';

/** @typedef {import('./report.mjs').Row} Row */
/** @typedef {import('./growth.mjs').Growth} Growth */
/** @typedef {{ run: string, frame: string, slowFrame: string, tasks: string, own: string, answers?: string, split?: string, input: string, inputs: string, pictures: string, updates: string }} PageFigure */
/** @typedef {{ where: string, processor: string, cores: number, load: string }} Machine */
/**
 * A part is what one kind of run measured, on the machine as it then was.
 * @typedef {{ machine: Machine, rows: Row[] }} StepsPart
 * @typedef {{ steps?: StepsPart, node?: StepsPart, growth?: { machine: Machine, rows: Growth[] }, page?: { machine: Machine, rows: PageFigure[] } }} Results
 */

const root = fileURLToPath(new URL('.', import.meta.url));
const resultsPath = join(root, 'results.json');
const readmePath = join(root, 'README.md');

/** @returns {Results} */
function readResults() {
  if (!existsSync(resultsPath)) return {};
  /** @type {Results} */
  const results = JSON.parse(readFileSync(resultsPath, 'utf8'));
  return results;
}

/** Rows of the same case and library are replaced, others stay. @param {Results} measured */
export async function writeTables(measured) {
  const kept = readResults();
  /** @type {Results} */
  const results = { ...kept, ...measured };
  if (measured.steps) results.steps = mergeSteps(kept.steps, measured.steps);
  if (measured.node) results.node = mergeSteps(kept.node, measured.node);
  writeFileSync(resultsPath, await pretty(JSON.stringify(results), resultsPath));
  let readme = readFileSync(readmePath, 'utf8');
  for (const [name, text] of Object.entries(tablesOf(results))) readme = replaceBetween(readme, name, text);
  writeFileSync(readmePath, await pretty(readme, readmePath));
}

/** @param {StepsPart | undefined} kept @param {StepsPart} measured @returns {StepsPart} */
function mergeSteps(kept, measured) {
  const isNew = (/** @type {Row} */ row) => measured.rows.some((other) => other.case === row.case && other.library === row.library);
  return { machine: measured.machine, rows: [...(kept?.rows ?? []).filter((row) => !isNew(row)), ...measured.rows] };
}

/** @param {string} text @param {string} path */
async function pretty(text, path) {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}

/** @param {string} readme @param {string} name @param {string} text */
function replaceBetween(readme, name, text) {
  const [start, end] = [`<!-- table: ${name} -->`, `<!-- end: ${name} -->`];
  const from = readme.indexOf(start);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`bench/README.md: the markers ${start} and ${end} must be there`);
  return `${readme.slice(0, from + start.length)}\n\n${text}\n\n${readme.slice(to)}`;
}

/** @param {Results} results @returns {Record<string, string>} by the name of the table */
function tablesOf({ steps, node, growth, page }) {
  /** @type {Record<string, string>} */
  const tables = {};
  if (steps) {
    tables['machine'] = tellMachine(steps.machine);
    tables['wasm'] = compareTable(steps.rows, ['ours wasm', 'jax wasm', 'tfjs wasm', 'torch cpu']);
    tables['webgpu'] = compareTable(steps.rows, ['ours webgpu', 'jax webgpu', 'tfjs webgpu', 'tfjs webgl']);
    tables['alone'] = compareTable(steps.rows, ['ours wasm', 'ours webgpu', 'ours reference'], true);
    tables['asks'] = asksTable(steps.rows);
  }
  if (node)
    tables['node'] = `${tellMachine(node.machine)}\n\n${compareTable(
      node.rows,
      [...inNode, ...torchLibraries].map(({ name }) => name),
    )}`;
  if (growth) tables['growth'] = growthTable(growth.rows);
  if (page) tables['page'] = `${tellMachine(page.machine)}\n\n${pageTable(page.rows)}`;
  return tables;
}

/** @param {Machine} machine */
function tellMachine({ where, processor, cores, load }) {
  return `${where}, ${processor}, ${cores} cores, ${load}.`;
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
function table(head, rows) {
  return [head, head.map((_, k) => (k === 0 ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A row a case, a column a library: milliseconds, and in brackets how often ours would have run in that time. @param {readonly Row[]} rows @param {readonly string[]} libraries */
function compareTable(rows, libraries, alone = false) {
  const present = libraries.filter((library) => rows.some((row) => row.library === library));
  const lines = cases.flatMap((which) => {
    if ((which.network !== 'plain') !== alone) return [];
    const found = present.map((library) => rows.find((row) => row.case === which.name && row.library === library));
    return found.some((row) => row) ? [[which.name.replaceAll('x', ', '), ...found.map((row) => cellOf(row, alone))]] : [];
  });
  return table(['network, batch, T, input, hidden', ...present.map(nameOf)], lines);
}

/** @param {Row | undefined} row @param {boolean} alone */
function cellOf(row, alone) {
  if (!row) return '';
  if (row.milliseconds === null) return row.failed ?? '';
  const time = `${tellMilliseconds(row.milliseconds)} ms`;
  return row.library.startsWith('ours') || alone || row.ratio === null ? time : `${time} (${row.ratio.toFixed(1)}×)`;
}

/** @param {number} milliseconds */
function tellMilliseconds(milliseconds) {
  return milliseconds >= 100 ? milliseconds.toFixed(0) : milliseconds >= 10 ? milliseconds.toFixed(1) : milliseconds.toFixed(2);
}

/** @param {string} library */
function nameOf(library) {
  const names = { ours: 'ours', tfjs: 'TensorFlow.js', jax: 'jax-js', torch: 'PyTorch' };
  const [name = '', backend = ''] = library.split(' ');
  const shown = name in names ? names[/** @type {keyof typeof names} */ (name)] : name;
  return name === 'ours' ? `**${shown}, ${backend}**` : `${shown}, ${backend === 'cpu' ? '1 thread' : backend}`;
}

/** @param {readonly Row[]} rows */
function asksTable(rows) {
  const libraries = inBrowser.map(({ name }) => name).filter((name) => rows.some((row) => row.library === name && (row.counts?.dispatches ?? 0) > 0));
  const lines = cases.flatMap((which) => {
    const found = libraries.map((library) => rows.find((row) => row.case === which.name && row.library === library)?.counts);
    if (!found.some((counts) => counts)) return [];
    const texts = found.map((counts) => (counts ? `${counts.dispatches} · ${counts.submits} · ${counts.bytesRead}` : ''));
    return [[which.name.replaceAll('x', ', '), ...texts]];
  });
  return table(['network, batch, T, input, hidden', ...libraries.map(nameOf)], lines);
}

/** @param {readonly Growth[]} rows */
function growthTable(rows) {
  const lines = rows
    .toSorted((a, b) => a.library.localeCompare(b.library))
    .map(({ axis, library, shape, milliseconds, flopLimit, latencyLimit }) => [
      nameOf(library),
      axis,
      shape.join(', '),
      tellMilliseconds(milliseconds),
      tellMilliseconds(flopLimit),
      tellMilliseconds(latencyLimit),
      (milliseconds / Math.max(flopLimit, latencyLimit)).toFixed(1),
    ]);
  return table(['engine', 'varied', 'batch, T, input, hidden', 'ms', 'FLOP limit, ms', 'latency limit, ms', 'times the larger limit'], lines);
}

/** @param {readonly PageFigure[]} rows */
function pageTable(rows) {
  return table(
    [
      'run',
      'median frame',
      '95 of 100 under',
      'tasks over 50 ms',
      "tasks' own time",
      'own time, medians',
      'script · style · layout · paint · other · raster, % of the time',
      'input to picture, median',
      'events over 16 ms',
      'pictures',
      'updates',
    ],
    rows.map(({ run, frame, slowFrame, tasks, own, answers, split, input, inputs, pictures, updates }) => [
      run,
      frame,
      slowFrame,
      tasks,
      own,
      answers ?? '',
      split ?? '',
      input,
      inputs,
      pictures,
      updates,
    ]),
  );
}
