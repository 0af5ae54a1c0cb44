/** Stacked and bidirectional networks: set in the experiment panel, chosen on the stage, followed by the inspector and by the link. */
import { withEncoder } from '../src/store/edit';
import { createRun, expect, linkTo, test } from './lab-page';

const stacked = withEncoder(createRun(), { hiddenSizes: [8, 5], bidirectional: true });

test('the layer chosen by key, row or menu is the one that the inspector and the link show', async ({ lab, page, context }) => {
  await lab.open(linkTo(stacked));
  await lab.moveCursor(3, 7);
  const stage = page.locator('.stage-plots');
  await stage.press(']');
  await expect(lab.inspector).toHaveAttribute('data-scan', 'l0_reverse');
  await stage.press('Shift+PageUp');
  await expect(lab.inspector).toHaveAttribute('data-scan', 'l1');
  await expect(lab.inspector).toHaveAttribute('data-unit', '4');
  const row = await page.locator('[data-scan="l1_reverse"] rect').boundingBox();
  if (row === null) throw new Error('stage: must have a row l1_reverse');
  await page.mouse.click(row.x + row.width / 2, row.y + row.height / 2);
  await expect(lab.inspector).toHaveAttribute('data-scan', 'l1_reverse');
  await page.getByRole('combobox', { name: 'Layer', exact: true }).selectOption('l1');
  await expect(lab.inspector).toHaveAttribute('data-scan', 'l1');
  const value = await lab.inspect('gates.l1.forget');
  const other = await context.newPage();
  await expect
    .poll(async () => {
      await other.goto('about:blank');
      await other.goto(page.url());
      const shown = other.getByTestId('inspector');
      return [await shown.getAttribute('data-scan'), await shown.getAttribute('data-t')];
    })
    .toEqual(['l1', await lab.inspector.getAttribute('data-t')]);
  await expect(other.locator('data[data-name="gates.l1.forget"]')).toHaveAttribute('value', String(value));
});

test('layers and directions are set in the experiment panel, and the parameters follow', async ({ lab, page }) => {
  await lab.open(linkTo(createRun({ hiddenSize: 4 })));
  const rows = page.locator('.unrolled [data-scan]');
  await expect(rows).toHaveCount(0);
  const count = page.locator('.lab-experiment output.number').first();
  const one = await count.textContent();
  await page.getByText('Layers, directions').click();
  const layers = page.getByRole('spinbutton', { name: 'Layers' });
  await layers.fill('2');
  await layers.press('Enter');
  await expect(rows).toHaveCount(2);
  await expect(count).not.toHaveText(one ?? '');
  const two = await count.textContent();
  await page.getByRole('checkbox', { name: 'Both directions' }).check();
  await expect(rows).toHaveCount(4);
  await expect(count).not.toHaveText(two ?? '');
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
});

test('a folded panel stays folded when the page is opened again', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  const fold = page.getByRole('button', { name: 'Candidate', exact: true });
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  await fold.press('Enter');
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await expect(page.locator('[data-quantity="candidate"]')).toHaveCount(0);
  await page.reload();
  await lab.waitForSnapshot();
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await fold.click();
  await expect(page.locator('[data-quantity="candidate"]')).toHaveCount(1);
});
