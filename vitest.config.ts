/** Unit and kernel tests in Node. `*.long.test.ts` run only in the mode `long`, which `npm run test:all` sets. */
import { configDefaults, defineConfig } from 'vitest/config';
import { wasmKernels } from './scripts/vite-wasm.mjs';

const included = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.mjs', 'bench/*.test.mjs'];
/** They change what the process knows of GPUs. */
const alone = ['src/headless/no-driver.test.ts', 'src/headless/node-gpu.test.ts'];

export default defineConfig(({ mode }) => {
  const excluded = [...configDefaults.exclude, ...(mode === 'long' ? [] : ['**/*.long.test.ts'])];
  return {
    cacheDir: '.cache/vitest',
    plugins: [wasmKernels()],
    test: {
      pool: 'forks',
      setupFiles: 'vitest.setup.ts',
      maxWorkers: 2,
      testTimeout: 180_000,
      hookTimeout: 60_000,
      projects: [
        // Their files share a process each core, what they import, and what they compiled for a GPU: most of their time went into that.
        { extends: true, test: { name: 'shared', include: included, exclude: [...excluded, ...alone], isolate: false } },
        { extends: true, test: { name: 'alone', include: alone, exclude: excluded } },
      ],
    },
  };
});
