/** Adds up what a test program reports, so that nothing passes by not being run. */

import { relative } from 'node:path';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {string} json what Vitest's JSON reporter writes
 * @returns {Counts} a test file that did not load counts as one failed test
 */
export function readVitest(json) {
  const report = /** @type {Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests', number> & {
    testResults: { status: string, assertionResults: unknown[] }[] }} */ (JSON.parse(json));
  const unloaded = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded, skipped: report.numPendingTests + report.numTodoTests };
}

/**
 * What failed, a line each: the file, the test where it came to one, and the first line of why.
 * @param {string} json what Vitest's JSON reporter writes
 * @param {string} root the folder that files are named from
 * @returns {string[]}
 */
export function listVitestFailures(json, root) {
  const report = /** @type {{ testResults: { name: string, status: string, message: string,
    assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[] }} */ (JSON.parse(json));
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const why = (/** @type {string} */ text) => text.split('\n', 1)[0];
    if (assertionResults.length === 0) return status === 'failed' ? [`${file} did not load: ${why(message)}`] : [];
    return assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => `${file} › ${test.fullName}: ${why(test.failureMessages[0] ?? '')}`);
  });
}

/**
 * @param {string} json what Playwright's JSON reporter writes
 * @returns {Counts} an error outside of tests counts as one failed test
 */
export function readPlaywright(json) {
  const { stats, errors } = /** @type {{ stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>, errors: unknown[] }} */ (
    JSON.parse(json)
  );
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

/**
 * What a run of a test program adds to the total.
 * @param {Counts | null} counts null where it wrote no report
 * @param {number | null} status its exit status
 * @returns {{ passed: number, failed: number }} a skipped test counts as failed; so does a run without tests, and one that ended badly without a failed test
 */
export function tally(counts, status) {
  const passed = counts?.passed ?? 0;
  const failed = (counts?.failed ?? 0) + (counts?.skipped ?? 0);
  const endedWell = status === 0 && passed > 0;
  return { passed, failed: failed === 0 && !endedWell ? 1 : failed };
}
