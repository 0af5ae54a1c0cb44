/**
 * The module `virtual:wasm-kernels`: hands the compiled kernels to whatever Vite builds or serves, `loadKernels()` resolving with their bytes.
 *
 * A page or a worker fetches them from an asset of their own; in Node (tests, the headless bundle) they are part of the code, so no file must be found.
 */
import { readFileSync } from 'node:fs';
import { buildKernels, sourceFolder } from './build-wasm.mjs';

const name = 'virtual:wasm-kernels';
const resolved = `\0${name}`;

/** @returns {import('vite').Plugin} */
export function wasmKernels() {
  return {
    name: 'wasm-kernels',
    resolveId: (id) => (id === name ? resolved : undefined),
    async load(id) {
      if (id !== resolved) return undefined;
      const path = await buildKernels();
      return this.environment.config.consumer === 'server' ? embedded(readFileSync(path)) : fetched(path);
    },
    configureServer(server) {
      server.watcher.add(sourceFolder);
    },
    hotUpdate({ file, modules }) {
      if (!file.startsWith(sourceFolder)) return undefined;
      const kernels = this.environment.moduleGraph.getModuleById(resolved);
      return kernels ? [...modules, kernels] : undefined;
    },
  };
}

/** @param {Buffer} bytes */
function embedded(bytes) {
  return `export async function loadKernels() {
  return Uint8Array.from(atob('${bytes.toString('base64')}'), (character) => character.charCodeAt(0));
}`;
}

/** @param {string} path */
function fetched(path) {
  return `import url from ${JSON.stringify(`${path}?url`)};
export async function loadKernels() {
  const response = await fetch(url);
  if (!response.ok) throw new Error('wasm kernels: ' + url + ' must be served, got status ' + response.status);
  return response.arrayBuffer();
}`;
}
