/**
 * Makes public/data/names.txt, the names of the task `names`, from a pinned npm package; DATA.md says which and how.
 *
 * Run it by hand with `node scripts/data/names.mjs`. It needs npm and a network, which building and running the lab do not.
 */
import process from 'node:process';
import { loadLocales, textsOf } from './faker.mjs';
import { withFolder } from './packages.mjs';
import { shuffle, writeData } from './write.mjs';

const LISTS = ['cs_CZ', 'de', 'en', 'es', 'fr', 'hr', 'it', 'pl', 'tr', 'uz_UZ_latin'];
/** Names taken of each list. */
const EACH = 600;
/** One word of 2 to 14 letters, hyphens and apostrophes. */
const PLAIN = /^[\p{Script=Latin}'’-]{2,14}$/u;

await withFolder(async (folder) => {
  const locales = await loadLocales(folder);
  const lists = LISTS.map((list) => {
    const { first_name: first, last_name: last } = locales[list].person;
    return [...new Set([...textsOf(first), ...textsOf(last)].map((name) => name.normalize('NFC')))].filter((name) => PLAIN.test(name));
  });
  /** @type {Map<string, number>} */
  const occurrences = new Map();
  for (const name of lists.flat()) occurrences.set(name, (occurrences.get(name) ?? 0) + 1);
  const rows = lists.flatMap((names, k) => {
    const own = names.filter((name) => occurrences.get(name) === 1).sort();
    process.stdout.write(`${LISTS[k]}: ${String(own.length)} names of ${String(names.length)} are in no other list\n`);
    if (own.length < EACH) throw new Error(`names: list ${LISTS[k]} must have ${String(EACH)} names of its own, got ${String(own.length)}`);
    return shuffle(own, `names ${LISTS[k]}`)
      .slice(0, EACH)
      .map((name) => `${LISTS[k]} ${name}`);
  });
  writeData('names.txt', `${shuffle(rows, 'names').join('\n')}\n`);
});
