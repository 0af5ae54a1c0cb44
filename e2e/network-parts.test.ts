/** The parts of a network that not every task has: attention, embeddings, dense layers and widths set in the panel; the parameters follow, and what cannot be says why. */
import type { Page } from '@playwright/test';
import { layoutParameters } from '../src/model/parameters';
import { presets } from '../src/model/presets';
import type { Run } from '../src/model/run';
import { createDefaultRun } from '../src/store/default-run';
import { withArchitecture, withAttention, withDecoder, withEmbedding, withEncoder, withHead, withWidth } from '../src/store/edit';
import { readLink } from '../src/store/permalink';
import { wholeRuns } from '../src/store/whole-runs';
import { getTask } from '../src/tasks/table';
import { reverse } from './decoder-page';
import { createRun, expect, linkTo, test } from './lab-page';

async function expectRun(page: Page, { model }: Run): Promise<void> {
  const count = page.locator('.lab-experiment output.number').first();
  await expect(count).toHaveText(layoutParameters(model).count.toLocaleString('en'));
  await expect.poll(() => readLink(new URL(page.url()).hash.slice(1)).run.model).toEqual(model);
}

test('attention is chosen part by part, and what cannot be is barred with its reason', async ({ lab, page }) => {
  const run = reverse();
  await lab.open(linkTo(run, 'wasm'));
  const score = page.getByRole('combobox', { name: 'Attention', exact: true });
  const query = page.getByRole('combobox', { name: 'Which state asks' });
  const feeding = page.getByRole('checkbox', { name: 'Input feeding' });
  await score.selectOption('additive');
  await expectRun(page, withAttention(run, { score: 'additive' }));
  await page.getByText('Decoder, embeddings').click();
  await feeding.check();
  await expectRun(page, withAttention(run, { score: 'additive', inputFeeding: true }));
  await query.selectOption('previous');
  await expectRun(page, withAttention(run, { score: 'additive', query: 'previous' }));
  await expect(feeding).toBeDisabled();
  await expect(page.locator('.lab-experiment')).toContainText('Only where the new state asks');
  await query.selectOption('current');
  await expect(feeding).toBeChecked();
  await score.selectOption('none');
  await expectRun(page, withAttention(run, null));
  await expect(page.getByRole('img', { name: /^Attention/ })).toHaveCount(0);
  await score.selectOption('general');
  await expectRun(page, withAttention(run, { score: 'general', inputFeeding: true }));
  await page.getByText('Layers, directions').click();
  await page.getByRole('checkbox', { name: 'Both directions' }).check();
  await expect(score.locator('option[value="dot"]')).toBeDisabled();
  await expect(page.locator('.lab-experiment')).toContainText('The dot product cannot be chosen with both directions');
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
});

test('embeddings and the units of each layer are numbers of their own', async ({ lab, page }) => {
  const run = withEncoder(reverse(), { hiddenSizes: [12, 12] });
  await lab.open(linkTo(run, 'wasm'));
  const enter = async (name: string, value: string): Promise<void> => {
    const field = page.getByRole('spinbutton', { name });
    await field.fill(value);
    await field.press('Enter');
  };
  await page.getByText('Decoder, embeddings').click();
  await enter('Embedding of what is written', '5');
  await enter('Embedding of what is read', '7');
  await page.getByText('Layers, directions').click();
  await enter('Units of layer 0', '9');
  await expectRun(page, withWidth(withEmbedding(withDecoder(run, { embeddingSize: 5 }), 7), 0, 9));
  await enter('Embedding of what is read', '0');
  await expect(page.getByText(/Enter a whole number from 1 to 1.?024/)).toBeVisible();
});

test('dense layers are added, changed and removed', async ({ lab, page }) => {
  const run = createRun();
  await lab.open(linkTo(run, 'wasm'));
  await page.getByText('Embedding, dense layers').click();
  await lab.button('Add a dense layer').click();
  await lab.button('Add a dense layer').click();
  const second = page.getByRole('group', { name: 'Dense layer 2' });
  await second.getByRole('spinbutton', { name: 'Units' }).fill('6');
  await second.getByRole('spinbutton', { name: 'Units' }).press('Enter');
  await second.getByRole('combobox', { name: 'Activation' }).selectOption('tanh');
  await second.getByRole('spinbutton', { name: 'Dropout after it' }).fill('0.25');
  await second.getByRole('spinbutton', { name: 'Dropout after it' }).press('Enter');
  const [relu, tanh] = [{ size: 16, activation: 'relu', dropout: 0 } as const, { size: 6, activation: 'tanh', dropout: 0.25 } as const];
  await expectRun(page, withHead(run, { hidden: [relu, tanh] }));
  await lab.button('Remove dense layer 1').click();
  await expectRun(page, withHead(run, { hidden: [tanh] }));
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
});

test('a whole run is opened by name, from the keyboard', async ({ lab, page }) => {
  await lab.open(linkTo(createRun(), 'wasm'));
  await lab.button('Presets …').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Presets' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await lab.button('Presets …').click();
  await dialog.getByRole('button', { name: /^Dates with additive attention/ }).press('Enter');
  await expect(dialog).toBeHidden();
  await expectRun(page, wholeRuns.datesAdditive());
  await expect(page.getByTestId('decoder')).toBeVisible();
});

test('a known network is taken for the task at hand, with the parameters that it says', async ({ lab, page }) => {
  const run = createDefaultRun(getTask('recall'));
  const [, stacked] = presets;
  await lab.open(linkTo(run, 'wasm'));
  await lab.button('Presets …').click();
  const taken = withArchitecture(run, stacked.model);
  const button = page.locator('[data-network="stackedSentiment"]');
  await expect(button).toContainText('176,257 parameters in PyTorch, 175,489 in Keras');
  await expect(button).toContainText(`On this task: ${layoutParameters(taken.model).count.toLocaleString('en')} parameters`);
  await button.click();
  await expectRun(page, taken);
});
