/** What a person meets first: real numbers on the screen at once, nothing moving by itself, and a link that brings the same picture back. */
import { readLink } from '../src/store/permalink';
import { createRun, expect, linkTo, test } from './lab-page';

test('draws a real network at once, under the policy, without an error', async ({ lab, page }) => {
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await lab.open();
  await expect(page).toHaveTitle('Through Time');
  const hidden = await lab.inspect('hidden.l0');
  expect(Math.abs(hidden)).toBeGreaterThan(0);
  expect(Math.abs(hidden)).toBeLessThan(1);
  const colours = await page.locator('[data-quantity="hidden"] canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    const seen = new Set<string>();
    for (let i = 0; i < data.length; i += 4) seen.add(`${String(data[i])} ${String(data[i + 1])} ${String(data[i + 2])}`);
    return seen.size;
  });
  expect(colours).toBeGreaterThan(20);
});

test('starts no training by itself', async ({ lab, page }) => {
  await lab.open();
  const before = await lab.update();
  await page.waitForTimeout(1000);
  expect(await lab.update()).toBe(before);
  await expect(lab.button('Run training')).toBeVisible();
});

test('a link brings back the run, the step and the unit', async ({ lab, page, context }) => {
  await lab.open(linkTo(createRun({ cell: 'gru', length: 9, hiddenSize: 5 })));
  await lab.moveCursor(4, 3);
  await expect.poll(() => readLink(new URL(page.url()).hash.slice(1)).view).toMatchObject({ t: 4, unit: 3 });
  const value = await lab.inspect('gates.l0.update');
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByTestId('inspector')).toHaveAttribute('data-t', '4');
  await expect(other.getByTestId('inspector')).toHaveAttribute('data-unit', '3');
  await expect(other.locator('data[data-name="gates.l0.update"]')).toHaveAttribute('value', String(value));
});

test('a changed address opens its run in the same page', async ({ lab, page }) => {
  await lab.open(linkTo(createRun({ cell: 'lstm' })));
  await page.evaluate(
    (fragment) => {
      location.hash = fragment;
    },
    linkTo(createRun({ cell: 'rnn' })),
  );
  await expect(page.getByRole('radio', { name: 'RNN' })).toBeChecked();
  await expect(page.locator('[data-quantity="forget"]')).toHaveCount(0);
});

test('begins with the trained network that comes with the page, its loss behind it', async ({ lab, page }) => {
  await lab.open();
  expect(await lab.update()).toBe(1000);
  expect(await lab.valueOf('loss-training')).toBeLessThan(0.1);
  await expect.poll(() => lab.valueOf('loss-metric')).toBeGreaterThan(0.95);
  const trained = await lab.inspect('hidden.l0');
  await lab.button('Share').click();
  await expect(lab.notice).toBeVisible();
  await expect.poll(() => page.url()).toContain('#v1=');
  await page.reload();
  await lab.waitForSnapshot();
  expect(await lab.update()).toBe(1000);
  expect(await lab.inspect('hidden.l0')).toBe(trained);
});

test('reset takes the trained network back to its initial weights, and so does its link', async ({ lab, page }) => {
  await lab.open();
  const trained = await lab.inspect('hidden.l0');
  await expect.poll(() => page.url()).toContain('#v1=');
  const linkBefore = page.url();
  await lab.button('Back to the initial weights').click();
  await expect.poll(() => lab.update()).toBe(0);
  await expect.poll(() => lab.inspect('hidden.l0')).not.toBe(trained);
  const initial = await lab.inspect('hidden.l0');
  await expect.poll(() => page.url()).not.toBe(linkBefore);
  await page.reload();
  await lab.waitForSnapshot();
  expect(await lab.update()).toBe(0);
  expect(await lab.inspect('hidden.l0')).toBe(initial);
});

test('shows every view in the gallery, and comes back to the run as it was', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
  await page.getByRole('link', { name: 'Gallery' }).click();
  await expect(page.locator('.gallery section')).not.toHaveCount(0);
  await expect(page.locator('.gallery .fault')).toHaveCount(0);
  await page.getByRole('link', { name: 'Lab' }).click();
  await lab.waitForSnapshot();
  expect(await lab.update()).toBe(1);
});

test('a reload right after a change keeps the change', async ({ lab, page }) => {
  await lab.open(linkTo(createRun({ cell: 'lstm' })));
  await page.getByText('RNN', { exact: true }).click();
  await page.reload();
  await lab.waitForSnapshot();
  await expect(page.getByRole('radio', { name: 'RNN' })).toBeChecked();
  await expect(page.locator('[data-quantity="forget"]')).toHaveCount(0);
});
