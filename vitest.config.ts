/** Unit and kernel tests in Node. `*.long.test.ts` run only in the mode `long`, which `npm run test:all` sets. */
import { configDefaults, defineConfig } from 'vitest/config';
import { wasmKernels } from './scripts/vite-wasm.mjs';

const included = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.mjs', 'bench/*.test.mjs'];
const ofEngines = ['src/gpu/**/*.test.ts', 'src/headless/**/*.test.ts'];

export default defineConfig(({ mode }) => {
  const excluded = [...configDefaults.exclude, ...(mode === 'long' ? [] : ['**/*.long.test.ts'])];
  return {
    cacheDir: '.cache/vitest',
    plugins: [wasmKernels()],
    test: {
      pool: 'forks',
      maxWorkers: 2,
      testTimeout: 60_000,
      projects: [
        // Their files share a process each core, and what they import: half of their time went into importing it anew.
        { extends: true, test: { name: 'units', include: included, exclude: [...excluded, ...ofEngines], isolate: false } },
        // A process a file: some change what the process knows of GPUs.
        { extends: true, test: { name: 'engines', include: ofEngines, exclude: excluded } },
      ],
    },
  };
});
