/** The instruments: what their panels show is what the engine measures of the same weights and example, and nothing is measured that is not shown. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { guardEngine } from '../src/engine/guard';
import { openRun } from '../src/engine/open-run';
import { createSession } from '../src/engine/session';
import { type InstrumentName, instrumentNames, type Instruments } from '../src/model/instruments';
import type { Run } from '../src/model/run';
import { createReferenceEngine } from '../src/reference/engine';
import { withEncoder, withTraining } from '../src/store/edit';
import { expectAccessible, expectNoOverflow } from './accessible';
import { createRun, expect, linkTo, test } from './lab-page';

const readData = (name: string): Promise<string> => readFile(`public/data/${name}`, 'utf8');

/** Every instrument of a run's first `updates` updates on its first held-out example, as the engine measures them here. */
async function measure(run: Run, truncate: number, updates = 0): Promise<Instruments> {
  const session = await createSession({
    ...(await openRun(run, readData)),
    createExecutor: guardEngine(createReferenceEngine()),
    clock: () => 0,
    state: null,
  });
  while (session.trainer.update < updates) await session.trainer.advance(updates);
  const snapshot = await session.snapshot(0);
  let all: Instruments = {};
  for (const name of instrumentNames)
    all = {
      ...all,
      ...(await session.instrument(name, { snapshot, example: 0 }, { names: [name], window: null, truncate }, () => Promise.resolve(true))),
    };
  await session.dispose();
  return all;
}

const toggles = (page: Page) => page.locator('.instrument-toggle');
const panel = (page: Page, name: InstrumentName) => page.locator(`[data-instrument="${name}"]`);

/** Shows instruments by their buttons and waits until each is measured. */
async function show(page: Page, names: readonly string[], measured: readonly InstrumentName[]): Promise<void> {
  for (const name of names) await toggles(page).filter({ hasText: name }).click();
  for (const name of measured) await expect(panel(page, name)).toHaveAttribute('data-update', /\d/);
}

const everything = [
  'Itemised gradient',
  'Jacobian',
  'Two roads',
  'Gate saturation',
  'Eigenvalues',
  'Histograms',
  'Truncated gradient',
  'Clipping',
  'Weights',
];

function at(instruments: Instruments, of: 'itemised' | 'jacobians' | 'roads' | 'saturation', name: string, row: number, column: number): number {
  const tensor = instruments[of]?.tensors[name];
  if (!tensor) throw new Error(`${of}: must hold ${name}`);
  return tensor.data[row * tensor.shape[2] + column];
}

function close(shown: number, measured: number | undefined, relative = 1e-9): void {
  expect(measured).toBeDefined();
  expect(Math.abs(shown - (measured ?? NaN))).toBeLessThanOrEqual(relative * Math.abs(measured ?? NaN) + 1e-300);
}

test('every panel shows what the engine measures, also after an update', async ({ lab, page }) => {
  const run = createRun({ length: 8, hiddenSize: 5 });
  await lab.open(linkTo(run, 'reference'));
  await show(page, everything, instrumentNames);
  await lab.moveCursor(3, 1);
  for (const update of [0, 1]) {
    if (update === 1) await lab.button('One update').click();
    for (const name of instrumentNames) await expect(panel(page, name)).toHaveAttribute('data-update', String(update));
    const truth = await measure(run, 5, update);
    close(await lab.valueOf('value-itemised'), at(truth, 'itemised', 'itemisedNorm.l0', 0, 3));
    close(await lab.valueOf('value-jacobian.largest'), at(truth, 'jacobians', 'jacobian.l0', 3, 0));
    close(await lab.valueOf('value-jacobian.smallest'), at(truth, 'jacobians', 'jacobian.l0', 3, 1));
    close(await lab.valueOf('value-jacobian.productLargest'), at(truth, 'jacobians', 'jacobianProduct.l0', 3, 0));
    const additive = await lab.valueOf('value-road.additive');
    close(additive, at(truth, 'roads', 'road.share.l0', 3, 0));
    expect(additive + (await lab.valueOf('value-road.gated'))).toBeCloseTo(1, 9);
    close(await lab.valueOf('value-saturation.input.shut'), at(truth, 'saturation', 'saturation.step.l0.input', 3, 0));
    close(await lab.valueOf('value-saturation.output.open'), at(truth, 'saturation', 'saturation.step.l0.output', 3, 1));
    const ofUnit = truth.saturation?.tensors['saturation.unit.l0.output'];
    close(await lab.valueOf('saturation.unit.output.open'), ofUnit?.data[2 * 1 + 1]);
    const eigenvalues = truth.eigenvalues?.tensors['eigenvalues.l0.forget'].data ?? [];
    close(await lab.valueOf('radius.forget'), Math.hypot(eigenvalues[0], eigenvalues[1]));
    close(await lab.valueOf('cosine.all'), truth.truncation?.total.cosine ?? undefined);
    const recurrent = truth.truncation?.parameters.find(({ parameter }) => parameter === 'encoder.weight_hh_l0');
    close(await lab.valueOf('cosine.encoder.weight_hh_l0'), recurrent?.cosine ?? undefined);
    close(await lab.valueOf('clip.measured.before'), truth.clipping?.measured.before);
    close(await lab.valueOf('clip.measured.after'), truth.clipping?.measured.after);
    const counts = truth.histograms?.list.find(({ parameter }) => parameter === 'encoder.weight_hh_l0')?.weights.counts ?? [];
    await expect(page.locator('[data-histogram="weights"]')).toHaveAttribute('data-most', String(Math.max(...counts)));
  }
  close(await lab.valueOf('clip.last.before'), await lab.valueOf('norm-before'), 1e-6);
});

