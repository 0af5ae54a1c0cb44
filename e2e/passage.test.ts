/** One example's passage through the network: scrubbed both ways to the same picture, played back, folded and unrolled, its numbers the engine's. */
import type { Page } from '@playwright/test';
import { createProbePlan, probe } from '../src/engine/probe';
import { writeParameters } from '../src/engine/weights';
import { sizesOf } from '../src/model/feed';
import { initialiseParameters } from '../src/model/initialise';
import { createReferenceEngine } from '../src/reference/engine';
import { readLink } from '../src/store/permalink';
import { getTask } from '../src/tasks/table';
import { createRun, expect, linkTo, test } from './lab-page';

const run = linkTo(createRun({ cell: 'lstm', length: 6, hiddenSize: 5 }));
const slider = (page: Page) => page.getByRole('slider', { name: 'sequence step' });
const picture = (page: Page): Promise<string> =>
  page.locator('.panel-plot svg.unrolled').evaluate((element) => new XMLSerializer().serializeToString(element));
const value = async (page: Page, id: string): Promise<number> => Number(await page.getByTestId(id).getAttribute('data-value'));

test('scrubs both ways to the same picture, with the mouse and the keyboard', async ({ lab, page }) => {
  await lab.open(run);
  const last = Number(await slider(page).getAttribute('max'));
  const pictures: string[] = [];
  await slider(page).fill('1');
  await slider(page).fill('0');
  for (let station = 0; station <= last; station++) {
    await expect(slider(page)).toHaveValue(String(station));
    pictures.push(await picture(page));
    await lab.button('One step forward').click();
  }
  // The last step forward and the loss differ by the loss alone, every other station by a step.
  expect(new Set(pictures).size).toBe(last + 1);
  for (let station = last; station >= 0; station--) {
    await expect(slider(page)).toHaveValue(String(station));
    expect(await picture(page)).toBe(pictures[station]);
    await page.keyboard.press(',');
  }
  await slider(page).fill(String(last - 3));
  expect(await picture(page)).toBe(pictures[last - 3]);
});

test('plays forward, to the loss and back, while the space bar keeps training', async ({ lab, page }) => {
  await lab.open(run);
  const last = Number(await slider(page).getAttribute('max'));
  await page.getByLabel('Steps a second while playing').selectOption('30');
  await lab.button('Play the sequence').click();
  await expect(lab.button('Play the sequence')).toBeVisible();
  await expect(slider(page)).toHaveValue(String(last));
  await expect(lab.inspector).toHaveAttribute('data-t', '0');
  await expect(page.getByTestId('passage')).toHaveAttribute('data-phase', 'backward');
  await slider(page).fill(String(last / 2));
  await expect(page.getByTestId('passage')).toHaveAttribute('data-phase', 'loss');
  await page.locator('.stage-plots').focus();
  await page.keyboard.press('p');
  await expect(slider(page)).toHaveValue(String(last));
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page.getByTestId('passage')).toHaveCount(0);
  const before = await lab.update();
  await page.locator('.stage-plots').focus();
  await page.keyboard.press('Space');
  await expect.poll(() => lab.update()).toBeGreaterThan(before);
  await page.keyboard.press('Space');
});

test('shows the norms of the states on the way forward and of the gradients on the way back', async ({ lab, page }) => {
  await lab.open(run);
  const last = Number(await slider(page).getAttribute('max'));
  const normOf = async (name: string): Promise<number> => {
    let sum = 0;
    const stage = page.locator('.stage-plots');
    await stage.focus();
    for (let unit = 0; unit < 5; unit++) {
      await lab.moveCursor(3, unit);
      sum += (await lab.inspect(name)) ** 2;
    }
    return Math.sqrt(sum);
  };
  const norms = {
    hidden: await normOf('hidden.l0'),
    cell: await normOf('cell.l0'),
    hiddenGradient: await normOf('hiddenGradient.l0'),
    cellGradient: await normOf('cellGradient.l0'),
  };
  await slider(page).fill('2');
  await slider(page).fill('3');
  expect(await value(page, 'value-hiddenNorm.l0')).toBeCloseTo(norms.hidden, 5);
  expect(await value(page, 'value-roadState.l0')).toBeCloseTo(norms.cell, 5);
  await slider(page).fill(String(last - 3));
  expect(Math.abs((await value(page, 'value-backward.l0')) / norms.hiddenGradient - 1)).toBeLessThan(1e-4);
  expect(Math.abs((await value(page, 'value-roadGradient.l0')) / norms.cellGradient - 1)).toBeLessThan(1e-4);
});

