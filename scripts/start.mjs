/** `npm start`: installs what is missing, builds the lab, serves it on a free port and prints its address. */
import process from 'node:process';
import { ensurePackages, root, SetupError } from './setup.mjs';

try {
  ensurePackages();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exit(1);
}
const { build, preview } = await import('vite');
console.log('Building…');
await build({ root, logLevel: 'warn' });
const server = await preview({ root, logLevel: 'warn', preview: { host: 'localhost' } });
const address = server.resolvedUrls?.local[0];
if (!address) throw new Error('start: the server must have an address, got none');
console.log(`\n  Through Time is at ${address}\n  Ctrl+C ends it.\n`);
