/** Forecasts, detections and tags in the page are the engine's own numbers. */
import { readFile } from 'node:fs/promises';
import { createForetellPlan, foretell } from '../src/engine/foretell';
import { createProbePlan, probe } from '../src/engine/probe';
import { writeParameters } from '../src/engine/weights';
import { sizesOf } from '../src/model/feed';
import { initialiseParameters } from '../src/model/initialise';
import type { Run } from '../src/model/run';
import { createReferenceEngine } from '../src/reference/engine';
import { createDefaultRun } from '../src/store/default-run';
import { withEncoder } from '../src/store/edit';
import { getTask } from '../src/tasks/table';
import { expect, linkTo, test } from './lab-page';

const engine = createReferenceEngine();

/** A small network of a task, its first held-out example, and what its initial weights answer. */
async function setUp(name: string): Promise<{ run: Run; outputs: Float64Array; targets: ArrayLike<number> }> {
  const task = getTask(name);
  await task.load?.((file) => readFile(`public/data/${file}`, 'utf8'));
  const run = withEncoder(createDefaultRun(task), { cell: 'gru', hiddenSizes: [8] });
  const batch = task.sample(run.task.options, run.seed, 'heldOut', 0, 1);
  const executor = await engine.createExecutor(createProbePlan(run.model, sizesOf(batch)));
  writeParameters(executor, initialiseParameters(run.model, run.training.initialisation, run.seed));
  const { outputs } = await probe(executor, batch);
  executor.dispose();
  return { run, outputs: Float64Array.from(outputs.data), targets: batch.targets.data };
}

test('a forecast is fed back as the program does it, and drawn with its horizon', async ({ lab, page }) => {
  const { run, outputs, targets } = await setUp('births');
  const task = getTask('births');
  const { options } = run.task;
  const executor = await engine.createExecutor(createForetellPlan(run.model, Number(options.length)));
  writeParameters(executor, initialiseParameters(run.model, run.training.initialisation, run.seed));
  const wanted = await foretell(executor, { task, options, seed: run.seed, example: 0, steps: 24 });
  if (wanted === null) throw new Error('nothing abandons it');

  await lab.open(linkTo(run, 'wasm'));
  await lab.moveCursor(5, 0);
  expect(Math.abs((await lab.valueOf('value-foretold.births')) - outputs[5])).toBeLessThan(1e-4);
  expect(await lab.valueOf('value-asked.births')).toBe(targets[5]);
  await expect(page.locator('[data-horizon="1"]')).toBeVisible();

  const panel = page.getByTestId('forecast');
  await panel.scrollIntoViewIfNeeded();
  await expect(page.getByTestId('foretold')).toHaveAttribute('data-update', '0');
  for (const [kind, value] of Object.entries(wanted.errors ?? {})) {
    const shown = Number(await panel.locator(`data[data-error="${kind}"]`).getAttribute('value'));
    expect(Math.abs(shown - value)).toBeLessThan(1e-3);
  }
  await panel.locator('summary').click();
  const cells = await panel.locator('td').evaluateAll((found) => found.map((cell) => Number(cell.getAttribute('data-value'))));
  expect(cells).toHaveLength(3 * 24);
  wanted.values.forEach((value, k) => {
    expect(Math.abs(cells[3 * k] - value)).toBeLessThan(1e-3);
    expect(cells[3 * k + 1]).toBeCloseTo(wanted.naive[k], 9);
    expect(cells[3 * k + 2]).toBeCloseTo(wanted.truth[k], 9);
  });
  await panel.locator('input[name="steps"]').fill('7');
  await expect(page.getByTestId('foretold')).toHaveAttribute('data-steps', '7');
});

test('what is detected is marked and counted', async ({ lab, page }) => {
  const { run, outputs, targets } = await setUp('anomalies');
  await lab.open(linkTo(run, 'wasm'));
  const count = (holds: (sounds: boolean, there: boolean) => boolean): number =>
    outputs.reduce((sum, logit, t) => sum + (holds(logit > 0, targets[t] > 0.5) ? 1 : 0), 0);
  const wanted = { hit: count((a, b) => a && b), miss: count((a, b) => !a && b), alarm: count((a, b) => a && !b) };
  for (const [kind, number] of Object.entries(wanted)) {
    await expect(page.locator(`[data-verdict="${kind}"]`)).toHaveAttribute('data-count', String(number));
    // Once on each of the two signals, and on the probability.
    await expect(page.locator(`.verdict-${kind}[data-verdict-at]`)).toHaveCount(3 * number);
  }
  expect(wanted.hit + wanted.miss).toBeGreaterThan(0);
});

test('words bear the tag that the network gives them', async ({ lab, page }) => {
  const { run, outputs, targets } = await setUp('entities');
  await lab.open(linkTo(run, 'wasm'));
  await expect(page.locator('[data-tag-at]').first()).toBeVisible();
  const blocks = await page
    .locator('[data-tag-at]')
    .evaluateAll((found) =>
      found.map((block) => ({ right: block.getAttribute('data-right'), probability: Number(block.getAttribute('data-probability')) })),
    );
  expect(blocks.length).toBeGreaterThan(3);
  const size = outputs.length / targets.length;
  blocks.forEach(({ right, probability }, t) => {
    const logits = Array.from(outputs.subarray(t * size, (t + 1) * size));
    const best = logits.indexOf(Math.max(...logits));
    expect(right).toBe(String(best === targets[t]));
    expect(Math.abs(probability - 1 / logits.reduce((sum, logit) => sum + Math.exp(logit - logits[best]), 0))).toBeLessThan(1e-4);
  });
});
