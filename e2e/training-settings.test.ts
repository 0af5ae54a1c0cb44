/** Every training setting of the panel reaches the worker: the run that is sent has what was entered, and a setting that does not apply is not there. */
import type { Page } from '@playwright/test';
import type { Run } from '../src/model/run';
import type { Command } from '../src/worker/protocol';
import { createRun, expect, type LabPage, linkTo, test } from './lab-page';

/** What is done at one control, and what the run that is sent must have. */
interface Act {
  readonly group: string;
  readonly control: 'menu' | 'number' | 'switch';
  readonly name: string;
  readonly value: string;
  readonly training: Record<string, unknown>;
}

const optimizer = 'Optimizer';
const schedule = 'Schedule';
const gradient = 'Clipping, truncation';
const start = 'Initial weights';
const batch = 'Batches, seed';
const act = (group: string, control: Act['control'], name: string, value: string, training: Act['training']): Act => ({
  group,
  control,
  name,
  value,
  training,
});

const acts: readonly Act[] = [
  act(optimizer, 'number', 'β₁', '0.8', { optimizer: { kind: 'adam', betas: [0.8, 0.999] } }),
  act(optimizer, 'number', 'β₂', '0.99', { optimizer: { betas: [0.8, 0.99] } }),
  act(optimizer, 'number', 'ε', '1e-6', { optimizer: { eps: 1e-6 } }),
  act(optimizer, 'number', 'Weight decay', '0.01', { optimizer: { weightDecay: 0.01 } }),
  act(optimizer, 'menu', 'Rule', 'adamw', { optimizer: { kind: 'adamw' } }),
  act(optimizer, 'menu', 'Rule', 'rmsprop', { optimizer: { kind: 'rmsprop' } }),
  act(optimizer, 'number', 'α (smoothing)', '0.9', { optimizer: { alpha: 0.9 } }),
  act(optimizer, 'menu', 'Rule', 'sgd', { optimizer: { kind: 'sgd' } }),
  act(optimizer, 'number', 'Momentum', '0.5', { optimizer: { momentum: 0.5 } }),
  act(schedule, 'menu', 'Learning rate over time', 'step', { schedule: { kind: 'step' } }),
  act(schedule, 'number', 'Updates between steps', '7', { schedule: { every: 7 } }),
  act(schedule, 'number', 'Factor', '0.25', { schedule: { every: 7, factor: 0.25 } }),
  act(schedule, 'menu', 'Learning rate over time', 'cosine', { schedule: { kind: 'cosine' } }),
  act(schedule, 'number', 'Updates until the floor', '90', { schedule: { steps: 90 } }),
  act(schedule, 'number', 'Floor', '0.001', { schedule: { steps: 90, floor: 0.001 } }),
  act(schedule, 'menu', 'Learning rate over time', 'warmup', { schedule: { kind: 'warmup' } }),
  act(schedule, 'number', 'Updates of warm-up', '20', { schedule: { kind: 'warmup', steps: 20 } }),
  act(gradient, 'number', 'Largest norm', '0.5', { clip: { norm: 0.5 } }),
  act(gradient, 'menu', 'Clip the gradient', 'value', { clip: { value: 0.5 } }),
  act(gradient, 'number', 'Largest number', '0.1', { clip: { value: 0.1 } }),
  act(gradient, 'menu', 'Clip the gradient', 'off', { clip: null }),
  act(gradient, 'switch', 'Truncate in time', 'on', { truncate: 10 }),
  act(gradient, 'number', 'Steps between cuts', '3', { truncate: 3 }),
  act(start, 'menu', 'Initialisation', 'glorotOrthogonal', { initialisation: { kind: 'glorotOrthogonal' } }),
  act(start, 'number', 'Forget gate’s bias', '2', { initialisation: { forgetBias: 2 } }),
  act(start, 'switch', 'Set the spectral radius', 'on', { initialisation: { spectralRadius: 1 } }),
  act(start, 'number', 'Spectral radius of W_hh', '1.5', { initialisation: { forgetBias: 2, spectralRadius: 1.5 } }),
  act(start, 'menu', 'Initialisation', 'chrono', { initialisation: { kind: 'chrono', maxLag: 9, spectralRadius: 1.5 } }),
  act(start, 'number', 'Longest lag', '50', { initialisation: { kind: 'chrono', maxLag: 50 } }),
  act(batch, 'number', 'Batch size', '5', { batchSize: 5 }),
];

/** Notes every run that the page asks the worker for. */
async function listen(page: Page): Promise<() => Promise<Run>> {
  await page.addInitScript(() => {
    Object.assign(globalThis, { opens: [] });
    globalThis.Worker = class extends Worker {
      override postMessage(command: Command): void {
        const { opens } = globalThis as unknown as { opens: Run[] };
        if (command.type === 'open') opens.push(command.run);
        super.postMessage(command);
      }
    };
  });
  return () =>
    page.evaluate(() => {
      const { opens } = globalThis as unknown as { opens: Run[] };
      return opens[opens.length - 1];
    });
}

const training = (page: Page) => page.locator('.lab-experiment').getByRole('region', { name: 'Training' });

async function openGroups(page: Page): Promise<void> {
  for (const group of [optimizer, schedule, gradient, start, batch]) await training(page).locator('summary', { hasText: group }).click();
}

async function perform(page: Page, { control, name, value }: Act): Promise<void> {
  if (control === 'menu') await training(page).getByRole('combobox', { name, exact: true }).selectOption(value);
  else if (control === 'switch')
    await training(page)
      .getByRole('checkbox', { name, exact: true })
      .setChecked(value === 'on');
  else {
    const field = training(page).getByRole('spinbutton', { name, exact: true });
    await field.fill(value);
    await field.press('Enter');
  }
}

