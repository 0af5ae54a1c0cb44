/** Data files as they are written: in a stated order, and with what src/tasks/data-files.ts and DATA.md must say of them. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';

const target = fileURLToPath(new URL('../../public/data', import.meta.url));

/**
 * Writes public/data/NAME and prints what must stand in the tables.
 * @param {string} name
 * @param {string} text
 */
export function writeData(name, text) {
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, name), text);
  const bytes = Buffer.from(text, 'utf8');
  const sum = crc32(bytes).toString(16).padStart(8, '0');
  process.stdout.write(`'${name}': { bytes: ${String(bytes.length)}, crc32: 0x${sum} },\n`);
  process.stdout.write(`sha256 ${createHash('sha256').update(bytes).digest('hex')}\n`);
}

/**
 * The items in another order, the same for the same seed: by the sha256 of seed and place.
 * @template Item
 * @param {readonly Item[]} items
 * @param {string} seed
 * @returns {Item[]}
 */
export function shuffle(items, seed) {
  const keyed = items.map((item, k) => ({
    item,
    key: createHash('sha256')
      .update(`${seed} ${String(k)}`)
      .digest('hex'),
  }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ item }) => item);
}
