/** Where the program begins, so that whatever nothing reaches from there is reported as unused. */
import type { KnipConfig } from 'knip';

export default {
  entry: [
    'src/worker/lab-worker.ts',
    'src/headless/main.ts',
    'src/views/gallery/examples.tsx',
    'src/**/*.{test,example}.{ts,tsx}',
    'e2e/**/*.ts',
    'scripts/**/*.mjs',
  ],
  // AssemblyScript is another language.
  project: ['src/**/*.{ts,tsx,css}', '!src/wasm/assembly/**', 'golden/*.ts', 'e2e/**/*.ts', 'scripts/**/*.mjs'],
  // What a style sheet takes from a package counts as used.
  compilers: {
    css: (text: string) => [...text.matchAll(/(?:@import\s+|url\()'([^']+)'/g)].map(([, path]) => `import '${path}';`).join('\n'),
  },
  // Run by its path (scripts/build-wasm.mjs says why), so no import names it.
  ignoreDependencies: ['assemblyscript'],
  // Of Debian, for whoever makes the data files anew.
  ignoreBinaries: ['apt-get', 'dpkg-deb'],
  // A type that only its own file needs may still be part of what the file says.
  ignoreExportsUsedInFile: { interface: true, type: true },
} satisfies KnipConfig;
