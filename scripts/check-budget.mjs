/** Holds what the built page may weigh, gzipped: what must load before the first picture, and each piece loaded later. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Kilobytes of 1,000 bytes. */
const budgets = { firstScript: 170, styles: 25, lazyChunk: 80 };
const dist = fileURLToPath(new URL('../dist', import.meta.url));

/** @param {string} path relative to dist */
function weigh(path) {
  return gzipSync(readFileSync(join(dist, path)), { level: 9 }).length / 1000;
}

const page = readFileSync(join(dist, 'index.html'), 'utf8');
const linked = [...page.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="\.?\/?([^"]+\.(?:js|css))"/g)].map((match) => match[1]);
const scripts = linked.filter((path) => path.endsWith('.js'));
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
const lazy = files.filter((path) => path.endsWith('.js') && !linked.includes(path));

/** @type {{ what: string, kilobytes: number, budget: number }[]} */
const rows = [
  { what: 'first JavaScript', kilobytes: scripts.reduce((sum, path) => sum + weigh(path), 0), budget: budgets.firstScript },
  {
    what: 'CSS',
    kilobytes: files.filter((path) => path.endsWith('.css')).reduce((sum, path) => sum + weigh(path), 0),
    budget: budgets.styles,
  },
  ...lazy.map((path) => ({ what: path, kilobytes: weigh(path), budget: budgets.lazyChunk })),
];
let over = scripts.length === 0 ? 1 : 0;
if (over > 0) console.error('index.html: the page must load a script, got none');
for (const { what, kilobytes, budget } of rows) {
  console.log(`${kilobytes.toFixed(1).padStart(7)} KB of ${budget}  ${what}`);
  if (kilobytes <= budget) continue;
  over += 1;
  console.error(`${what}: must weigh at most ${budget} KB gzipped, got ${kilobytes.toFixed(1)}`);
}
process.exitCode = over === 0 ? 0 : 1;
