import { defineConfig } from 'vitest/config';

export default defineConfig({
  cacheDir: '.cache/vitest',
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], pool: 'forks', maxWorkers: 2, testTimeout: 60_000 },
});
