/**
 * The layers that DESIGN.md's picture shows, as a check: imports point down only.
 *
 *     app > store, views > worker > engine > gpu | wasm | reference > tasks > model > core
 *
 * src/headless is the same engine in Node, beside app, store and views. Tests may import what they compare with.
 */

/** Each folder of src with the folders that it may import beside itself. @type {Readonly<Record<string, readonly string[]>>} */
const layers = {
  core: [],
  model: ['core'],
  tasks: ['model', 'core'],
  reference: ['tasks', 'model', 'core'],
  wasm: ['tasks', 'model', 'core'],
  gpu: ['tasks', 'model', 'core'],
  engine: ['gpu', 'wasm', 'reference', 'tasks', 'model', 'core'],
  worker: ['engine', 'gpu', 'wasm', 'reference', 'tasks', 'model', 'core'],
  views: ['model', 'core'],
  store: ['worker', 'engine', 'tasks', 'model', 'core'],
  app: ['store', 'views', 'worker', 'engine', 'tasks', 'model', 'core'],
  headless: ['worker', 'engine', 'gpu', 'wasm', 'reference', 'tasks', 'model', 'core'],
};

const names = Object.keys(layers);
/** Tests, the named examples of views, and what only they use. */
const tests = '\\.(test|bench|example)\\.tsx?$|/(fixtures|gallery)/|^src/(gpu/agreement|wasm/side-by-side)\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...names.map((name) => ({
      name: `${name} imports only what lies below it`,
      severity: /** @type {const} */ ('error'),
      from: { path: `^src/${name}/`, pathNot: tests },
      to: { path: '^src/', pathNot: [name, ...layers[name]].map((layer) => `^src/${layer}/`) },
    })),
    {
      name: 'views read types of the numerics, never their code',
      severity: 'error',
      from: { path: '^src/views/', pathNot: tests },
      to: { path: '^src/(model|core)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the page reaches the engine through the worker',
      severity: 'error',
      from: { path: '^src/(app|store)/', pathNot: tests },
      to: { path: '^src/engine/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'every file of src belongs to a layer', severity: 'error', from: {}, to: { path: '^src/', pathNot: `^src/(${names.join('|')})/` } },
    { name: 'no code imports a test', severity: 'error', from: { path: '^src/', pathNot: tests }, to: { path: '\\.test\\.tsx?$' } },
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'every import leads somewhere',
      severity: 'error',
      from: {}, // scripts/vite-wasm.mjs makes the virtual module.
      to: { couldNotResolve: true, pathNot: '^virtual:wasm-kernels$' },
    },
    {
      name: 'the page ships no development package',
      severity: 'error',
      from: { path: '^src/', pathNot: [tests, '^src/headless/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // AssemblyScript: another language in TypeScript's clothes, with its own project.
    exclude: { path: '^src/wasm/assembly/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.d.ts', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types'],
    },
  },
};
