/** What every part of the page owes everyone: no fault that axe finds, in either theme, and nothing wider than the screen. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Asks axe of the page as it stands, first light, then dark; of the dark only what colours change.
 * @param within selectors of the parts that are asked of; none = the whole page
 */
export async function expectAccessible(page: Page, within: readonly string[] = []): Promise<void> {
  const isDark = (): Promise<boolean> =>
    page.evaluate(() =>
      (getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g) ?? []).slice(0, 3).every((part) => Number(part) < 128),
    );
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect.poll(isDark, `the page is ${colorScheme}`).toBe(colorScheme === 'dark');
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    // Its types are of another copy of Playwright's.
    const axe = new AxeBuilder({ page: page as never });
    for (const selector of within) axe.include(selector);
    const { violations } = await (colorScheme === 'light' ? axe.withTags(tags) : axe.withRules('color-contrast')).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
      colorScheme,
    ).toEqual([]);
  }
}

/** Nothing of the page is wider than its screen, once it has found its width. */
export async function expectNoOverflow(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
}
