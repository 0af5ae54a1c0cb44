/** The line above the panels keeps its height whatever it says: nothing below it moves when a step is pinned, on a phone neither, in any language. */
import type { Page } from '@playwright/test';
import { createDefaultRun } from '../src/store/default-run';
import { withEncoder } from '../src/store/edit';
import { getTask } from '../src/tasks/table';
import { createRun, expect, linkTo, test } from './lab-page';

const networks = {
  'two layers in both directions': linkTo(withEncoder(createRun(), { hiddenSizes: [8, 5], bidirectional: true })),
  'a decoder with attention': linkTo(createDefaultRun(getTask('dates'))),
};

const sizes = [
  { width: 1600, height: 1000 },
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

/** Where the panels begin below the line, wherever the page is scrolled to. */
function placeOfPanels(page: Page): Promise<number> {
  return page.locator('.stage').evaluate((stage) => {
    const plots = stage.querySelector('.stage-plots');
    if (plots === null) throw new Error('the stage must have plots');
    return plots.getBoundingClientRect().top - stage.getBoundingClientRect().top;
  });
}

for (const [name, link] of Object.entries(networks)) {
  for (const size of sizes) {
    test(`${name}, ${String(size.width)} pixels wide: a pin moves no panel`, async ({ lab, page }) => {
      await page.setViewportSize(size);
      await lab.open(link);
      const menu = page.locator('select', { has: page.locator('option[value=zh]') });
      for (const language of ['en', 'de', 'zh']) {
        await menu.evaluate((select: HTMLSelectElement, to) => {
          select.value = to;
          select.dispatchEvent(new Event('change', { bubbles: true }));
        }, language);
        await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? 'zh-Hans' : language);
        const stage = page.locator('.stage-plots');
        const pinned = page.locator('.readout-is-pinned');
        await stage.press('End');
        await expect(pinned).toHaveCount(0);
        const before = await placeOfPanels(page);
        await stage.press('Enter');
        await expect(pinned).toHaveCount(1);
        expect(await placeOfPanels(page), language).toBe(before);
        await page.locator('.clock-sequence input[type=range]').fill('2');
        await expect(page.getByTestId('passage')).toHaveCount(1);
        expect(await placeOfPanels(page), `${language}, a passage`).toBe(before);
        await stage.press('Enter');
        await expect(pinned).toHaveCount(0);
        expect(await placeOfPanels(page), language).toBe(before);
      }
    });
  }
}

test('under the pointer the line says all of what it has no room for, over what is below it', async ({ lab, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await lab.open(networks['a decoder with attention']);
  await page.locator('.stage-plots').press('End');
  await page.locator('.stage-plots').press('Enter');
  const words = page.getByTestId('readout').locator('.readout-cut, .readout-pinned');
  const cut = () => words.evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0).length);
  const before = await placeOfPanels(page);
  expect(await cut()).toBeGreaterThan(0);
  await page.getByTestId('readout').hover();
  expect(await cut()).toBe(0);
  expect(await placeOfPanels(page)).toBe(before);
});
