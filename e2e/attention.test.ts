/** Attention in the page: a source that is typed is answered as the engine answers it, written token by token, and every entry is reached by keys. */
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { readSafetensors } from '../src/core/safetensors';
import { answerSource, type SourceAnswer } from '../src/engine/answer';
import { createProbePlan, probe } from '../src/engine/probe';
import { writeParameters } from '../src/engine/weights';
import { sizesOf } from '../src/model/feed';
import { initialiseParameters } from '../src/model/initialise';
import { packParameters } from '../src/model/parameter-files';
import { layoutParameters } from '../src/model/parameters';
import type { Run } from '../src/model/run';
import { createReferenceEngine } from '../src/reference/engine';
import { readLink } from '../src/store/permalink';
import { getTask } from '../src/tasks/table';
import { reverse } from './decoder-page';
import { expect, type LabPage, linkTo, test } from './lab-page';

const SOURCE = [5, 3, 6, 4];

/** What the reference engine answers with the weights that the page exported. */
async function answerWith({ model }: Run, weights: string): Promise<SourceAnswer> {
  const executor = await createReferenceEngine().createExecutor(createProbePlan(model, { B: 1, T: 5, U: 6 }));
  writeParameters(executor, packParameters(layoutParameters(model), readSafetensors(await readFile(weights))));
  return answerSource(executor, Int32Array.from(SOURCE), 6);
}

async function type(lab: LabPage, text: string): Promise<void> {
  const { page } = lab;
  await page.getByLabel('Your own').fill(text);
  await page.getByLabel('Your own').press('Enter');
}

test('a typed source is answered as the headless engine answers it, and written token by token', async ({ lab, page }) => {
  const run = reverse({ score: 'additive', query: 'previous' });
  await lab.open(linkTo(run, 'wasm'));
  for (let k = 0; k < 3; k++) await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(3);
  await type(lab, 'CADX');
  await expect(page.getByTestId('decoding-source')).toContainText('“X” at place 4 is not');
  await type(lab, 'CADBAA');
  await expect(page.getByTestId('decoding-source')).toContainText('Enter at most 5 symbols; these are 6.');
  await type(lab, 'CADB');
  await expect(page.getByTestId('decoding-panel')).toContainText('there is no loss');

  const { batch, tensors, greedy } = await answerWith(run, await lab.save('Export'));
  const tokens = Array.from(batch.targets.data).slice(0, batch.targetLengths.data[0]);
  const answer = page.getByTestId('decoding-answer');
  await expect(answer).toHaveAttribute('data-answer', tokens.join(' '));
  const decoding = page.getByTestId('decoding');
  await expect(decoding).toHaveAttribute('data-update', '3');

  const step = page.getByTestId('decoding-step');
  await lab.button('Back to the beginning').click();
  await expect(decoding).toHaveAttribute('data-written', '0');
  await expect(decoding).toContainText('Nothing is written yet');
  for (let u = 0; u < tokens.length; u++) {
    await lab.button('Write the next symbol').click();
    await expect(step).toHaveAttribute('data-step', String(u));
    await expect(step).toHaveAttribute('data-reads', String(u === 0 ? 1 : tokens[u - 1]));
    await expect(step).toHaveAttribute('data-writes', String(tokens[u]));
    const logits = [...greedy.outputs.data.slice(u * 7, (u + 1) * 7)];
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    const likeliest = step.locator('[data-probability]').first();
    expect(Number(await likeliest.getAttribute('data-probability'))).toBeCloseTo(Math.exp(logits[tokens[u]]) / total, 5);
    const weights = [...tensors.attention.data.slice(u * 4, (u + 1) * 4)];
    const bits = -weights.reduce((sum, weight) => sum + weight * Math.log2(weight), 0);
    expect(await lab.valueOf('decoding-entropy')).toBeCloseTo(bits, 4);
  }

  const grid = page.getByRole('application', { name: 'Where it looked' });
  await grid.focus();
  await grid.press('PageUp');
  await grid.press('Home');
  await grid.press('ArrowRight');
  await grid.press('ArrowDown');
  const entry = page.getByTestId('decoding-entry');
  await expect(entry).toHaveAttribute('data-target', '1');
  await expect(entry).toHaveAttribute('data-source', '1');
  expect(await lab.valueOf('decoding-entry')).toBeCloseTo(tensors.attention.data[4 + 1], 5);
  await grid.press('Enter');
  await expect(entry).toContainText('pinned');
  await page.getByText('The arithmetic of this entry').click();
  const score = tensors.scores.data[4 + 1];
  await expect.poll(async () => Number(await page.locator('.decoding-work [data-symbol="s"] b').textContent())).toBeCloseTo(score, 3);

  // Another update, and the answer is of that one.
  await lab.button('One update').click();
  await expect(decoding).toHaveAttribute('data-update', '4');
  await expect(page.getByTestId('decoding-panel')).toContainText('Of your own source');
});

