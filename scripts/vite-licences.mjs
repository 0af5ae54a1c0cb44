/**
 * Puts `licences.txt` beside the built page: the licence of every package that may be part of it, as the packages themselves carry it.
 * MIT, ISC, BSD and OFL all ask for their text to travel with copies; THIRD-PARTY.md says in short what there is.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Compiled in, though only a development dependency: parts of AssemblyScript's standard library are in the .wasm. */
const compiledIn = ['assemblyscript'];

/** @typedef {{ version: string, license: string, dependencies?: Record<string, string> }} Manifest */

/**
 * @typedef {{ name: string, version: string, licence: string, text: string }} Licence
 * @returns {Licence[]} of the page's dependencies, theirs, and so on, by name
 */
export function collectLicences() {
  /** @type {Map<string, Licence>} */
  const found = new Map();
  for (const name of compiledIn) add(found, name, root, false);
  for (const name of Object.keys(readPackage(root).dependencies ?? {})) add(found, name, root, true);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param {Map<string, Licence>} found
 * @param {string} name
 * @param {string} from the folder of the package that depends on it
 * @param {boolean} withTheirs whether its own dependencies count
 */
function add(found, name, from, withTheirs) {
  if (found.has(name)) return;
  const folder = findPackage(name, from);
  const { version, license, dependencies = {} } = readPackage(folder);
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined) throw new Error(`licences: package ${name} must bring its licence, got none`);
  found.set(name, { name, version, licence: license, text: readFileSync(join(folder, file), 'utf8').trim() });
  if (withTheirs) for (const theirs of Object.keys(dependencies)) add(found, theirs, folder, true);
}

/**
 * @param {string} name
 * @param {string} from
 * @returns {string} the folder that Node would find the package in
 */
function findPackage(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder) throw new Error(`licences: package ${name} must be installed, got none`);
  }
}

/**
 * @param {string} folder
 * @returns {Manifest}
 */
function readPackage(folder) {
  /** @type {unknown} */
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return /** @type {Manifest} */ (manifest);
}

/** @returns {import('vite').Plugin} */
export function licences() {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      if (this.environment.config.consumer !== 'client') return;
      const parts = collectLicences().map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}\n`);
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: parts.join(`\n${'-'.repeat(80)}\n\n`) });
    },
  };
}