test('says below the network what the engine computes of the step that the passage has come to, there and back', async ({ lab, page }) => {
  await lab.open(run);
  const { model, task, seed, training } = readLink(run).run;
  const batch = getTask(task.name).sample(task.options, seed, 'heldOut', 0, 1);
  const executor = await createReferenceEngine().createExecutor(createProbePlan(model, sizesOf(batch)));
  writeParameters(executor, initialiseParameters(model, training.initialisation, seed));
  const tensors = await probe(executor, batch);
  const rowOf = (name: string, t: number): readonly number[] => [...tensors[name].data.slice(t * 5, t * 5 + 5)];
  const caption = page.getByTestId('network-caption');
  const units = async (): Promise<readonly number[]> => (await caption.locator('.network-unit b').allTextContents()).map(Number);
  const strongest = (values: readonly number[]): readonly number[] =>
    values
      .map((_, unit) => unit)
      .toSorted((a, b) => Math.abs(values[b]) - Math.abs(values[a]))
      .slice(0, 3);
  const expectClose = (shown: number, engine: number): void => {
    expect(Math.abs(shown / engine - 1)).toBeLessThan(1e-4);
  };
  const last = Number(await slider(page).getAttribute('max'));

  await slider(page).fill('2');
  await slider(page).fill('3');
  expectClose(await value(page, 'caption-hiddenNorm'), Math.hypot(...rowOf('hidden.l0', 3)));
  await expect(page.getByTestId('caption-hiddenGradient')).toHaveCount(0);
  const [now, before] = [rowOf('hidden.l0', 3), rowOf('hidden.l0', 2)];
  expect(await units()).toEqual(strongest(now.map((each, unit) => each - before[unit])));
  await page.locator('.stage-plots').focus();
  await page.keyboard.press('e');
  await page.keyboard.press('e');
  await expect(caption).toHaveAttribute('data-part', 'road');
  expectClose(await value(page, 'caption-cellNorm'), Math.hypot(...rowOf('cell.l0', 2)));
  await page.keyboard.press('Escape');

  await slider(page).fill(String(last - 3));
  await expect(page.getByTestId('passage')).toHaveAttribute('data-phase', 'backward');
  const gradient = rowOf('hiddenGradient.l0', 3);
  expectClose(await value(page, 'caption-hiddenNorm'), Math.hypot(...rowOf('hidden.l0', 3)));
  expectClose(await value(page, 'caption-hiddenGradient'), Math.hypot(...gradient));
  expect(await units()).toEqual(strongest(gradient));
});

test('folds and unrolls by button, key and slider, back to the same picture', async ({ lab, page }) => {
  await lab.open(run);
  const open = await picture(page);
  const unfolding = page.locator('svg.unfolding');
  await lab.button('Fold').click();
  await expect(lab.button('Unroll')).toBeVisible();
  await expect(page.locator('.opening-slider')).toHaveValue('0');
  const folded = await picture(page);
  await page.locator('.opening-slider').fill('40');
  await expect(unfolding).toBeVisible();
  expect(await picture(page)).not.toBe(folded);
  await page.locator('.opening-slider').fill('0');
  expect(await picture(page)).toBe(folded);
  await page.locator('.stage-plots').focus();
  await page.keyboard.press('u');
  await expect(unfolding).toHaveCount(0);
  expect(await picture(page)).toBe(open);
});

test('jumps for who prefers less motion', async ({ lab, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.open(run);
  const last = Number(await slider(page).getAttribute('max'));
  await lab.button('Play the sequence').click();
  await expect(slider(page)).toHaveValue(String(last / 2));
  await lab.button('Play the sequence').click();
  await expect(slider(page)).toHaveValue(String(last));
  await lab.button('Fold').click();
  await expect(page.locator('.opening-slider')).toHaveValue('0');
});
