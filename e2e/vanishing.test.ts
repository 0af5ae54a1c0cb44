/** The lesson that the first page must show: over fifty steps the plain network's gradient vanishes, the LSTM's does not. */
import { createRun, expect, linkTo, test } from './lab-page';

test('changing the cell from LSTM to RNN at length 50 shows the gradient vanish', async ({ lab, page }) => {
  await lab.open(linkTo(createRun({ length: 50, hiddenSize: 12 })));
  await lab.moveCursor(0, 0);
  const lstm = await lab.inspect('norm.cellGradient.l0');
  const lstmHidden = await lab.inspect('norm.hiddenGradient.l0');
  await page.getByText('RNN', { exact: true }).click();
  // Piece by piece the page comes to show the new network; the inspector shows it once it has no gates.
  await expect(lab.inspector.locator('data[data-name="gates.l0.forget"]')).toHaveCount(0);
  const first = await lab.inspect('norm.hiddenGradient.l0');
  await page.locator('.stage-plots').press('End');
  await expect(lab.inspector).toHaveAttribute('data-t', '50');
  const last = await lab.inspect('norm.hiddenGradient.l0');
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(last / 1e6);
  expect(first).toBeLessThan(lstmHidden / 1000);
  expect(first).toBeLessThan(lstm / 1000);
  await expect(page.locator('.stage-plots')).toContainText('LSTM before training');
});

test('compares with the LSTM before training, however well it was trained', async ({ lab, page }) => {
  const run = createRun({ length: 50, hiddenSize: 12 });
  await lab.open(linkTo(run));
  await expect(page.locator('.gradient')).toBeVisible();
  await page.getByText('RNN', { exact: true }).click();
  const comparison = page.locator('.gradient path[stroke-dasharray]');
  await expect(comparison).toHaveCount(1);
  const untrained = await comparison.getAttribute('d');
  await page.getByText('LSTM', { exact: true }).click();
  await expect(page.locator('[data-quantity="forget"]')).toHaveCount(1);
  for (let update = 1; update <= 3; update++) {
    await lab.button('One update').click();
    await expect.poll(() => lab.update()).toBe(update);
  }
  await page.getByText('RNN', { exact: true }).click();
  await expect(page.locator('[data-quantity="forget"]')).toHaveCount(0);
  await expect(comparison).toHaveAttribute('d', untrained ?? '');
});

test('a run in training can be compared with itself before training', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  const comparison = page.locator('.gradient path[stroke-dasharray]');
  await expect(comparison).toHaveCount(0);
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
  await page.getByLabel('Before training').check();
  await expect(comparison).toHaveCount(1);
  await expect(page.locator('.gradient')).toContainText('LSTM before training');
});
