/** `npm run check`: types, lint, format, layers, unused code and shaders; everything that needs neither a browser nor a test. */
import process from 'node:process';
import { ensurePackages, SetupError } from './setup.mjs';
import { checks, runSteps } from './steps.mjs';

try {
  ensurePackages();
  const outcomes = await runSteps(checks);
  const failed = outcomes.filter(({ ok }) => !ok).length;
  console.log(`${outcomes.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
