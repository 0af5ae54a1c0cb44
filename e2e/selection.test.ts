/** Selecting: nodes and edges of the unrolled network, and numbers of the weights, by pointer and by keys; what is shown of them is the engine's. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { readSafetensors } from '../src/core/safetensors';
import { createProbePlan, gradients, probe } from '../src/engine/probe';
import { writeParameters } from '../src/engine/weights';
import { sizesOf } from '../src/model/feed';
import { initialiseParameters } from '../src/model/initialise';
import { packParameters } from '../src/model/parameter-files';
import { layoutParameters } from '../src/model/parameters';
import { createReferenceEngine } from '../src/reference/engine';
import { readLink } from '../src/store/permalink';
import { getTask } from '../src/tasks/table';
import { createRun, expect, linkTo, test } from './lab-page';

const run = createRun({ cell: 'lstm', length: 8, hiddenSize: 6 });
const caption = (page: Page) => page.getByTestId('network-caption');
const edgeNumber = async (page: Page, name: string): Promise<number> =>
  Number(await page.getByTestId('edge').locator(`data[data-name="${name}"]`).getAttribute('value'));

/** Equal to four significant digits. */
function expectClose(shown: number, engine: number): void {
  expect(Math.abs(shown - engine)).toBeLessThanOrEqual(1e-4 * Math.abs(engine) + 1e-9);
}

test('a click selects a node, an edge or the road, everywhere at once', async ({ lab, page }) => {
  const { model, task, seed, training } = run;
  await lab.open(linkTo(run, 'wasm'));
  await lab.moveCursor(0, 2);
  const batch = getTask(task.name).sample(task.options, seed, 'heldOut', 0, 1);
  const executor = await createReferenceEngine().createExecutor(createProbePlan(model, sizesOf(batch)));
  writeParameters(executor, initialiseParameters(model, training.initialisation, seed));
  const tensors = await probe(executor, batch);
  const at = (name: string, t: number): number => tensors[name].data[t * 6 + 2];
  const norm = (name: string, t: number): number => Math.hypot(...tensors[name].data.slice(t * 6, t * 6 + 6));

  const network = page.locator('svg.unrolled');
  const box = await network.boundingBox();
  const rects = await network.locator('rect[data-lit]').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON() as DOMRect));
  if (box === null) throw new Error('the network must be drawn, got none');
  const middle = (rect: DOMRect): number => rect.y + rect.height / 2;
  const between = (rects[4].right + rects[5].x) / 2;
  await page.mouse.click(rects[3].x + rects[3].width / 2, middle(rects[3]));
  await expect(caption(page)).toHaveAttribute('data-part', 'node');
  await expect(lab.inspector).toHaveAttribute('data-t', '3');
  expectClose(await lab.valueOf('caption-hiddenNorm'), norm('hidden.l0', 3));
  expectClose(await lab.valueOf('caption-hiddenGradient'), norm('hiddenGradient.l0', 3));

  await page.mouse.click(between, middle(rects[4]));
  await expect(caption(page)).toHaveAttribute('data-part', 'recurrent');
  await expect(page.locator('.network-selection')).toHaveAttribute('data-t', '5');
  await expect(lab.inspector).toHaveAttribute('data-t', '5');
  expectClose(await lab.valueOf('caption-hiddenNorm'), norm('hidden.l0', 4));
  expectClose(await edgeNumber(page, 'edge.value'), at('hidden.l0', 4));
  expectClose(await edgeNumber(page, 'edge.gradient'), at('hiddenGradient.l0', 4));

  const dot = await network.locator('circle').nth(1).boundingBox();
  await page.mouse.click(between, (dot?.y ?? 0) + (dot?.height ?? 0) / 2);
  await expect(caption(page)).toHaveAttribute('data-part', 'road');
  expectClose(await edgeNumber(page, 'edge.gradient'), at('cellGradient.l0', 4));
  expectClose(await edgeNumber(page, 'edge.kept'), at('gates.l0.forget', 5) * at('cell.l0', 4));

  await page.mouse.click(rects[6].x + rects[6].width / 2, box.y + box.height - 5);
  await expect(caption(page)).toHaveAttribute('data-part', 'input');
  await expect(lab.inspector).toHaveAttribute('data-t', '6');
  await expect.poll(() => readLink(new URL(page.url()).hash.slice(1)).view).toMatchObject({ t: 6, part: 'input' });
});

test('keys go through the edges and along them, and a unit is chosen from the line below', async ({ lab, page }) => {
  await lab.open(linkTo(run));
  await lab.moveCursor(4, 0);
  await page.keyboard.press('e');
  await expect(page.getByTestId('edge')).toHaveAttribute('data-part', 'recurrent');
  await page.keyboard.press('ArrowRight');
  await expect(caption(page)).toHaveAttribute('data-t', '5');
  await expect(caption(page)).toHaveAttribute('data-part', 'recurrent');
  await page.keyboard.press('e');
  await page.keyboard.press('e');
  await expect(caption(page)).toHaveAttribute('data-part', 'input');
  await page.keyboard.press('Escape');
  await expect(caption(page)).toHaveAttribute('data-part', 'node');
  const second = caption(page).getByRole('button').nth(1);
  const unit = await second.locator('b').textContent();
  await second.click();
  await expect(lab.inspector).toHaveAttribute('data-unit', unit ?? '');
  await expect(lab.inspector).toHaveAttribute('data-t', '5');
});