test('switching score and wiring redraws the step and says what changed; the bottleneck is a click away, and back', async ({ lab, page }) => {
  await lab.open(linkTo(reverse({ score: 'dot' }), 'wasm'));
  const wiring = page.getByTestId('wiring');
  await expect(wiring.locator('[data-wire="hidden score"]')).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Attention', exact: true }).selectOption('general');
  await expect(page.getByTestId('wiring-change')).toContainText('The score is now q·W k instead of q·k. Parameters: 2,763 → 2,907.');
  await page.getByText('Decoder, embeddings').click();
  await page.getByRole('combobox', { name: 'Which state asks' }).selectOption('previous');
  await expect(page.getByTestId('wiring-change')).toContainText('The query is now h_{t−1}: the context enters the cell');
  await expect(wiring.locator('[data-wire="context cell"]')).toHaveAttribute('data-new', 'true');
  await expect(wiring.locator('[data-wire="hidden score"]')).toHaveCount(0);

  await lab.button('One update').click();
  const rows = page.getByTestId('bottleneck');
  const here = rows.locator('[data-variant="general previous"] td');
  await expect(here.nth(1)).toHaveAttribute('data-value', '1');
  const loss = await here.nth(2).getAttribute('data-value');
  expect(Number(loss)).toBe(await lab.valueOf('loss-heldOut'));
  await lab.button('Open without attention').click();
  await expect(page.getByTestId('wiring-change')).toContainText('There is no attention now');
  await expect(rows.locator('[data-variant="none"] td').nth(1)).toHaveAttribute('data-value', '0');
  await lab.button('Train this one to update 1, as far as the other').click();
  await expect.poll(async () => Number(await rows.locator('[data-variant="none"] td').nth(1).getAttribute('data-value'))).toBeGreaterThan(0);
  await expect(lab.button('Run training')).toBeVisible();
  await expect(rows.getByRole('link', { name: 'Open both as a race' })).toHaveAttribute('href', /^#race=v1\./);
  await rows.getByRole('button', { name: 'Open: general, state before asks' }).click();
  await expect.poll(() => lab.update()).toBe(1);
  expect(await here.nth(2).getAttribute('data-value')).toBe(loss);
  await expect(lab.page.locator('.notice')).toContainText('The run goes on from update 1, with its optimizer’s state.');
});

/** Where the middle of a link is on the screen, and what it ties. */
async function middleOfLink(page: Page, target: number): Promise<{ readonly x: number; readonly y: number; readonly source: number }> {
  const link = page.locator(`[data-attention="links"] path[data-target="${String(target)}"]`).first();
  await link.scrollIntoViewIfNeeded();
  return link.evaluate((element) => {
    const path = element as SVGPathElement;
    const { x, y } = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM() ?? new DOMMatrix());
    return { x, y, source: Number(path.dataset.source) };
  });
}

for (const [where, size] of [
  ['beside the inspector', { width: 1440, height: 900 }],
  ['by a finger on a phone', { width: 390, height: 844 }],
] as const) {
  test.describe(where, () => {
    test.use({ viewport: size, hasTouch: true });

    test('an edge of the attention is chosen in the heatmap, in the links and by keys, and the inspector follows', async ({ lab, page }) => {
      const run = reverse({ score: 'dot' });
      const { model, task, seed, training } = run;
      const batch = getTask(task.name).sample(task.options, seed, 'heldOut', 0, 1);
      const executor = await createReferenceEngine().createExecutor(createProbePlan(model, sizesOf(batch)));
      writeParameters(executor, initialiseParameters(model, training.initialisation, seed));
      const { attention } = await probe(executor, batch);
      const [, U, S] = attention.shape;
      await lab.open(linkTo(run, 'wasm'));
      const work = page.getByTestId('attention-work');
      const touch = size.width < 760;
      const expectEdge = async (source: number, target: number): Promise<void> => {
        await expect(work).toHaveAttribute('data-source', String(source));
        await expect(work).toHaveAttribute('data-target', String(target));
        expect(await lab.valueOf('value-attention')).toBeCloseTo(attention.data[target * S + source], 6);
        await expect(page.getByTestId('network-caption').filter({ hasText: 'attention' })).toContainText(
          `source step ${String(source)} to target step ${String(target)}`,
        );
        await expect(page.locator('.attention-link-selected')).toHaveAttribute('data-selected', `${String(target)} ${String(source)}`);
      };

      const heatmap = page.locator('[data-attention="heatmap"] canvas');
      await heatmap.scrollIntoViewIfNeeded();
      const box = await heatmap.boundingBox();
      if (box === null) throw new Error('the attention must be drawn, got none');
      const position = { x: (box.width * 2.5) / S, y: (box.height * 3.5) / U };
      await (touch ? heatmap.tap({ position }) : heatmap.click({ position }));
      await expectEdge(2, 3);
      await expect.poll(() => readLink(new URL(page.url()).hash.slice(1)).view).toMatchObject({ t: 2, across: 3, part: 'attention' });

      const { x, y, source } = await middleOfLink(page, 1);
      await (touch ? page.touchscreen.tap(x, y) : page.mouse.click(x, y));
      await expectEdge(source, 1);

      await page.mouse.move(0, 0);
      await page.locator('.stage-plots').focus();
      await page.keyboard.press('Escape');
      await expect(page.locator('.attention-link-selected')).toHaveCount(0);
      await page.keyboard.press('Home');
      for (let k = 0; k < 3; k++) await page.keyboard.press('e');
      await expectEdge(0, 1);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Alt+ArrowDown');
      await expectEdge(1, 2);
    });
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`attention fits a phone and has no accessibility fault in the ${colorScheme} theme`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await lab.open(linkTo(reverse({ score: 'additive', query: 'previous' }), 'wasm'));
    await type(lab, 'CADB');
    await lab.button('Take one symbol back').click();
    await page.getByText('The arithmetic of this entry').click();
    await page.getByText('Show the steps as a table').click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    const { violations } = await new AxeBuilder({ page: page as never })
      .include('.decoding-panel')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
  });
}
