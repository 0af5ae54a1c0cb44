/** The shaders as they are compiled: every file of shaders/ with the parts that it needs. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeShader } from '../shaders/compose.mjs';

const folder = fileURLToPath(new URL('../shaders', import.meta.url));

/** @returns {{ name: string, code: string }[]} `name` is the path in the repository */
export function readShaders() {
  const namesIn = (/** @type {string} */ path) => readdirSync(path).filter((name) => name.endsWith('.wgsl'));
  const read = (/** @type {string[]} */ ...path) => readFileSync(join(folder, ...path), 'utf8');
  const parts = Object.fromEntries(namesIn(join(folder, 'parts')).map((name) => [basename(name, '.wgsl'), read('parts', name)]));
  return namesIn(folder).map((name) => ({ name: `shaders/${name}`, code: composeShader(read(name), parts) }));
}
