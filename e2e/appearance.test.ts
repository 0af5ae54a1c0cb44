/** Readable for everyone: no accessibility fault in either theme, nothing lost on a phone, every language complete. */
import AxeBuilder from '@axe-core/playwright';
import { createRun, expect, linkTo, test } from './lab-page';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`has no accessibility fault in the ${colorScheme} theme`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme });
    await lab.open(linkTo(createRun()));
    await page.locator('details').evaluateAll((all) => {
      for (const each of all) each.setAttribute('open', '');
    });
    const { violations } = await new AxeBuilder({ page: page as never }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
  });
}

for (const language of ['en', 'de', 'zh'] as const) {
  test(`the run that the lab begins with is no wider than a phone, in ${language}`, async ({ lab, page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await lab.open();
    await page.locator('select', { has: page.locator('option[value=zh]') }).selectOption(language);
    await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${language}`));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBe(0);
  });
}

test('works on a phone', async ({ lab, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await lab.open(linkTo(createRun()));
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);
  await expect(lab.button('Run training')).toBeInViewport();
  await expect(page.locator('.stage-plots')).toBeInViewport();
  await expect(page.getByRole('radio', { name: 'RNN' })).toBeHidden();
  await page.getByRole('button', { name: /^Experiment/ }).click();
  await page.getByText('RNN', { exact: true }).click();
  await expect(page.getByRole('radio', { name: 'RNN' })).toBeChecked();
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
});

test('speaks German and Chinese, and tells the browser so', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  const language = page.getByRole('combobox', { name: 'Language' });
  await language.selectOption('de');
  await expect(page.getByRole('button', { name: 'Training starten' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('zh');
  await expect(page.getByRole('button', { name: '开始训练' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
});

test('takes the theme that the person chooses', async ({ lab, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await lab.open(linkTo(createRun()));
  const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  await expect.poll(paper).not.toBe(light);
});
