/**
 * Makes public/data/proteins.txt, the protein domains of the task `proteins`, from a pinned Debian package; DATA.md says which and how.
 *
 * Run it by hand with `node scripts/data/proteins.mjs`. It needs Debian's apt-get and dpkg-deb, and a network, which building and running the lab do not.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gunzipSync } from 'node:zlib';
import { unpackDebian, withFolder } from './packages.mjs';
import { shuffle, writeData } from './write.mjs';

const PACKAGE = 'hmmer-examples=3.3.2+dfsg-1';
const SHA256 = '6786e1e2862f4649ec9216316406b1ecd4e552c220abd26a091281287013b3bc';
const FILES = [
  'tutorial/fn3.sto',
  'tutorial/Pkinase.sto',
  'testsuite/RRM_1.sto.gz',
  'testsuite/SMC_N.sto.gz',
  'easel/demotic/examples/example.sto.gz',
  'easel/demotic/examples/example-single.sto.gz',
];
/** The shortest sequence that is kept. */
const SHORTEST = 60;

/**
 * The sequences of each family of a file in Stockholm format, without the gaps of their alignment.
 * @param {string} text
 * @returns {{ family: string, sequences: string[] }[]}
 */
function readFamilies(text) {
  return text
    .split(/^\/\/$/m)
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const family = /^#=GF ID +(\S+)/m.exec(block)?.[1];
      if (family === undefined) throw new Error('proteins: a family must have a name');
      /** @type {Map<string, string>} */
      const rows = new Map();
      for (const [, name, residues] of block.matchAll(/^([^#\s]\S*) +(\S+)$/gm)) rows.set(name, (rows.get(name) ?? '') + residues);
      return { family, sequences: [...rows.values()].map((row) => row.replace(/[.-]/g, '').toUpperCase()) };
    });
}

await withFolder((folder) => {
  const base = join(unpackDebian(folder, PACKAGE, SHA256), 'usr/share/doc/hmmer/examples');
  const families = FILES.flatMap((file) => {
    const bytes = readFileSync(join(base, file));
    return readFamilies((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1'));
  });
  const rows = families.flatMap(({ family, sequences }) => {
    const own = [...new Set(sequences)].filter((sequence) => sequence.length >= SHORTEST && /^[ACDEFGHIKLMNPQRSTVWY]+$/.test(sequence)).sort();
    process.stdout.write(`${family}: ${String(own.length)} of ${String(sequences.length)} sequences\n`);
    return shuffle(own, `proteins ${family}`).map((sequence) => `${family} ${sequence}`);
  });
  writeData('proteins.txt', `${rows.join('\n')}\n`);
});
