/** Readable for everyone: no accessibility fault in either theme, nothing lost on a phone, every language complete. */
import { expectAccessible, expectNoOverflow } from './accessible';
import { createRun, expect, linkTo, test } from './lab-page';

test('has no accessibility fault', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  await page.locator('details').evaluateAll((all) => {
    for (const each of all) each.setAttribute('open', '');
  });
  await expectAccessible(page);
});

test('the run that the lab begins with is no wider than a phone, in every language, and the browser is told which it is', async ({ lab, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await lab.open();
  const run = { en: 'Run training', de: 'Training starten', zh: '开始训练' };
  for (const language of ['en', 'de', 'zh'] as const) {
    await page.locator('select', { has: page.locator('option[value=zh]') }).selectOption(language);
    await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? 'zh-Hans' : language);
    await expect(lab.button(run[language])).toBeVisible();
    await expectNoOverflow(page);
  }
});

test('works on a phone', async ({ lab, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await lab.open(linkTo(createRun()));
  await expectNoOverflow(page);
  await expect(lab.button('Run training')).toBeInViewport();
  await expect(page.locator('.stage-plots')).toBeInViewport();
  await expect(page.getByRole('radio', { name: 'RNN' })).toBeHidden();
  await page.getByRole('button', { name: /^Experiment/ }).click();
  await page.getByText('RNN', { exact: true }).click();
  await expect(page.getByRole('radio', { name: 'RNN' })).toBeChecked();
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
});

test('has big type where it is wanted, keeps that, and nothing is lost', async ({ lab, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await lab.open(linkTo(createRun()));
  const height = async (): Promise<number> => (await page.locator('.panel-name').first().boundingBox())?.height ?? 0;
  const before = await height();
  await lab.button('Big type').click();
  await expect.poll(height).toBeGreaterThan(before);
  await expectNoOverflow(page);
  await page.reload();
  await lab.waitForSnapshot();
  await expect(lab.button('Big type')).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(height).toBeGreaterThan(before);
});

test('takes the theme that the person chooses', async ({ lab, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await lab.open(linkTo(createRun()));
  const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  await expect.poll(paper).not.toBe(light);
});
