/** Inside the cell: its picture shows the engine's numbers, its clock goes forward and back by keys and buttons to the same picture, and everyone can read it. */
import type { Page } from '@playwright/test';
import { createProbePlan, probe } from '../src/engine/probe';
import { writeParameters } from '../src/engine/weights';
import { sizesOf } from '../src/model/feed';
import { initialiseParameters } from '../src/model/initialise';
import { createReferenceEngine } from '../src/reference/engine';
import { readLink } from '../src/store/permalink';
import { getTask } from '../src/tasks/table';
import { expectAccessible, expectNoOverflow } from './accessible';
import { createRun, expect, linkTo, test } from './lab-page';

/** The numbers in the picture by their names. */
async function readPicture(page: Page): Promise<Readonly<Record<string, number>>> {
  const entries = await page
    .locator('.cell-diagram .cell-number')
    .evaluateAll((all) => all.map((each) => [each.getAttribute('data-name') ?? '', Number(each.getAttribute('data-value'))] as const));
  return Object.fromEntries(entries);
}

/** Every element of the picture, with all that makes it look as it does. */
function describePicture(page: Page): Promise<readonly string[]> {
  return page.locator('.cell-diagram *').evaluateAll((all) =>
    all.map((each) => {
      const attributes = each
        .getAttributeNames()
        .filter((name) => name !== 'style' || each.getAttribute(name) !== '')
        .toSorted()
        .map((name) => `${name}=${each.getAttribute(name) ?? ''}`);
      return [each.tagName, ...attributes, each.children.length === 0 ? each.textContent : ''].join(' ');
    }),
  );
}

/** Equal to four significant digits. */
function expectClose(shown: number | undefined, engine: number): void {
  expect(Math.abs((shown ?? Number.NaN) - engine)).toBeLessThanOrEqual(5e-4 * Math.abs(engine) + 1e-12);
}

for (const cell of ['lstm', 'gru', 'rnn'] as const) {
  test(`the picture of the ${cell} shows the numbers of the engine for the same weights and example`, async ({ lab, page }) => {
    const run = createRun({ cell });
    const { model, training, seed, task } = run;
    await lab.open(linkTo(run, 'wasm'));
    const [t, unit, H] = [4, 3, model.encoder.hiddenSizes[0]];
    await lab.moveCursor(t, unit);

    const batch = getTask(task.name).sample(task.options, seed, 'heldOut', 0, 1);
    const executor = await createReferenceEngine().createExecutor(createProbePlan(model, sizesOf(batch)));
    writeParameters(executor, initialiseParameters(model, training.initialisation, seed));
    const tensors = await probe(executor, batch);
    const engine = (name: string, step = t): number => tensors[name].data[step * H + unit];

    const whole = await readPicture(page);
    const gates = { lstm: { i: 'input', f: 'forget', g: 'candidate', o: 'output' }, gru: { r: 'reset', z: 'update', n: 'candidate' }, rnn: {} }[cell];
    for (const [symbol, gate] of Object.entries(gates)) expectClose(whole[symbol], engine(`gates.l0.${gate}`));
    expectClose(whole["h'"], engine('hidden.l0'));

    const slider = page.getByRole('slider', { name: 'Inside the cell' });
    await slider.press('End');
    const back = await readPicture(page);
    expectClose(back["∂h'"], engine('hiddenGradient.l0'));
    await page.getByTestId('cell').locator('summary').click();
    const row = page.getByTestId('cell').locator('tr[data-row="h"] td').last();
    expectClose(Number(await row.getAttribute('data-value')), engine('hiddenGradient.l0', t - 1));
    if (cell !== 'lstm') return;
    expectClose(whole["c'"], engine('cell.l0'));
    expectClose(back["∂c'"], engine('cellGradient.l0'));
  });
}

test('goes through the operations by keys and buttons, back to the same picture, and into the link', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  const name = page.getByTestId('operation-name');
  await expect(page.locator('.cell-diagram')).toBeVisible();
  await page.keyboard.press('k');
  await page.keyboard.press('j');
  await expect(name).toHaveText('whole cell');
  const whole = await describePicture(page);
  await page.keyboard.press('k');
  await expect(name).toHaveText('forward: a_i');
  await page.keyboard.press('k');
  await expect(name).toHaveText('forward: i');
  const second = await describePicture(page);
  await expect(page.getByTestId('operation')).toContainText('i = σ(a_i)');
  await lab.button('One operation forward').click();
  await lab.button('One operation back').click();
  await expect(name).toHaveText('forward: i');
  expect(await describePicture(page)).toEqual(second);
  expect(second).not.toEqual(whole);
  const slider = page.getByRole('slider', { name: 'Inside the cell' });
  await slider.press('End');
  await expect(name).toHaveText('back: ∂a_i');
  await expect(lab.button('One operation forward')).toBeDisabled();
  await expect(slider).toHaveAttribute('aria-valuetext', '27 of 27, back: ∂a_i');
  await expect.poll(() => readLink(new URL(page.url()).hash.slice(1)).view.operation).toBe(27);
  const address = page.url();
  await slider.press('Home');
  expect(await describePicture(page)).toEqual(whole);
  await page.goto('about:blank');
  await page.goto(address);
  await expect(name).toHaveText('back: ∂a_i');
});

test('has no accessibility fault going back, and fits a phone', async ({ lab, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 320, height: 720 });
  await lab.open(linkTo(createRun()));
  await page.getByRole('slider', { name: 'Inside the cell' }).press('End');
  await page.getByTestId('cell').locator('summary').click();
  await expectAccessible(page);
  await expectNoOverflow(page);
});
