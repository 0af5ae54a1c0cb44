/** Unit and kernel tests in Node. `*.long.test.ts` run only in the mode `long`, which `npm run test:all` sets. */
import { configDefaults, defineConfig } from 'vitest/config';
import { wasmKernels } from './scripts/vite-wasm.mjs';

export default defineConfig(({ mode }) => ({
  cacheDir: '.cache/vitest',
  plugins: [wasmKernels()],
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.mjs', 'bench/*.test.mjs'],
    exclude: [...configDefaults.exclude, ...(mode === 'long' ? [] : ['**/*.long.test.ts'])],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
  },
}));
