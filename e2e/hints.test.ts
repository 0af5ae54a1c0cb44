/** What a control does is said beside it to every pointer, to the keys and to fingers; it covers nothing that it explains, and goes when it is told to. */
import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { createRun, linkTo, test } from './lab-page';

const hintOn = (page: Page): Locator => page.getByRole('tooltip');

async function expectBeside(page: Page, of: Locator): Promise<void> {
  const [hint, box] = [await hintOn(page).boundingBox(), await of.boundingBox()];
  if (hint === null || box === null) throw new Error('hint and control must be drawn');
  const apart = hint.x >= box.x + box.width || box.x >= hint.x + hint.width || hint.y >= box.y + box.height || box.y >= hint.y + hint.height;
  expect(apart, 'the hint covers nothing of what it explains').toBe(true);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  expect(hint.x >= 0 && hint.y >= 0 && hint.x + hint.width <= width && hint.y + hint.height <= height, 'it is inside the window').toBe(true);
}

test('a hint comes on hover and at focus, stays under the pointer, and goes at Escape', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  const share = lab.button('Share');
  await expect(share).toHaveAccessibleDescription('Copy a link to this run and view');
  await share.hover();
  await expect(hintOn(page)).toHaveText('Copy a link to this run and view');
  await expectBeside(page, share);
  await hintOn(page).hover();
  await page.waitForTimeout(400);
  await expect(hintOn(page)).toBeVisible();
  await expectAccessible(page, ['.hint']);
  await page.keyboard.press('Escape');
  await expect(hintOn(page)).toBeHidden();
  await share.focus();
  await page.keyboard.press('Tab');
  await expect(hintOn(page)).toHaveText('Save this run, open a file, or go on with a run kept in this browser');
  await page.keyboard.press('Tab');
  await expect(hintOn(page)).toHaveText('Download the weights as a safetensors file');
});

test('a choice says what it means once it is made', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  const order = page.getByRole('combobox', { name: 'Units' }).first();
  await order.focus();
  await order.selectOption('memory');
  await expect(hintOn(page)).toContainText('changes most slowly');
  await expect(order).toHaveAccessibleDescription(/changes most slowly/);
  await expectBeside(page, order);
  await page.keyboard.press('Escape');
  await expect(hintOn(page)).toBeHidden();
});

test.describe('with fingers', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a tap shows the hint beside what it taps', async ({ lab, page }) => {
    await lab.open(linkTo(createRun()));
    for (const [control, words] of [
      [lab.button('One step forward'), 'One step forward'],
      [page.locator('.clock-direction'), 'Turn the direction of reading'],
      [lab.button('Open large: Forget gate'), 'Open large'],
    ] as const) {
      await control.tap();
      await expect(hintOn(page)).toHaveText(words);
      await expectBeside(page, control);
    }
    await page.locator('.lab-header h1').tap();
    await expect(hintOn(page)).toBeHidden();
  });
});