test('a network with a loss at every step has a triangle, whose row is chosen', async ({ lab, page }) => {
  const run = createRun({ task: 'text', cell: 'gru', length: 12, hiddenSize: 5 });
  await lab.open(linkTo(run, 'reference'));
  await show(page, ['Itemised gradient'], ['itemised']);
  await lab.moveCursor(2, 0);
  const truth = await measure(run, 5);
  const menu = page.getByRole('combobox', { name: 'loss step k' });
  expect(truth.itemised?.steps.length).toBeGreaterThan(8);
  for (const row of [7, 4]) {
    await menu.selectOption(String(row));
    close(await lab.valueOf('value-itemised'), at(truth, 'itemised', 'itemisedNorm.l0', row, 2));
  }
  await menu.selectOption('1');
  expect(await lab.valueOf('value-itemised'), 'a loss does not reach a later step').toBe(0);
});

test('the table of an instrument has every digit in its CSV', async ({ lab, page }) => {
  await lab.open(linkTo(createRun({ length: 6, hiddenSize: 4 }), 'reference'));
  await show(page, ['Two roads'], ['roads']);
  await lab.moveCursor(2, 0);
  const share = await lab.valueOf('value-road.additive');
  await page.getByText('Instruments: Show as a table').click();
  const table = page.getByRole('region', { name: 'Two roads: Show as a table' });
  await expect(table.getByRole('row')).toHaveCount(8); // The names, and seven steps.
  const download = page.waitForEvent('download');
  await page.locator('.instruments').getByRole('button', { name: 'Save CSV' }).click();
  const stream = await (await download).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  const lines = Buffer.concat(chunks).toString().split('\r\n');
  expect(lines[0]).toBe('t,additive,gated');
  expect(Number(lines[3].split(',')[1])).toBe(share);
});

test('nothing is measured that is not shown, the choice is kept, and an RNN says what it has not', async ({ lab, page }) => {
  await page.addInitScript(() => {
    Object.assign(globalThis, { asked: [] });
    globalThis.Worker = class extends Worker {
      override postMessage(command: { readonly type: string; readonly request?: { readonly names: readonly string[] } }): void {
        if (command.type === 'show') (globalThis as unknown as { asked: unknown[] }).asked.push(command.request?.names);
        super.postMessage(command);
      }
    };
  });
  const asked = (): Promise<unknown> => page.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked.at(-1));
  await lab.open(linkTo(createRun(), 'reference'));
  await expect(toggles(page)).toHaveCount(instrumentNames.length);
  expect(await asked()).toEqual([]);
  await show(page, ['Two roads', 'Jacobian'], ['roads', 'jacobians']);
  expect(await asked()).toEqual(['roads', 'jacobians']);
  await panel(page, 'jacobians').getByRole('button', { name: 'Jacobian', exact: true }).click();
  await expect.poll(asked).toEqual(['roads']);
  await page.getByText('RNN', { exact: true }).click();
  await expect(panel(page, 'roads')).toContainText('A plain RNN has no additive road');
  await page.reload();
  await lab.waitForSnapshot();
  await expect(panel(page, 'roads')).toBeVisible();
  await expect.poll(asked).toEqual(['roads']);
});

test('clipping by value says how many numbers it cuts, and truncation asks for its own steps', async ({ lab, page }) => {
  const run = withTraining(createRun({ length: 10 }), { clip: { value: 1e-3 }, truncate: 4 });
  await lab.open(linkTo(run, 'reference'));
  await show(page, ['Truncated gradient', 'Clipping'], ['truncation', 'clipping']);
  const truth = await measure(run, 4);
  close(await lab.valueOf('cosine.all'), truth.truncation?.total.cosine ?? undefined);
  close(await lab.valueOf('clip.measured.after'), truth.clipping?.measured.after);
  await expect(panel(page, 'clipping')).toContainText('numbers at most ±0.001');
  const before = await lab.valueOf('cosine.encoder.weight_hh_l0');
  await panel(page, 'truncation').getByRole('spinbutton').fill('1');
  await expect.poll(() => lab.valueOf('cosine.encoder.weight_hh_l0')).not.toBe(before);
  close(
    await lab.valueOf('cosine.encoder.weight_hh_l0'),
    (await measure(run, 1)).truncation?.parameters.find(({ parameter }) => parameter === 'encoder.weight_hh_l0')?.cosine ?? undefined,
  );
});

test('follows the layer and direction that the stage shows', async ({ lab, page }) => {
  const run = withEncoder(createRun({ length: 6 }), { hiddenSizes: [5, 4], bidirectional: true });
  await lab.open(linkTo(run, 'reference'));
  await show(page, ['Jacobian'], ['jacobians']);
  await lab.moveCursor(2, 0);
  await page.locator('.stage-plots').press(']');
  await expect(lab.inspector).toHaveAttribute('data-scan', 'l0_reverse');
  close(await lab.valueOf('value-jacobian.productLargest'), at(await measure(run, 5), 'jacobians', 'jacobianProduct.l0_reverse', 2, 0));
});

test('has no accessibility fault, and works from the keyboard and on a phone', async ({ lab, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await lab.open(linkTo(createRun({ length: 6, hiddenSize: 4 }), 'reference'));
  for (let k = 0; k < instrumentNames.length; k++) {
    await toggles(page).nth(k).focus();
    await page.keyboard.press('Enter');
  }
  for (const name of instrumentNames) await expect(panel(page, name)).toHaveAttribute('data-update', '0');
  await page.getByText('Instruments: Show as a table').click();
  await expectAccessible(page);
  await expectNoOverflow(page);
  const wide = (all: Element[]): (string | null)[] =>
    all.filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.getAttribute('data-instrument'));
  expect(await page.locator('.instrument').evaluateAll(wide)).toEqual([]);
});