test('a number of the weights is the file’s, its gradient that of the example, by pointer and by keys', async ({ lab, page }) => {
  const { model, task, seed } = run;
  await lab.open(linkTo(run, 'wasm'));
  await lab.moveCursor(3, 1);
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
  await page.locator('.instrument-toggle').filter({ hasText: 'Weights' }).click();
  await expect(page.locator('[data-instrument="weights"]')).toHaveAttribute('data-update', '1');
  const file = readSafetensors(await readFile(await lab.save('Export')));
  const batch = getTask(task.name).sample(task.options, seed, 'heldOut', 0, 1);
  const executor = await createReferenceEngine().createExecutor(createProbePlan(model, sizesOf(batch)));
  writeParameters(executor, packParameters(layoutParameters(model), file));
  const truth = await gradients(executor, batch);
  const readout = page.getByTestId('sheet-readout');
  const check = async (parameter: string, row: number, column: number): Promise<void> => {
    await expect(readout).toHaveAttribute('data-row', String(row));
    await expect(readout).toHaveAttribute('data-column', String(column));
    await expect(readout).toHaveAttribute('data-parameter', parameter);
    const at = row * (file[parameter].shape[1] ?? 1) + column;
    expect(await lab.valueOf('sheet-weight')).toBe(file[parameter].data[at]);
    const all = truth[`gradient.${parameter}`].data;
    const largest = Math.max(...Array.from(all, Math.abs));
    expect(Math.abs((await lab.valueOf('sheet-gradient')) - all[at])).toBeLessThanOrEqual(1e-4 * largest);
  };
  const forget = page.locator('[data-block="1"] [data-parameter="encoder.weight_hh_l0"] canvas');
  const box = await forget.boundingBox();
  if (box === null) throw new Error('the weights must be drawn, got none');
  await forget.click({ position: { x: (box.width * 2.5) / 6, y: (box.height * 4.5) / 6 } });
  await check('encoder.weight_hh_l0', 6 + 4, 2);
  await expect(lab.inspector).toHaveAttribute('data-unit', '4');
  await expect(page.getByTestId('readout')).toHaveAttribute('data-gate', 'forget');
  const entry = page.getByTestId('entry').locator('data[data-name="entry.value"]');
  expect(Number(await entry.getAttribute('value'))).toBe(file['encoder.weight_hh_l0'].data[10 * 6 + 2]);
  await page.mouse.move(0, 0);
  await page.locator('.sheet').focus();
  await page.keyboard.press('ArrowRight');
  await check('encoder.weight_hh_l0', 10, 3);
  await page.keyboard.press('PageDown');
  await check('encoder.weight_hh_l0', 16, 3);
  await page.keyboard.press('End');
  await check('encoder.bias_hh_l0', 16, 0);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  await check('encoder.weight_ih_l0', 15, 0);
  await page.getByRole('combobox', { name: 'Numbers' }).selectOption('gradient');
  await page.locator('[data-instrument="weights"]').getByLabel('relative scale').check();
  await expect(page.locator('[data-instrument="weights"]')).toContainText('hides how large the gradient is');
  await page.keyboard.press('Tab');
  await page.locator('.sheet').focus();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('entry')).toHaveCount(0);
});

test('a panel is opened large from the keyboard, at the same cursor, and Escape closes it', async ({ lab, page }) => {
  await lab.open(linkTo(run));
  await lab.moveCursor(3, 2);
  const before = await page.locator('[data-quantity="input"] canvas').boundingBox();
  const button = lab.button('Open large: Input gate');
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-quantity]')).toHaveCount(1);
  await expect(page.locator('.lab-experiment')).toBeHidden();
  const large = await page.locator('[data-quantity="input"] canvas').boundingBox();
  expect(large?.height).toBeGreaterThan(2 * (before?.height ?? Infinity));
  await expect(page.getByTestId('readout')).toHaveAttribute('data-unit', '2');
  await page.locator('.stage-plots').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('readout')).toHaveAttribute('data-t', '4');
  await button.focus();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-quantity]')).toHaveCount(6);
  await expect(lab.inspector).toHaveAttribute('data-t', '4');
  await expect(button).toBeFocused();
});

test('the order of the units and the relative scale go with the link, the one scale in every panel of gradients', async ({ lab, page }) => {
  await lab.open(linkTo(run, 'wasm'));
  await page.getByRole('combobox', { name: 'Units' }).selectOption('memory');
  const order = await page.locator('.unit-id').first().textContent();
  const relative = page.getByRole('checkbox', { name: 'Relative scale' });
  await relative.first().check();
  await page.locator('.instrument-toggle').filter({ hasText: 'Itemised' }).click();
  const itemised = page.locator('[data-instrument="itemised"]');
  await expect(itemised.getByRole('checkbox', { name: 'Relative scale' })).toBeChecked();
  await expect(itemised).toContainText('Every row by its own largest norm');
  await expect.poll(() => readLink(new URL(page.url()).hash.slice(1)).view).toMatchObject({ order: 'memory', relative: true });
  await page.reload();
  await lab.waitForSnapshot();
  await expect(page.getByRole('combobox', { name: 'Units' })).toHaveValue('memory');
  expect(await page.locator('.unit-id').first().textContent()).toBe(order);
  await expect(relative.first()).toBeChecked();
  await itemised.getByRole('checkbox', { name: 'Relative scale' }).uncheck();
  await expect(relative.first()).not.toBeChecked();
  await expect.poll(() => readLink(new URL(page.url()).hash.slice(1)).view).toMatchObject({ order: 'memory', relative: false });
});
