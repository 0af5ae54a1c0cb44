/**
 * `npm test`: installs what is missing, then runs every check, test and budget there is, and ends with the line `N passed, N failed`.
 * With `--all` also the long tests, and Firefox.
 *
 * A check counts as one test. A step that ends badly without a failed test of its own counts as one failed test, and so does a
 * skipped test: nothing passes by not being run.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { listVitestFailures, readPlaywright, readVitest, tally } from './count-tests.mjs';
import { ensureBrowser, ensureDriver, ensureFirefox, ensurePackages, root, SetupError } from './setup.mjs';
import { build, checks, reportPath, runStep, runSteps, tell } from './steps.mjs';

const all = process.argv.includes('--all');
/** A test program that hangs is ended after this many milliseconds; the long tests may take their time. */
const timeout = all ? undefined : 30 * 60_000;
let passed = 0;
let failed = 0;
/** What else than a page's test failed: told once more at the end, where it is found. @type {string[]} */
const failures = [];

/**
 * @param {boolean} ok
 * @param {string} name
 */
function count(ok, name) {
  if (ok) passed += 1;
  else {
    failed += 1;
    failures.push(name);
  }
}

/**
 * @param {string} name
 * @param {() => void} install
 */
function prepare(name, install) {
  const start = performance.now();
  let output = '';
  try {
    install();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    output = error.message;
  }
  const ok = output === '';
  tell({ name, ok, output, seconds: (performance.now() - start) / 1000 });
  count(ok, name);
  return ok;
}

/**
 * Runs a test program that writes its result as JSON, and adds up what it counted.
 * @param {string} name
 * @param {readonly string[]} args
 * @param {string} report
 * @param {(json: string) => import('./count-tests.mjs').Counts} read
 */
function runTests(name, args, report, read) {
  console.log(`\n${name}`);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env, timeout });
  const counts = existsSync(report) ? read(readFileSync(report, 'utf8')) : null;
  if (counts && counts.skipped > 0) console.log(`${counts.skipped} skipped: a skipped test counts as failed`);
  const added = tally(counts, status);
  if ((counts?.failed ?? 0) + (counts?.skipped ?? 0) === 0 && added.failed > 0) failures.push(`${name}: ended with ${status}, without a failed test`);
  passed += added.passed;
  failed += added.failed;
}

prepare('packages', ensurePackages);
if (failed === 0) {
  const browser = prepare('browser', ensureBrowser);
  const firefox = all && prepare('Firefox', ensureFirefox);
  prepare('software GPU', ensureDriver);
  for (const { ok, name } of await runSteps(checks)) count(ok, name);

  const report = reportPath('vitest.json');
  const mode = all ? ['--mode=long'] : [];
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...mode, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  runTests('Unit and kernel tests', vitest, report, readVitest);
  if (existsSync(report)) failures.push(...listVitestFailures(readFileSync(report, 'utf8'), root));

  let built = true;
  console.log('');
  for (const step of build) {
    /** @type {import('./steps.mjs').Outcome} */
    const outcome = built ? await runStep(step) : { name: step.name, ok: false, output: 'not run: there is no build', seconds: 0 };
    tell(outcome);
    count(outcome.ok, step.name);
    built &&= outcome.ok || step !== build[0];
  }

  const playwright = ['node_modules/@playwright/test/cli.js', 'test'];
  if (browser && built)
    runTests('Whole-page tests', [...playwright, '--project=chromium', '--project=without-webgpu'], reportPath('playwright.json'), readPlaywright);
  else count(false, 'whole-page tests: not run');
  if (firefox && built) runTests('The page in Firefox', [...playwright, '--project=firefox'], reportPath('firefox.json'), readPlaywright);
  else if (all) count(false, 'the page in Firefox: not run');
}
for (const name of failures) console.log(`FAILED  ${name}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
