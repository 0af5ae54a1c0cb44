/** The lists of @faker-js/faker that data are made from: the pinned package, loaded from where it was unpacked. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unpackNpm } from './packages.mjs';

const PACKAGE = '@faker-js/faker@10.6.0';
const INTEGRITY = 'sha512-3RQHgEtvL1Frl/d1cSreo7qhJ3Gk1OdNUai/CtZ8G+wYeRQnJih3s9xJ9/kgYekPQRdwgh0HXRPqMlzWGwivIQ==';

/**
 * @typedef {object} Locale
 * @property {Readonly<Record<string, unknown>>} person
 * @property {Readonly<Record<string, unknown>>} location
 */

/**
 * Downloads the package into a folder and loads its lists.
 * @param {string} folder
 * @returns {Promise<Readonly<Record<string, Locale>>>} by the names of the locales
 */
export async function loadLocales(folder) {
  const address = pathToFileURL(join(unpackNpm(folder, PACKAGE, INTEGRITY), 'dist', 'index.js'));
  /** @type {{ allLocales: Readonly<Record<string, Locale>> }} */
  const { allLocales } = await import(address.href);
  return allLocales;
}

/**
 * The texts of a list, whether it is one or is kept by sex; each once.
 * @param {unknown} list
 * @returns {string[]}
 */
export function textsOf(list) {
  const given = Array.isArray(list) ? list : Object.values(/** @type {Record<string, unknown>} */ (list ?? {})).flat();
  return [...new Set(given.filter((each) => typeof each === 'string'))];
}
