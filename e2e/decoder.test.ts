/** A network with a decoder: chosen in the menu, trained, inspected, linked, and every number that is shown of it held to the engine's. */
import { createDefaultRun } from '../src/store/default-run';
import { getTask } from '../src/tasks/table';
import { reverse, trainAndCompare } from './decoder-page';
import { expectAccessible, expectNoOverflow } from './accessible';
import { expect, linkTo, test } from './lab-page';

test('a date is read and written, and an update is evaluated', async ({ lab, page }) => {
  await lab.open(linkTo(createDefaultRun(getTask('dates')), 'wasm'));
  await expect(page.getByTestId('decoder').getByRole('img', { name: 'Target' })).toHaveText(/^\d{4}-\d\d-\d\dEOS$/);
  const before = await lab.valueOf('loss-heldOut');
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
  await expect.poll(() => lab.valueOf('loss-heldOut'), 'the update is evaluated').not.toBe(before);
  expect(lab.faults).toEqual([]);
});

test('the menu opens a task that is decoded', async ({ lab, page }) => {
  await lab.open(linkTo(createDefaultRun(getTask('recall')), 'wasm'));
  await page.getByRole('combobox', { name: 'Task', exact: true }).selectOption('reverse');
  await expect(page.getByTestId('decoder').getByRole('img', { name: 'Target' })).toHaveText(/^[A-H]{10}EOS$/);
  expect(lab.faults).toEqual([]);
});

test('trains on WebAssembly, and gates, attention, answers and metric are the engine’s', { tag: '@without-webgpu' }, async ({ lab }) => {
  await trainAndCompare(lab, reverse({ score: 'dot', query: 'current', inputFeeding: true }), 'wasm');
});

test('the inspector works attention out where both steps cross', async ({ lab, page }) => {
  await lab.open(linkTo(reverse(), 'wasm'));
  const stage = page.locator('.stage-plots');
  await stage.focus();
  await stage.press('ArrowRight');
  await stage.press('Alt+ArrowDown');
  await stage.press('Alt+ArrowDown');
  const work = page.getByTestId('attention-work');
  await expect(work).toHaveAttribute('data-source', '1');
  await expect(work).toHaveAttribute('data-target', '2');
  const weight = await lab.valueOf('attention');
  await expect(work.locator('[data-symbol="α"] b')).toHaveText(Number(weight.toPrecision(4)).toString());
});

test('a decoder under the cursor comes back with its link, and the clock counts its steps', async ({ lab, page, context }) => {
  await lab.open(linkTo(reverse(), 'wasm'));
  const row = page.locator('[data-scan="decoder"] rect');
  const box = await row.boundingBox();
  if (box === null) throw new Error('stage: must have a row of the decoder');
  // What comes late above the row can move it from under a click that a slow machine draws out.
  await expect(async () => {
    await row.click({ position: { x: (box.width * 3.5) / 6, y: box.height / 2 } });
    await expect(lab.inspector).toHaveAttribute('data-scan', 'decoder', { timeout: 2000 });
  }).toPass();
  await expect(lab.inspector).toHaveAttribute('data-t', '3');
  await expect(page.getByTestId('t')).toHaveText('t = 3 of 5');
  await page.locator('.stage-plots').press('End');
  await expect(lab.inspector).toHaveAttribute('data-t', '5');
  const value = await lab.inspect('hidden.decoder');
  const other = await context.newPage();
  await expect
    .poll(async () => {
      await other.goto('about:blank');
      await other.goto(page.url());
      return other.getByTestId('inspector').getAttribute('data-t');
    })
    .toBe('5');
  await expect(other.locator('data[data-name="hidden.decoder"]')).toHaveAttribute('value', String(value));
});

test('a decoder has no accessibility fault', async ({ lab, page }) => {
  await lab.open(linkTo(reverse({ score: 'additive', query: 'previous' }), 'wasm'));
  await page.getByLabel('its own answers').check();
  await page.locator('details').evaluateAll((all) => {
    for (const each of all) each.setAttribute('open', '');
  });
  await expectAccessible(page);
});

test('a decoder fits a phone', async ({ lab, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await lab.open(linkTo(createDefaultRun(getTask('dates')), 'wasm'));
  await expectNoOverflow(page);
  await page.getByRole('combobox', { name: 'Layer', exact: true }).selectOption('decoder');
  await expect(lab.inspector).toHaveAttribute('data-scan', 'decoder');
  await page.getByLabel('its own answers').check();
  await page.locator('[data-quantity="hidden"]').click({ position: { x: 100, y: 10 } });
  await expect(lab.inspector).not.toHaveAttribute('data-t', '0');
  await expectNoOverflow(page);
});
