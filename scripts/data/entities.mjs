/**
 * Makes public/data/entities.txt, the names that the sentences of the task `entities` are about, from a pinned npm package; DATA.md says which and how.
 *
 * Run it by hand with `node scripts/data/entities.mjs`. It needs npm and a network, which building and running the lab do not.
 */
import process from 'node:process';
import { loadLocales, textsOf } from './faker.mjs';
import { withFolder } from './packages.mjs';
import { shuffle, writeData } from './write.mjs';

const LOCALE = 'en';
/** Names taken of each list, besides those that stand in several. */
const EACH = 250;

await withFolder(async (folder) => {
  const { person, location } = (await loadLocales(folder))[LOCALE];
  const lists = Object.entries({ f: person.first_name, l: person.last_name, c: location.city_name });
  /** @type {Map<string, string>} */
  const kinds = new Map();
  for (const [kind, list] of lists) {
    for (const name of textsOf(list)) if (/^[A-Z][a-z]+( [A-Z][a-z]+)?$/.test(name)) kinds.set(name, (kinds.get(name) ?? '') + kind);
  }
  const rows = [...kinds].map(([name, kind]) => `${kind} ${name}`).sort();
  const several = rows.filter((row) => row.indexOf(' ') > 1);
  const others = lists.flatMap(([kind]) => {
    const own = rows.filter((row) => row.startsWith(`${kind} `));
    return shuffle(own, `entities ${kind}`).slice(0, EACH);
  });
  process.stdout.write(`${String(several.length)} of ${String(rows.length)} names stand in several lists\n`);
  writeData('entities.txt', `${shuffle([...several, ...others], 'entities').join('\n')}\n`);
});
