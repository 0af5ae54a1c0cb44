/** Interventions: what the page shows downstream equals what the headless program computes of the same weights, example and edits. */
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { readSafetensors } from '../src/core/safetensors';
import { createProber } from '../src/engine/prober';
import { packParameters } from '../src/model/parameter-files';
import { layoutParameters } from '../src/model/parameters';
import { createReferenceEngine } from '../src/reference/engine';
import { getTask } from '../src/tasks/table';
import { createRun, expect, linkTo, test } from './lab-page';

const run = createRun({ cell: 'lstm', length: 12, hiddenSize: 4 });

test('an intervention shows its consequences, is undone, kept and linked', async ({ lab, page }) => {
  await lab.open(linkTo(run));
  const panel = page.getByTestId('what-if');
  await panel.getByRole('button', { name: 'What if', exact: true }).click();
  for (let t = 0; t < 3; t++) await page.keyboard.press('.');
  const valueOf = async (key: string): Promise<number> => Number(await page.getByTestId(`value-whatif.${key}`).getAttribute('data-value'));
  const after = page.getByTestId('what-if-loss-after');

  await panel.getByRole('combobox', { name: 'Gate' }).selectOption('forget');
  await panel.getByRole('spinbutton', { name: 'Value' }).fill('0');
  await panel.getByRole('combobox', { name: 'Units' }).selectOption('all');
  await panel.getByRole('button', { name: 'Intervene' }).click();
  await expect(after).toBeVisible();
  for (let t = 0; t < 5; t++) await page.keyboard.press('.');

  const { model, task: choice, seed } = run;
  const batch = getTask(choice.name).sample(choice.options, seed, 'heldOut', 0, 1);
  const download = page.waitForEvent('download');
  await lab.button('Export').click();
  const weights = packParameters(layoutParameters(model), readSafetensors(await readFile(await (await download).path())));
  const prober = createProber(model, (plan) => createReferenceEngine().createExecutor(plan));
  const { tensors, edited } = await prober.take(batch, weights, [
    { kind: 'gate', scan: 'l0', gate: 'forget', unit: null, from: 3, to: 3, example: null, value: 0 },
  ]);
  prober.dispose();
  if (edited === undefined || !('tensors' in edited)) throw new Error('edited: must be there, got nothing');
  const place = 8 * 4;
  for (const [key, name] of [
    ['cell', 'cell.l0'],
    ['hidden', 'hidden.l0'],
    ['output', 'gates.l0.output'],
  ] as const) {
    expect(await valueOf(`${key}.before`)).toBeCloseTo(tensors[name].data[place], 5);
    expect(await valueOf(`${key}.after`)).toBeCloseTo(edited.tensors[name].data[place], 5);
    expect(await valueOf(`${key}.change`)).toBeCloseTo(edited.tensors[name].data[place] - tensors[name].data[place], 5);
  }
  expect(await valueOf('cell.change')).not.toBe(0);
  expect(Number(await after.getAttribute('value'))).toBeCloseTo(edited.tensors.loss.data[0], 5);
  expect((await new AxeBuilder({ page: page as never }).include('[data-testid="what-if"]').analyze()).violations).toEqual([]);

  await panel.getByRole('textbox', { name: 'Name' }).fill('cut at 3');
  await panel.getByRole('button', { name: 'Keep as variant' }).click();
  await panel.getByRole('button', { name: 'Undo' }).click();
  await expect(after).toBeHidden();
  await panel.getByRole('button', { name: 'cut at 3 (1)' }).click();
  await expect(after).toBeVisible();
  await panel.getByRole('spinbutton', { name: 'Value' }).fill('much');
  await panel.getByRole('button', { name: 'Intervene' }).click();
  await expect(panel.getByText('Enter a number.')).toBeVisible();

  const loss = await after.getAttribute('value');
  await expect.poll(() => page.url().length).toBeGreaterThan(linkTo(run).length + 40);
  await page.reload();
  await expect(after).toHaveAttribute('value', loss ?? '');
});

test('a preset opens an intervention on the trained network', async ({ lab, page }) => {
  await lab.open();
  await page.getByRole('button', { name: 'Presets …' }).click();
  await page.getByRole('link', { name: /^Wipe the memory/ }).click();
  const after = page.getByTestId('what-if-loss-after');
  await expect(after).toBeVisible();
  expect(Number(await after.getAttribute('value'))).toBeGreaterThan(
    100 * Number(await page.getByTestId('what-if-loss-before').getAttribute('value')),
  );
});
