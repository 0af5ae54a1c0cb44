/** The total line must not be kinder than the tests. */
import { expect, it } from 'vitest';
import { listVitestFailures, readPlaywright, readVitest, tally } from './count-tests.mjs';

it('reads what Vitest reports, a file that did not load among it', () => {
  const testResults = [
    { status: 'passed', assertionResults: [{}, {}] },
    { status: 'failed', assertionResults: [{}] },
    { status: 'failed', assertionResults: [] },
  ];
  const json = JSON.stringify({ numPassedTests: 2, numFailedTests: 1, numPendingTests: 3, numTodoTests: 1, testResults });
  expect(readVitest(json)).toEqual({ passed: 2, failed: 2, skipped: 4 });
});

it('names what failed, and files that did not load', () => {
  const failed = { status: 'failed', fullName: 'adds two', failureMessages: ['must be 2, got 3\n  at here'] };
  const testResults = [
    {
      name: '/home/src/a.test.ts',
      status: 'passed',
      message: '',
      assertionResults: [{ status: 'passed', fullName: 'is whole', failureMessages: [] }],
    },
    {
      name: '/home/src/b.test.ts',
      status: 'failed',
      message: '',
      assertionResults: [{ status: 'passed', fullName: 'is', failureMessages: [] }, failed],
    },
    { name: '/home/src/c.test.ts', status: 'failed', message: 'no such file\n  at there', assertionResults: [] },
  ];
  expect(listVitestFailures(JSON.stringify({ testResults }), '/home')).toEqual([
    'src/b.test.ts › adds two: must be 2, got 3',
    'src/c.test.ts did not load: no such file',
  ]);
});

it('reads what Playwright reports, errors outside of tests among it', () => {
  const json = JSON.stringify({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] });
  expect(readPlaywright(json)).toEqual({ passed: 5, failed: 3, skipped: 2 });
});

it('counts as failed what was skipped, crashed, or found no tests', () => {
  expect(tally({ passed: 5, failed: 0, skipped: 0 }, 0)).toEqual({ passed: 5, failed: 0 });
  expect(tally({ passed: 5, failed: 0, skipped: 2 }, 0)).toEqual({ passed: 5, failed: 2 });
  expect(tally({ passed: 5, failed: 1, skipped: 0 }, 1)).toEqual({ passed: 5, failed: 1 });
  expect(tally({ passed: 5, failed: 0, skipped: 0 }, 1)).toEqual({ passed: 5, failed: 1 });
  expect(tally({ passed: 0, failed: 0, skipped: 0 }, 0)).toEqual({ passed: 0, failed: 1 });
  expect(tally(null, null)).toEqual({ passed: 0, failed: 1 });
});
