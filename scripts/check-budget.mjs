/** Holds what the built page may weigh, gzipped: what must load before the first picture, and each piece loaded later. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Kilobytes of 1,000 bytes. */
const budgets = { firstScript: 170, styles: 25, lazyChunk: 80 };

/** @typedef {{ what: string, kilobytes: number, budget: number }} Weight */

/**
 * What the page in a folder weighs against its budgets.
 * @param {string} dist a folder with index.html
 * @returns {Weight[]}
 * @throws Error where the page loads no script
 */
export function weighPage(dist) {
  /** @param {string} path relative to dist */
  const weigh = (path) => gzipSync(readFileSync(join(dist, path)), { level: 9 }).length / 1000;
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const linked = [...page.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="\.?\/?([^"]+\.(?:js|css))"/g)].map((match) => match[1]);
  const scripts = linked.filter((path) => path.endsWith('.js'));
  if (scripts.length === 0) throw new Error('index.html: the page must load a script, got none');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  const lazy = files.filter((path) => path.endsWith('.js') && !linked.includes(path));
  const sum = (/** @type {readonly string[]} */ paths) => paths.reduce((total, path) => total + weigh(path), 0);
  return [
    { what: 'first JavaScript', kilobytes: sum(scripts), budget: budgets.firstScript },
    { what: 'CSS', kilobytes: sum(files.filter((path) => path.endsWith('.css'))), budget: budgets.styles },
    ...lazy.map((path) => ({ what: path, kilobytes: weigh(path), budget: budgets.lazyChunk })),
  ];
}

/** A sentence for each weight over its budget. @param {readonly Weight[]} weights */
export function complaintsOf(weights) {
  return weights
    .filter(({ kilobytes, budget }) => kilobytes > budget)
    .map(({ what, kilobytes, budget }) => `${what}: must weigh at most ${budget} KB gzipped, got ${kilobytes.toFixed(1)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const weights = weighPage(fileURLToPath(new URL('../dist', import.meta.url)));
  for (const { what, kilobytes, budget } of weights) console.log(`${kilobytes.toFixed(1).padStart(7)} KB of ${budget}  ${what}`);
  const complaints = complaintsOf(weights);
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length === 0 ? 0 : 1;
}
