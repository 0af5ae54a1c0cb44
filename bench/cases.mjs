/** What is measured: which networks at which shapes, on which libraries. */

/** @typedef {{ name: string, cell: 'rnn' | 'lstm' | 'gru', network: 'plain' | 'bidirectional' | 'attention' | 'tokens' | 'products', shape: number[] }} Case */
/** @typedef {{ name: string, library: 'ours' | 'tfjs' | 'jax' | 'torch', backend: string }} Library */

/** Batch, time steps, input size, hidden size. */
const shapes = [
  [16, 20, 2, 16],
  [32, 50, 2, 64],
  [64, 100, 2, 128],
  [32, 200, 8, 256],
];

/** @param {Case['cell']} cell @param {number[]} shape @param {Case['network']} network @returns {Case} */
export function createCase(cell, shape, network = 'plain') {
  return { name: `${network === 'plain' ? cell : `${network} ${cell}`} ${shape.join('x')}`, cell, network, shape };
}

/** @type {readonly Case[]} */
export const cases = [
  .../** @type {const} */ (['lstm', 'gru', 'rnn']).flatMap((cell) => shapes.map((shape) => createCase(cell, shape))),
  ...shapes.slice(0, 3).map((shape) => createCase('lstm', shape, 'bidirectional')),
  ...shapes.slice(0, 3).map((shape) => createCase('lstm', shape, 'attention')),
  createCase('lstm', [32, 50, 32, 64], 'tokens'),
];

/** @param {Library['library']} library @param {string} backend @returns {Library} */
function createLibrary(library, backend) {
  return { name: `${library} ${backend}`, library, backend };
}

/** In a page; peers that may hang come first, since the browser is started anew after one that does. */
export const inBrowser = [
  createLibrary('tfjs', 'webgpu'),
  createLibrary('tfjs', 'webgl'),
  createLibrary('tfjs', 'wasm'),
  createLibrary('jax', 'webgpu'),
  createLibrary('jax', 'wasm'),
  createLibrary('ours', 'reference'),
  createLibrary('ours', 'webgpu'),
  createLibrary('ours', 'wasm'),
];

export const inNode = [createLibrary('ours', 'webgpu'), createLibrary('ours', 'wasm')];

/** PyTorch, on one thread or on CUDA; only the process itself knows whether it is there. */
export const torchLibraries = [createLibrary('torch', 'cpu'), createLibrary('torch', 'cuda')];

/** The float64 reference is no contender: it is shown once, where it still takes milliseconds. */
const REFERENCE_AT_MOST = 16 * 20 * 16;

/** Peers have no network of several layers, nor an attention decoder, that would be the same model in one call. */
export function canRun(/** @type {Library} */ { library, backend }, /** @type {Case} */ { network, shape }) {
  const [B = 0, T = 0, , H = 0] = shape;
  if (backend === 'reference') return B * T * H <= REFERENCE_AT_MOST;
  return library === 'ours' || network === 'plain';
}

/**
 * Whether a row is asked for. Every `--only` must hold one word that each of the row's names fits: `--only lstm,gru --only webgpu`.
 * @param {readonly string[]} only
 */
export function isAskedFor(only, /** @type {Case} */ { name, network }, /** @type {Library} */ library) {
  const words = `${network} ${name} ${library.name}`.split(' ');
  return only.every((filter) => filter.split(',').some((word) => word.split(' ').every((part) => words.includes(part))));
}

/** The library of ours that another is held against: WASM against WASM and processors, WebGPU against what runs on a GPU. */
export function opponentOf(/** @type {Library} */ { backend }) {
  return ['webgpu', 'webgl', 'cuda'].includes(backend) ? 'ours webgpu' : 'ours wasm';
}
