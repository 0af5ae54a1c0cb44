/** The race in the page: equal counts, each lane its own engine's numbers, one cursor, links, keyboard, phone. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { parseRace } from '../src/model/parse-race';
import { type RaceSpec, runsOf } from '../src/model/race';
import { createSession } from '../src/engine/session';
import { createReferenceEngine } from '../src/reference/engine';
import { readRaceLink, writeRaceLink } from '../src/store/race-link';
import { getTask } from '../src/tasks/table';
import { createRun, expect, linkTo, test } from './lab-page';

const lane = (cell: string, encoder: object = {}) => ({
  model: {
    input: { kind: 'tokens', vocabSize: 13, embeddingSize: 4 },
    encoder: { cell, hiddenSizes: [5], ...encoder },
    output: { kind: 'last', size: 8, loss: 'crossEntropy' },
  },
});

/** Three cells on a short recall. */
const race: RaceSpec = parseRace({
  task: { name: 'recall', options: { lag: 7, symbols: 8 } },
  lanes: [lane('rnn'), lane('lstm'), lane('gru')],
  training: { batchSize: 4, optimizer: { learningRate: 0.02 } },
  seed: 4,
});

const updates = 3;
/** The watched step. */
const t = 2;

const open = async (page: Page, fragment: string): Promise<void> => {
  await page.goto(`./#${fragment}`);
  await expect(page.getByTestId('lane-0')).toBeVisible();
};

const valueOf = async (page: Page, testId: string): Promise<number> => Number(await page.getByTestId(testId).getAttribute('data-value'));

/** What a run of its own gives: the losses on held-out examples, and the gradient that reaches step t. */
async function computeLane(run: ReturnType<typeof runsOf>[number][number]) {
  const engine = createReferenceEngine();
  const task = getTask(run.task.name);
  const session = await createSession({ run, task, createExecutor: (plan) => engine.createExecutor(plan), clock: () => 0, state: null });
  while (session.trainer.update < updates) await session.trainer.advance(updates);
  const heldOut = await session.evaluate(256);
  const { tensors } = await session.snapshot(0);
  const { shape, data } = tensors['hiddenGradient.l0'];
  const norm = Math.hypot(...data.subarray(t * shape[2], (t + 1) * shape[2]));
  await session.dispose();
  return { heldOut, norm, parameterCount: session.parameterCount };
}

test('shows equal counts, and of each lane the numbers of a run of its own', async ({ page }) => {
  await open(page, writeRaceLink({ race, engine: 'reference', example: 0, t }));
  for (let k = 1; k <= updates; k++) {
    await page.getByRole('button', { name: 'One update of every lane' }).click();
    await expect(page.getByTestId('race-update')).toHaveAttribute('data-value', String(k));
  }
  for (const [k, [run]] of runsOf(race).entries()) {
    await expect(page.getByTestId(`lane-${String(k)}`)).toHaveAttribute('data-update', String(updates));
    const own = await computeLane(run);
    await expect.poll(() => valueOf(page, `race-loss-${String(k)}`)).toBeCloseTo(own.heldOut?.loss ?? Number.NaN, 9);
    expect(await valueOf(page, `race-metric-${String(k)}`)).toBeCloseTo(own.heldOut?.metric ?? Number.NaN, 12);
    expect(await valueOf(page, `race-parameters-${String(k)}`)).toBe(own.parameterCount);
    expect((await valueOf(page, `value-hiddenGradient-${String(k)}`)) / own.norm).toBeCloseTo(1, 9);
    expect(await valueOf(page, `race-horizon-${String(k)}`)).toBeGreaterThanOrEqual(0);
  }
  await page.getByRole('button', { name: 'Back to the initial weights' }).click();
  await expect(page.getByTestId('race-update')).toHaveAttribute('data-value', '0');
});

test('keeps the lanes together while it runs, under one cursor, and can be worked by keys', async ({ page }) => {
  await open(page, writeRaceLink({ race, engine: 'wasm', example: 0, t }));
  const run = page.getByRole('button', { name: 'Run the race' });
  await run.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => valueOf(page, 'race-update')).toBeGreaterThan(30);
  await page.getByRole('button', { name: 'Pause the race' }).click();
  await expect(run).toBeVisible();
  const update = await valueOf(page, 'race-update');
  for (const k of [0, 1, 2]) await expect(page.getByTestId(`lane-${String(k)}`)).toHaveAttribute('data-update', String(update));
  const strips = page.getByRole('application');
  await strips.focus();
  const norms = (): Promise<number[]> => Promise.all([0, 1, 2].map((k) => valueOf(page, `value-hiddenGradient-${String(k)}`)));
  const before = await norms();
  await page.keyboard.press('End');
  const after = await norms();
  expect(after.every((norm, k) => norm !== before[k])).toBe(true);
  await expect.poll(() => readRaceLink(new URL(page.url()).hash.slice(1)).t).toBe(7);
  await page.getByRole('checkbox', { name: 'Gates' }).check();
  await expect(page.getByTestId('lane-1').locator('[data-quantity="forget"]')).toBeVisible();
  const { violations } = await new AxeBuilder({ page: page as never }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))])).toEqual([]);
});

test('matches parameters, takes four lanes and no fifth, and is carried over from the lab', async ({ lab, page }) => {
  await lab.open(linkTo(createRun({ cell: 'gru', length: 8, hiddenSize: 8 })));
  await page.getByRole('button', { name: 'Race this network' }).click();
  await expect(page.getByTestId('lane-2')).toBeVisible();
  await expect(page.getByTestId('lane-0')).toHaveAccessibleName(/^GRU 8/);
  await page.getByRole('combobox', { name: 'Compare at' }).selectOption('parameters');
  await page.getByLabel('Parameters to come near').fill('900');
  await page.keyboard.press('Enter');
  for (const k of [0, 1, 2]) {
    await expect.poll(async () => Math.abs((await valueOf(page, `race-parameters-${String(k)}`)) - 900)).toBeLessThan(90);
    expect(await valueOf(page, `lane-count-${String(k)}`)).toBe(await valueOf(page, `race-parameters-${String(k)}`));
  }
  await page.getByRole('button', { name: 'Add a lane' }).click();
  await expect(page.getByTestId('lane-3')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a lane' })).toBeDisabled();
});

test('refuses a hostile link with a sentence, and fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, 'race=v1.eyJyYWNlIjp7fX0');
  await expect(page.getByTestId('race-notice')).toContainText('This link cannot be raced');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
