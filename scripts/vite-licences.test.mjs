/** The list in THIRD-PARTY.md names what the page is really made with. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { collectLicences } from './vite-licences.mjs';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const known = ['MIT', 'ISC', 'BSD-3-Clause', 'OFL-1.1', 'Unlicense', 'Apache-2.0'];

it('finds a text for every package, under a licence that lets the page be given away', () => {
  const found = collectLicences();
  expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining([...Object.keys(dependencies), 'scheduler', 'assemblyscript']));
  for (const { name, licence, text } of found) {
    expect(known, name).toContain(licence);
    expect(text.length, name).toBeGreaterThan(500);
  }
});

it('lists each direct dependency with its licence in THIRD-PARTY.md', () => {
  const page = readFileSync('THIRD-PARTY.md', 'utf8');
  const rows = [...page.matchAll(/^\| +`([^`]+)` +\| +([^ |]+) +\|/gm)].map(([, name, licence]) => `${name} ${licence}`);
  const used = [...Object.keys(dependencies), 'assemblyscript'];
  const expected = collectLicences().filter(({ name }) => used.includes(name));
  expect(rows.sort()).toEqual(expected.map(({ name, licence }) => `${name} ${licence}`).sort());
});
