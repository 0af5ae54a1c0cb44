/** Everything that matters works from the keyboard alone, and the single keys can be switched off. */
import { readFile } from 'node:fs/promises';
import { createRun, expect, linkTo, test } from './lab-page';

test('runs, pauses and moves the cursor', { tag: '@without-webgpu' }, async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  await page.keyboard.press('Space');
  await expect(lab.button('Pause training')).toBeVisible();
  await expect.poll(() => lab.update()).toBeGreaterThan(2);
  await page.keyboard.press('Space');
  await expect(lab.button('Run training')).toBeVisible();
  await page.keyboard.press('.');
  await page.keyboard.press('.');
  await page.keyboard.press(',');
  await expect(lab.inspector).toHaveAttribute('data-t', '1');
  const before = await lab.update();
  await page.keyboard.press('n');
  await expect.poll(() => lab.update()).toBe(before + 1);
});

test('reset returns to the same initial weights', async ({ lab }) => {
  await lab.open(linkTo(createRun()));
  const initial = await lab.inspect('hidden.l0');
  await lab.button('One update').click();
  await expect.poll(() => lab.inspect('hidden.l0')).not.toBe(initial);
  await lab.button('Back to the initial weights').click();
  await expect.poll(() => lab.update()).toBe(0);
  await expect.poll(() => lab.inspect('hidden.l0')).toBe(initial);
});

test('lists its shortcuts and can be without them', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('.');
  await page.keyboard.press('n');
  await page.waitForTimeout(500);
  await expect(lab.inspector).toHaveAttribute('data-t', '0');
  expect(await lab.update()).toBe(0);
});

test('reaches every control in the order in which they stand', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  const seen: string[] = [];
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    const region = await page.evaluate(() => {
      const part = document.activeElement?.closest('.lab-header, .notices, .lab-experiment, .lab-stage, .lab-inspector, .lab-transport, .skip-link');
      return part?.className ?? 'none';
    });
    if (seen.at(-1) !== region) seen.push(region);
    if (region === 'lab-transport' && (await page.evaluate(() => document.activeElement?.className)) === 'clock-direction') break;
  }
  expect(seen).toEqual(['skip-link', 'lab-header', 'lab-experiment', 'lab-stage', 'lab-inspector', 'lab-transport']);
});

test('the numbers of a picture stand in a table too, with all digits in its file', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  await lab.moveCursor(3, 2);
  const summary = page.locator('.stage-table > summary', { hasText: /^Show as a table$/ }).first();
  await summary.focus();
  await summary.press('Enter');
  await page.getByRole('combobox', { name: 'Values of' }).selectOption('hidden');
  const shown = await lab.inspect('hidden.l0');
  const cell = page.getByRole('region', { name: 'Hidden state' }).getByRole('row').nth(4).getByRole('cell').nth(2);
  expect(Number(await cell.textContent())).toBeCloseTo(shown, 3);
  const csv = await readFile(await lab.save('Save CSV'), 'utf8');
  const [head, ...rows] = csv
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  expect(Number(rows[3][head.indexOf('hidden_2')])).toBe(shown);
});
