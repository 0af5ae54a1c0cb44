/** How the page is built: modern browsers, modules in the worker, nothing inlined, and the content security policy written into the page. */
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { licences } from './scripts/vite-licences.mjs';
import { wasmKernels } from './scripts/vite-wasm.mjs';

/** WebGPU, a worker and WASM work under this in all browsers; script addresses pass through the one Trusted Types policy, `lab`. */
const policy = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'lab',
};

/** Only in the built page: the development server needs inline scripts. */
function contentSecurityPolicy(): Plugin {
  const content = Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content }, injectTo: 'head-prepend' }],
  };
}

export default defineConfig({
  base: './',
  // One page: an address that leads nowhere is not found, rather than the page again.
  appType: 'mpa',
  cacheDir: '.cache/vite',
  plugins: [react(), contentSecurityPolicy(), wasmKernels(), licences()],
  worker: { format: 'es', plugins: () => [wasmKernels()] },
  server: { host: 'localhost' },
  build: {
    target: 'es2023',
    // The policy allows no data: address for fonts or WASM.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The gallery's stored numbers come in pieces beside its code.
    rolldownOptions: {
      // On a busy machine the bundler would tell whoever starts the lab which of its steps took long.
      checks: { bundlerTimings: false },
      output: {
        codeSplitting: {
          groups: [
            { name: 'fixtures', test: /gallery\/fixtures\/lstm-/ },
            { name: 'fixtures-instruments', test: /gallery\/fixtures\/instruments-/ },
          ],
        },
      },
    },
  },
});
