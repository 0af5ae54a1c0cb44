/**
 * Makes public/data/phonemes.txt, the words of the task `phonemes`, from a pinned npm package; DATA.md says which and how.
 *
 * Run it by hand with `node scripts/data/phonemes.mjs`. It needs npm and a network, which building and running the lab do not.
 */
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { unpackNpm, withFolder } from './packages.mjs';
import { shuffle, writeData } from './write.mjs';

const PACKAGE = 'cmu-pronouncing-dictionary@3.0.0';
const INTEGRITY = 'sha512-6y5X4OxsYFnHERo6WSVPnLrk53G07MOQ8aUb2z555JgwynpbZsHR0a//WdN6DUcmE1j2auTF2TtL4PpoKze8QQ==';
/** ARPAbet as the dictionary uses it, in the order of the letters that stand for it: A to Z, then a to m. */
const PHONEMES = 'AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH'.split(' ');
const CODES = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm';
const WORDS = 20_000;

/** @param {string} spoken phonemes, with the stress after each vowel, which is left out */
function encode(spoken) {
  return spoken
    .split(' ')
    .map((each) => {
      const at = PHONEMES.indexOf(each.replace(/[0-2]$/, ''));
      if (at < 0) throw new Error(`phonemes: must be one of ${PHONEMES.join(' ')}, got ${each}`);
      return CODES[at];
    })
    .join('');
}

await withFolder(async (folder) => {
  const address = pathToFileURL(join(unpackNpm(folder, PACKAGE, INTEGRITY), 'index.js'));
  /** @type {{ dictionary: Readonly<Record<string, string>> }} */
  const { dictionary } = await import(address.href);
  const rows = Object.entries(dictionary)
    .filter(
      ([word, spoken]) => /^[a-z]{3,10}$/.test(word) && !(`${word}(2)` in dictionary) && !spoken.includes('#') && spoken.split(' ').length <= 10,
    )
    .map(([word, spoken]) => `${word} ${encode(spoken)}`);
  process.stdout.write(`${String(rows.length)} words of 3 to 10 letters with one pronunciation of at most 10 phonemes\n`);
  writeData('phonemes.txt', `${shuffle(rows.sort(), 'phonemes').slice(0, WORDS).join('\n')}\n`);
});
