/** The lesson that the first page must show: over fifty steps the plain network's gradient vanishes, the LSTM's does not. */
import { createRun, expect, linkTo, test } from './lab-page';

test('changing the cell from LSTM to RNN at length 50 shows the gradient vanish', async ({ lab, page }) => {
  await lab.open(linkTo(createRun({ length: 50, hiddenSize: 12 })));
  await lab.moveCursor(0, 0);
  const lstm = await lab.inspect('norm.cellGradient.l0');
  const lstmHidden = await lab.inspect('norm.hiddenGradient.l0');
  await page.getByText('RNN', { exact: true }).click();
  await expect(page.locator('[data-quantity="forget"]')).toHaveCount(0);
  const first = await lab.inspect('norm.hiddenGradient.l0');
  await page.locator('.stage-plots').press('End');
  const last = await lab.inspect('norm.hiddenGradient.l0');
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(last / 1e6);
  expect(first).toBeLessThan(lstmHidden / 1000);
  expect(first).toBeLessThan(lstm / 1000);
  await expect(page.locator('.stage-plots')).toContainText('LSTM before, update 0');
});
