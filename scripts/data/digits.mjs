/**
 * Makes public/data/digits.txt, the pictures of the tasks `digitRows` and `digitPixels`, from a pinned Debian package; DATA.md says which and how.
 *
 * Run it by hand with `node scripts/data/digits.mjs`. It needs Debian's apt-get and dpkg-deb, and a network, which building and running the lab do not.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gunzipSync } from 'node:zlib';
import { unpackDebian, withFolder } from './packages.mjs';
import { shuffle, writeData } from './write.mjs';

const PACKAGE = 'python3-sklearn=1.2.1+dfsg-1';
const SHA256 = 'ca0c6be401d14871c7e93cfdd8d1f561595dc65e6e2ad2501d568aee7f7efc58';
const PIXELS = 64;

await withFolder((folder) => {
  const path = join(unpackDebian(folder, PACKAGE, SHA256), 'usr/lib/python3/dist-packages/sklearn/datasets/data/digits.csv.gz');
  const lines = gunzipSync(readFileSync(path)).toString('latin1').trim().split('\n');
  const rows = lines.map((line) => {
    const numbers = line.split(',').map(Number);
    if (numbers.length !== PIXELS + 1) throw new Error(`digits: a line must hold 65 numbers, got ${String(numbers.length)}`);
    return `${String(numbers[PIXELS])} ${numbers
      .slice(0, PIXELS)
      .map((ink) => ink.toString(17))
      .join('')}`;
  });
  process.stdout.write(`${String(rows.length)} pictures, ${String(new Set(rows).size)} of them different\n`);
  writeData('digits.txt', `${shuffle(rows, 'digits').join('\n')}\n`);
});
