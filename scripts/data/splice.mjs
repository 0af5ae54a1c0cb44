/**
 * Makes public/data/splice.txt, the DNA of the task `splice`, from a pinned Debian package; DATA.md says which and how.
 *
 * Run it by hand with `node scripts/data/splice.mjs`. It needs Debian's apt-get, dpkg-deb and xz, and a network, which building and running the lab do not.
 */
import { join } from 'node:path';
import process from 'node:process';
import { unpackDebian, withFolder } from './packages.mjs';
import { columnOf, namesOf, readRda } from './r-objects.mjs';
import { shuffle, writeData } from './write.mjs';

const PACKAGE = 'r-cran-mlbench=2.1-3-1';
const SHA256 = '2f1127f7b5e7d08703b13b52ef1976a0c355a7660d6ac575e29b87b13921bc06';
const BASES = 60;
/** Three columns a base, of which at most one is 1. */
const BASE_OF = new Map([
  ['100', 'A'],
  ['010', 'C'],
  ['001', 'G'],
  ['000', 'T'],
]);

await withFolder((folder) => {
  const { DNA } = readRda(join(unpackDebian(folder, PACKAGE, SHA256), 'usr/lib/R/site-library/mlbench/data/DNA.rda'));
  const columns = namesOf(DNA)
    .slice(0, 3 * BASES)
    .map((name) => columnOf(DNA, name));
  const rows = columnOf(DNA, 'Class').map((label, row) => {
    const bases = Array.from({ length: BASES }, (_, base) => {
      const flags = [0, 1, 2].map((k) => String(columns[3 * base + k][row])).join('');
      const letter = BASE_OF.get(flags);
      if (letter === undefined) throw new Error(`DNA row ${String(row)}, base ${String(base)}: must be one of four, got ${flags}`);
      return letter;
    });
    return `${String(label)} ${bases.join('')}`;
  });
  const different = [...new Map(rows.map((row) => [row.split(' ')[1], row])).values()];
  process.stdout.write(`${String(rows.length)} sequences, ${String(different.length)} of them different\n`);
  writeData('splice.txt', `${shuffle(different, 'splice').join('\n')}\n`);
});
