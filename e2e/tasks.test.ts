/** The page of tasks: a card's numbers are computed, nothing is inaccessible or wider than a phone, its link opens its run, and what a network writes is the engine's. */
import { createNumberFormat } from '../src/app/format';
import { createSession } from '../src/engine/session';
import { readData } from '../src/headless/files';
import { createReferenceEngine } from '../src/reference/engine';
import { readLink } from '../src/store/permalink';
import { readPlainText } from '../src/tasks/plain-text';
import { getTask } from '../src/tasks/table';
import { expectAccessible, expectNoOverflow } from './accessible';
import { createRun, expect, linkTo, test } from './lab-page';

test('computes a card, fits a phone, and opens the run that the numbers are of', async ({ page, lab }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./#tasks=reverse');
  const card = page.locator('[data-task="reverse"]');
  await expect(card).toHaveAttribute('data-facts', 'ready');
  await expect(card).toBeInViewport();
  const link = card.getByRole('link');
  const { run } = readLink((await link.getAttribute('href'))?.slice(1) ?? '');
  const task = getTask('reverse');
  expect(run.task.name).toBe('reverse');
  await expect(card.locator('[data-fact="baseline"]')).toHaveAttribute('value', String(task.baseline(run.task.options).value));
  await expectNoOverflow(page);
  await expectAccessible(page, ['.tasks-page']);
  await link.click();
  await lab.waitForSnapshot();
  expect(readLink(new URL(page.url()).hash.slice(1)).run).toEqual(run);
});

for (const name of ['entities', 'stock']) {
  test(`prints what the simple rule of ${name} reaches without a network, on the card and in the lab`, async ({ page, lab }) => {
    const task = getTask(name);
    await task.load?.(readData);
    await page.goto(`./#tasks=${name}`);
    const card = page.locator(`[data-task="${name}"]`);
    await expect(card).toHaveAttribute('data-facts', 'ready');
    const link = card.getByRole('link');
    const { run } = readLink((await link.getAttribute('href'))?.slice(1) ?? '');
    const rival = task.rival?.(run.task.options);
    if (rival === undefined) throw new Error(`${name}: must have a simple rule, got none`);
    const shown = card.locator('[data-fact="rival"]');
    expect(Number(await shown.getAttribute('value'))).toBeCloseTo(rival.metric, 12);
    const written = createNumberFormat('en').metric(task.metric.name, rival.metric);
    await expect(shown).toContainText(written);
    await link.click();
    await lab.waitForSnapshot();
    await expect(page.getByText('Without a network:')).toContainText(written);
  });
}

test('lets a network write what the engine writes, surely or not', async ({ page, lab }) => {
  const run = createRun({ task: 'text', length: 10, cell: 'gru', hiddenSize: 6 });
  await lab.open(linkTo(run, 'reference'));
  const panel = page.getByTestId('writing');
  await panel.getByLabel('Characters').fill('30');
  await panel.getByLabel('Temperature').fill('0.9');
  await panel.getByLabel('Beginning').fill('call me ');
  await panel.getByRole('button', { name: 'Write' }).click();
  const shown = page.getByTestId('written').locator('[data-probability]');
  await expect(shown).toHaveCount(30);

  const engine = createReferenceEngine();
  const task = getTask('text');
  await task.load?.(readData);
  const session = await createSession({ run, task, createExecutor: (plan) => engine.createExecutor(plan), clock: () => 0, state: null });
  const { inputs } = session.symbols;
  const written = await session.writeText({ prefix: readPlainText('call me ', inputs) ?? [], length: 30, temperature: 0.9, seed: 1 });
  await session.dispose();
  const probabilities = await shown.evaluateAll((spans) => spans.map((span) => Number(span.getAttribute('data-probability'))));
  // Browsers and Node may round an exponential differently in its last digit.
  probabilities.forEach((probability, k) => {
    expect(probability).toBeCloseTo(written?.probabilities[k] ?? Number.NaN, 12);
  });
  const hints = await shown.evaluateAll((spans) => spans.map((span) => span.getAttribute('data-hint')?.replace(/: [^:]*$/, '')));
  expect(hints).toEqual(Array.from(written?.tokens ?? [], (token) => inputs[token]));
  await panel.getByText('Show as a table').click();
  await expect(panel.getByRole('row').nth(1)).toHaveText(((await shown.first().getAttribute('data-hint')) ?? '').replace(': ', ''));
  await expect(panel.getByRole('row')).toHaveCount(31);
  await panel.getByLabel('Beginning').fill('É');
  await panel.getByRole('button', { name: 'Write' }).click();
  await expect(panel.getByRole('status')).toContainText('must be');
  await expectAccessible(page, ['[data-testid="writing"]']);
});
