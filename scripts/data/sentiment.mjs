/**
 * Makes public/data/sentiment.tsv, the sentences of the task `sentiment`, from a pinned npm package; DATA.md says which and how.
 *
 * Run it by hand with `node scripts/data/sentiment.mjs`. It needs npm and a network, which building and running the lab do not.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { unpackNpm, withFolder } from './packages.mjs';
import { shuffle, writeData } from './write.mjs';

const PACKAGE = 'sentiment@5.0.2';
const INTEGRITY = 'sha512-ZeC3y0JsOYTdwujt5uOd7ILJNilbgFzUtg/LEG4wUv43LayFNLZ28ec8+Su+h3saHlJmIwYxBzfDHHZuiMA15g==';
const SOURCES = ['amazon', 'imdb', 'yelp'];

/**
 * Words, numbers, and the marks ! and ?, in lower case; accents and everything else are left out.
 * @param {string} text
 */
function tokenise(text) {
  const plain = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[\u2018\u2019]/g, "'")
    .toLowerCase();
  return plain.match(/[a-z]+(?:'[a-z]+)?|\d+|[!?]/g) ?? [];
}

await withFolder((folder) => {
  const unpacked = unpackNpm(folder, PACKAGE, INTEGRITY);
  const rows = SOURCES.flatMap((source) => {
    /** @type {{ text?: string, class?: number }[]} */
    const given = JSON.parse(readFileSync(join(unpacked, 'test', 'fixtures', `${source}.json`), 'utf8'));
    return given.flatMap(({ text = '', class: label }) => {
      const words = tokenise(text);
      return words.length === 0 || label === undefined ? [] : [`${String(label)}\t${source}\t${words.join(' ')}`];
    });
  });
  const different = [...new Map(rows.map((row) => [row.split('\t')[2], row])).values()];
  process.stdout.write(`${String(rows.length)} sentences, ${String(different.length)} of them different\n`);
  writeData('sentiment.tsv', `${shuffle(different, 'sentiment').join('\n')}\n`);
});