test('each setting is in the run that the lab is asked for, and the lab can train with it', async ({ lab, page }) => {
  const lastRun = await listen(page);
  await lab.open(linkTo(createRun({ length: 8 })));
  await openGroups(page);
  for (const each of acts) {
    await perform(page, each);
    await expect.poll(async () => (await lastRun()).training, each.name).toMatchObject(each.training);
    await expect(lab.notice, each.name).toHaveCount(0);
  }
  expect((await lastRun()).training.initialisation.forgetBias).toBeUndefined();
  await perform(page, act(batch, 'number', 'Seed', '77', {}));
  await expect.poll(async () => (await lastRun()).seed).toBe(77);
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
});

test('a setting that does not apply is not shown', async ({ lab, page }) => {
  await lab.open(linkTo(createRun({ cell: 'rnn' })));
  await openGroups(page);
  const panel = training(page);
  await expect(panel.getByRole('combobox', { name: 'Initialisation' }).locator('option')).toHaveText(['PyTorch', 'Glorot, orthogonal', 'identity']);
  await expect(panel.getByText('Chrono sets gates, which an RNN has none of.')).toBeVisible();
  await expect(panel.getByText('forget gate', { exact: false })).toHaveCount(0);
  await expect(panel.getByRole('spinbutton', { name: 'Momentum' })).toHaveCount(0);
  await expect(panel.getByRole('spinbutton', { name: 'Teacher forcing' })).toHaveCount(0);
  await panel.getByRole('combobox', { name: 'Initialisation' }).selectOption('identity');
  await expect(panel.locator('summary', { hasText: start })).toContainText('identity');
  await page.getByText('GRU', { exact: true }).click();
  await expect(panel.locator('summary', { hasText: start })).toContainText('PyTorch');
  await expect(lab.notice).toHaveCount(0);
});

test('states are carried on where the task is one long text, and a decoder is forced as often as is asked', async ({ lab, page }) => {
  const lastRun = await listen(page);
  await lab.open(linkTo(createRun({ task: 'text', length: 12 })));
  await openGroups(page);
  await perform(page, act(batch, 'switch', 'Carry the state on', 'on', {}));
  await expect.poll(async () => (await lastRun()).training.carryState).toBe(true);
  await expect.poll(() => lab.update()).toBe(0);
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
  await page.getByRole('combobox', { name: 'Task', exact: true }).selectOption('reverse');
  await expect(training(page).getByRole('checkbox', { name: 'Carry the state on' })).toHaveCount(0);
  await perform(page, act(batch, 'number', 'Teacher forcing', '0.5', {}));
  await expect.poll(async () => (await lastRun()).training.teacherForcing).toBe(0.5);
  expect((await lastRun()).training.carryState).toBe(false);
  await expect(lab.notice).toHaveCount(0);
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
});

test('a bound that is itself refused is said so', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  await openGroups(page);
  await perform(page, act(optimizer, 'number', 'β₁', '1', {}));
  await expect(page.getByText('Enter a number from 0 to just below 1.')).toBeVisible();
  await perform(page, act(gradient, 'number', 'Largest norm', '0', {}));
  await expect(page.getByText('Enter a number above 0 and at most 1000000.')).toBeVisible();
});

async function readNorms(lab: LabPage): Promise<{ before: number; after: number }> {
  return { before: await lab.valueOf('norm-before'), after: await lab.valueOf('norm-after') };
}

test('the clipping readout shows the norm before and after, and the schedule the next learning rate', async ({ lab, page }) => {
  const run = createRun({ optimizer: 'sgd', learningRate: 0.02 });
  const clipped: Run = { ...run, training: { ...run.training, clip: { norm: 1e-3 }, schedule: { kind: 'warmup', steps: 4 } } };
  await lab.open(linkTo(clipped));
  await openGroups(page);
  await expect(page.getByText('The norm is shown from the first update on.')).toBeVisible();
  expect(await lab.valueOf('rate-now')).toBeCloseTo(0.005, 12);
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
  const { before, after } = await readNorms(lab);
  expect(before).toBeGreaterThan(1e-3);
  expect(after).toBeCloseTo((before * 1e-3) / (before + 1e-6), 12);
  expect(await lab.valueOf('rate-now')).toBeCloseTo(0.01, 12);
  await expect(page.getByText('Clipped in 1 of the last 1 updates.')).toBeVisible();
});

test('number fields step by the arrow keys as if the number were typed: Enter takes it, Escape gives it back', async ({ lab, page }) => {
  const lastRun = await listen(page);
  await lab.open(linkTo(createRun({ learningRate: 0.02 })));
  const field = training(page).getByRole('spinbutton', { name: 'Learning rate' });
  await field.press('ArrowUp');
  await field.press('ArrowUp');
  await expect(field).toHaveValue('0.04');
  await expect(field).toHaveAttribute('aria-valuetext', '0.04');
  expect((await lastRun()).training.optimizer.learningRate, 'nothing is taken yet').toBe(0.02);
  await field.press('Escape');
  await expect(field).toHaveValue('0.02');
  await field.press('PageDown');
  await field.press('ArrowDown');
  await expect(field).toHaveValue('0.001');
  await field.press('Enter');
  await expect.poll(async () => (await lastRun()).training.optimizer.learningRate).toBe(0.001);
  const units = page.getByRole('spinbutton', { name: 'Hidden units' });
  await units.press('PageUp');
  await units.press('ArrowDown');
  await units.press('Tab');
  await expect.poll(async () => (await lastRun()).model.encoder.hiddenSizes).toEqual([17]);
});
