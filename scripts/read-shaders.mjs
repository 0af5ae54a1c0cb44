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

/** The entry points of a shader, and the line of each. @param {string} code */
export function findEntries(code) {
  return [...code.matchAll(/@compute[^;{}]*?\bfn\s+(\w+)/g)].map((match) => ({
    entryPoint: match[1],
    line: code.slice(0, match.index).split('\n').length,
  }));
}

/** The entry points that a file says bind more storage buffers than default limits allow. @param {string} code @returns {readonly string[]} */
export function findBeyondDefault(code) {
  return /^\/\/ more storage buffers than by default: (.+)$/m.exec(code)?.[1].split(', ') ?? [];
}
