/**
 * Whole-page tests: the built page (`npm run build` first), served on a port of its own, in Chromium with WebGPU on its software adapter;
 * some of them also in Firefox, whose WebGPU has another shader compiler, as `npm run test:all` does.
 */
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findBrowser, findFirefox } from './scripts/find-browser.mjs';

const PORT = 'THROUGH_TIME_PORT';

/** The processes of one run inherit the port that the first of them chose. */
async function choosePort(): Promise<string> {
  const given = process.env[PORT];
  if (given !== undefined) return given;
  const port = await new Promise<string>((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, 'localhost', () => {
      const address = server.address();
      server.close(() => {
        resolve(String(typeof address === 'object' && address !== null ? address.port : address));
      });
    });
  });
  process.env[PORT] = port;
  return port;
}

const browser = findBrowser();
if (!browser) throw new Error('playwright: there must be a Chromium on this machine, found none; npm test installs one');
const firefox = findFirefox();
const address = `http://localhost:${await choosePort()}/`;
const isRoot = process.getuid?.() === 0;
const report = process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'];

const chromium = (...flags: string[]) => ({
  launchOptions: { executablePath: browser.executable, chromiumSandbox: !isRoot, args: [...flags, '--disable-background-networking'] },
});

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  forbidOnly: true,
  retries: 0,
  // One for each core of continuous integration: no test depends on how busy the machine is.
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: report === undefined ? [['list']] : [['list'], ['json', { outputFile: report }]],
  use: {
    baseURL: address,
    // A trace costs a third of a test's time: `npx playwright test FILE --trace=on` makes one.
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      use: chromium('--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'),
    },
    {
      // What people see whose browser has no WebGPU: the first look, links, and of training, decoders, engines and saved runs what bears the tag.
      name: 'without-webgpu',
      grep: /first-look\.test\.ts|wasm\.test\.ts|@without-webgpu/,
      use: chromium('--disable-features=WebGPU', '--disable-blink-features=WebGPU'),
    },
    ...(firefox
      ? [
          {
            name: 'firefox',
            testMatch: ['first-look.test.ts', 'shaders.test.ts', 'wasm.test.ts', 'webgpu.test.ts'],
            use: {
              browserName: 'firefox' as const,
              channel: firefox.channel,
              launchOptions: {
                executablePath: firefox.executable,
                downloadsPath: resolve('test-results', 'downloads'),
                firefoxUserPrefs: { 'dom.webgpu.enabled': true, 'gfx.webgpu.ignore-blocklist': true },
              },
            },
          },
        ]
      : []),
  ],
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host localhost --strictPort --port ${new URL(address).port}`,
    url: address,
    reuseExistingServer: false,
  },
});
