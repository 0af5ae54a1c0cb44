/** A data file that is missing, cut short or altered: the page names it, and the task that needs it does not start. */
import { readFileSync } from 'node:fs';
import type { Route } from '@playwright/test';
import { createRun, expect, linkTo, test } from './lab-page';

const text = readFileSync('public/data/anomalies.txt', 'utf8');
const faults: readonly (readonly [string, Parameters<Route['fulfill']>[0], string])[] = [
  ['missing', { status: 404, body: '' }, 'must be readable, got 404'],
  ['cut short', { status: 200, body: text.slice(0, -7) }, `must have ${String(text.length)} bytes, got ${String(text.length - 7)}`],
  ['altered', { status: 200, body: text.replace('4593', '4594') }, 'must have the CRC-32'],
];

for (const [fault, answer, sentence] of faults) {
  test(`a data file that is ${fault} is named, and its task does not start`, async ({ lab, page }) => {
    await page.route('**/data/anomalies.txt', (route) => route.fulfill(answer));
    await lab.open(linkTo(createRun({ task: 'anomalies', length: 20 })));
    await expect(lab.notice).toContainText('data/anomalies.txt');
    await expect(lab.notice).toContainText(sentence);
    expect(await page.getByRole('combobox', { name: 'Task', exact: true }).inputValue()).not.toBe('anomalies');
    lab.faults.length = 0;
  });
}
