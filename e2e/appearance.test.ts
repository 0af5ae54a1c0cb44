/** Readable for everyone: no accessibility fault in either theme, nothing lost on a phone, every language complete. */
import { expectAccessible, expectNoOverflow } from './accessible';
import { createRun, expect, linkTo, test } from './lab-page';

test('has no accessibility fault', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  await page.locator('details').evaluateAll((all) => {
    for (const each of all) each.setAttribute('open', '');
  });
  await lab.badge.getByRole('button').click();
  await expectAccessible(page);
});

for (const [name, hash, ready] of [
  ['tasks', 'tasks', '[data-facts]'],
  ['race', 'race', '[data-testid="lane-0"]'],
  ['gallery', 'gallery', '.gallery .stage'],
] as const) {
  test(`the page ${name} has no accessibility fault and is no wider than a small phone`, async ({ lab, page }) => {
    test.slow();
    expect(lab.faults).toEqual([]);
    await page.goto(`./#${hash}`);
    await expect(page.locator(ready).first()).toBeVisible({ timeout: 60_000 });
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNoOverflow(page);
  });
}

for (const [name, title] of [
  ['Presets …', 'Presets'],
  ['Keyboard shortcuts', 'Keyboard shortcuts'],
] as const) {
  test(`the dialog that ${name} opens has no accessibility fault, and closes at its top, outside and by key`, async ({ lab, page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await lab.open(linkTo(createRun()));
    if (name === 'Presets …') await page.getByRole('button', { name: /^Experiment/ }).click();
    const dialog = page.getByRole('dialog', { name: title });
    const more = lab.button('More');
    const open = async (): Promise<void> => {
      if (name === 'Keyboard shortcuts') await more.click();
      await page.getByRole('button', { name }).click();
      await expect(dialog).toBeVisible();
    };
    await open();
    await expectAccessible(page);
    expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    await dialog.evaluate((element) => {
      element.scrollTop = element.scrollHeight;
    });
    await lab.button('Close').click();
    await expect(dialog).toHaveCount(0);
    await expect(name === 'Keyboard shortcuts' ? more : page.getByRole('button', { name })).toBeFocused();
    await open();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await open();
    await page.mouse.click(3, 3);
    await expect(dialog).toHaveCount(0);
  });
}

test('panels that are opened large, and interventions, have no accessibility fault', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  await lab.button('Open large: Forget gate').click();
  await expect(page.locator('[data-quantity]')).toHaveCount(1);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  const whatIf = page.getByTestId('what-if');
  await whatIf.getByRole('button', { name: 'What if', exact: true }).click();
  await whatIf.getByRole('spinbutton', { name: 'Value' }).fill('0');
  await whatIf.getByRole('button', { name: 'Intervene' }).click();
  await expect(page.getByTestId('what-if-loss-after')).toBeVisible();
  await expectAccessible(page);
});

test('the run that the lab begins with is no wider than a phone, in every language, and the browser is told which it is', async ({ lab, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await lab.open();
  const run = { en: 'Run training', de: 'Training starten', zh: '开始训练' };
  for (const language of ['en', 'de', 'zh'] as const) {
    await page.locator('.header-more').click();
    await page.locator('select', { has: page.locator('option[value=zh]') }).selectOption(language);
    await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? 'zh-Hans' : language);
    await page.keyboard.press('Escape');
    await expect(lab.button(run[language])).toBeVisible();
    await expectNoOverflow(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNoOverflow(page);
    // Name and engine, then the pages: two rows.
    expect((await page.locator('.lab-header').boundingBox())?.height).toBeLessThan(90);
    const step = page.locator('.clock-sequence .clock-value');
    expect(await step.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    await page.setViewportSize({ width: 390, height: 844 });
  }
});

test('the bar fits a tablet in every language, and the controls scroll by themselves', async ({ lab, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await lab.open();
  for (const language of ['de', 'zh']) {
    await page.locator('select', { has: page.locator('option[value=zh]') }).selectOption(language);
    await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? 'zh-Hans' : language);
    for (const width of [768, 860, 1000]) {
      await page.setViewportSize({ width, height: 800 });
      await expectNoOverflow(page);
      expect((await page.locator('.pages').boundingBox())?.height).toBeLessThan(36);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  }
  await page.locator('.lab-experiment summary').first().click();
  await page.getByRole('radio', { name: 'GRU' }).focus();
  expect(await page.evaluate(() => [window.scrollY, document.documentElement.scrollHeight - window.innerHeight])).toEqual([0, 0]);
});

test('works on a phone', async ({ lab, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await lab.open(linkTo(createRun()));
  await expectNoOverflow(page);
  await expect(lab.button('Run training')).toBeInViewport();
  await expect(page.locator('.stage-plots')).toBeInViewport();
  // The clock inside the cell stands beside the cell, so that the bar leaves the screen to the plots.
  expect((await page.locator('.lab-transport').boundingBox())?.height).toBeLessThan(0.16 * 844);
  await expect(lab.inspector.getByRole('slider', { name: 'Inside the cell' })).toBeVisible();
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
