/** Runs that are saved, kept and opened again: they go on with the numbers that they would have had, and what cannot be opened harms nothing. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import type { Run } from '../src/model/run';
import { expectAccessible } from './accessible';
import { createRun, expect, LabPage, linkTo, test } from './lab-page';

const run = createRun({ length: 6, hiddenSize: 5 });
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Saved runs' });

async function openDialog(lab: LabPage): Promise<void> {
  const more = lab.button('More');
  if (await more.isVisible()) await more.click();
  await lab.button('Runs').click();
  await expect(dialogOf(lab.page).getByRole('heading', { name: 'Kept automatically' })).toBeVisible();
}

/** The losses of the next updates, made one by one. */
async function stepBy(lab: LabPage, updates: number): Promise<readonly number[]> {
  const losses: number[] = [];
  for (let k = 0; k < updates; k++) {
    const before = await lab.update();
    await lab.button('One update').click();
    await expect.poll(() => lab.update()).toBe(before + 1);
    // The chart is drawn a frame after the count.
    await expect(lab.page.getByTestId('loss')).toHaveAttribute('data-update', String(before + 1));
    losses.push(await lab.valueOf('loss-training'));
  }
  return losses;
}

/** What the page does when it is left, seen to its end. */
async function keepByItself(lab: LabPage, kept: number): Promise<void> {
  await lab.page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  await openDialog(lab);
  await expect(dialogOf(lab.page).getByRole('region', { name: 'Kept automatically' }).getByRole('listitem')).toHaveCount(kept);
  await lab.page.keyboard.press('Escape');
}

/** The losses of a command of the headless program that trains on WASM, in the page's float32. */
async function trainHeadless(...words: readonly string[]): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/headless.mjs', 'train', ...words, '--engine', 'wasm', '--json']);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly loss?: number });
  return lines.flatMap(({ loss }) => (loss === undefined ? [] : [Math.fround(loss)]));
}

/** The same run from its initial weights on, without a page. */
async function trainStraight({ model, training, task, seed }: Run, updates: number): Promise<readonly number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'through-time-e2e-'));
  try {
    const [modelFile, trainingFile] = [join(folder, 'model.json'), join(folder, 'training.json')];
    await writeFile(modelFile, JSON.stringify(model));
    await writeFile(trainingFile, JSON.stringify(training));
    const options = Object.entries(task.options).flatMap(([key, value]) => ['--option', `${key}=${String(value)}`]);
    const files = ['--model', modelFile, '--training', trainingFile];
    return await trainHeadless('--task', task.name, ...options, ...files, '--seed', String(seed), '--steps', String(updates));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('after a reload it offers the run that was, which goes on as if nothing had been', { tag: '@without-webgpu' }, async ({ lab, page }) => {
  await lab.open(linkTo(run, 'wasm'));
  const before = await stepBy(lab, 3);
  await keepByItself(lab, 1);
  await page.reload();
  await lab.waitForSnapshot();
  await expect(lab.notice).toContainText('An earlier run is still here: Delayed recall · LSTM 5, update 3');
  expect(await lab.update()).toBe(0);
  await lab.button('Go on from update 3').click();
  await expect(lab.notice).toContainText('The run goes on from update 3');
  expect(await lab.update()).toBe(3);
  await expect.poll(() => lab.valueOf('loss-training')).toBe(before[2]);
  const after = await stepBy(lab, 3);
  expect([...before, ...after]).toEqual(await trainStraight(run, 6));
  // It goes on in its own place.
  await keepByItself(lab, 1);
});

test(
  'saves a run to a file from which the headless program and another browser go on',
  { tag: '@without-webgpu' },
  async ({ lab, page, browser }) => {
    await lab.open(linkTo(run, 'wasm'));
    await stepBy(lab, 2);
    await openDialog(lab);
    const file = await lab.save('Save to a file');
    await page.keyboard.press('Escape');
    const straight = await stepBy(lab, 2);
    expect(await trainHeadless('--resume', file, '--steps', '2')).toEqual(straight);

    const context = await browser.newContext();
    const other = new LabPage(await context.newPage());
    await other.open(linkTo(createRun({ cell: 'gru' }), 'auto'));
    await openDialog(other);
    await other.page.locator('input[type=file]').setInputFiles({ name: 'a.zip', mimeType: 'application/zip', buffer: await readFile(file) });
    await expect(other.notice).toContainText('The run goes on from update 2');
    await expect(dialogOf(other.page)).toHaveCount(0);
    await expect(other.badge).toHaveAttribute('data-engine', 'wasm');
    await expect(other.page.getByRole('radio', { name: 'LSTM' })).toBeChecked();
    expect(await stepBy(other, 2)).toEqual(straight);
    expect(other.faults).toEqual([]);
    await context.close();
  },
);

test('refuses what is no file of ours while the run trains on', async ({ lab, page }) => {
  await lab.open(linkTo(run, 'wasm'));
  await openDialog(lab);
  const good = await readFile(await lab.save('Save to a file'));
  const hostile: readonly (readonly [string, Buffer, string])[] = [
    ['picture.zip', Buffer.from('GIF89a, not a run at all'), 'file: must be a saved run or safetensors with weights'],
    ['short.zip', good.subarray(0, good.length - 30), 'must be a whole zip file'],
    ['changed.zip', Buffer.from(good.map((byte, k) => (k === 60 ? byte ^ 255 : byte))), 'must be whole: its checksum'],
    ['deep.safetensors', deepHeader(), 'must nest at most 32 levels deep'],
  ];
  await page.keyboard.press('Escape');
  await lab.button('Run training').click();
  for (const [name, buffer, sentence] of hostile) {
    await openDialog(lab);
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    const alert = dialogOf(page).getByRole('alert');
    await expect(alert).toContainText('The file could not be opened, and your run goes on unchanged');
    await expect(alert).toContainText(sentence);
    const update = await lab.update();
    await expect.poll(() => lab.update()).toBeGreaterThan(update);
    await page.keyboard.press('Escape');
    await lab.button('Dismiss').click();
  }
  await expect(lab.button('Pause training')).toBeVisible();
});

/** A header of 600,000 brackets. */
function deepHeader(): Buffer {
  const text = Buffer.from(`{"x":${'['.repeat(300_000)}${']'.repeat(300_000)}}`);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text]);
}

test('opens weights that are dropped on the page for the network that is open', async ({ lab, page }) => {
  await lab.open(linkTo(run, 'wasm'));
  await stepBy(lab, 2);
  const hidden = await lab.inspect('hidden.l0');
  const weights = [...(await readFile(await lab.save('Export')))];
  await lab.button('Back to the initial weights').click();
  await expect.poll(() => lab.inspect('hidden.l0')).not.toBe(hidden);
  const transfer = await page.evaluateHandle((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(bytes)], 'weights.safetensors'));
    return data;
  }, weights);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await expect(page.getByText('Drop the file to open it')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await expect(lab.notice).toContainText('The weights of the file are in the network now');
  await expect(page.getByText('Drop the file to open it')).toHaveCount(0);
  await expect.poll(() => lab.inspect('hidden.l0')).toBe(hidden);
  expect(await lab.update()).toBe(0);
});

test('keeps, names, opens and deletes runs by keyboard alone', async ({ lab, page }) => {
  await lab.open(linkTo(run, 'wasm'));
  await stepBy(lab, 1);
  await lab.button('Runs').focus();
  await page.keyboard.press('Enter');
  const dialog = dialogOf(page);
  const named = dialog.getByRole('region', { name: 'Kept under a name' });
  await expect(named).toContainText('Nothing is kept yet.');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('first try');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toContainText('“first try” is kept in this browser.');
  await expect(named.getByRole('listitem')).toHaveCount(1);
  await expect(named).toContainText('update 1 ·');

  await dialog.getByRole('button', { name: 'Rename: first try' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'New name' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Rename: first try' }).click();
  await dialog.getByRole('textbox', { name: 'New name' }).fill('second try');
  await page.keyboard.press('Enter');
  await expect(named.getByRole('listitem')).toContainText('second try');

  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(lab.button('Runs')).toBeFocused();
  await stepBy(lab, 2);
  await openDialog(lab);
  await dialog.getByRole('button', { name: 'Open: second try' }).press('Enter');
  await expect(lab.notice).toContainText('The run goes on from update 1');
  expect(await lab.update()).toBe(1);

  // What was open had gone on to update 3: it was kept before.
  await openDialog(lab);
  await expect(dialog.getByRole('region', { name: 'Kept automatically' }).getByRole('listitem')).toContainText('update 3 ·');
  await dialog.getByRole('button', { name: 'Delete: second try' }).click();
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(named.getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Delete: second try' }).click();
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(named.getByRole('listitem')).toHaveCount(0);
  await expect(dialog.getByRole('status')).toContainText('second try is deleted.');
});

test('two tabs keep their runs beside each other, and neither is offered the other’s', async ({ lab, context }) => {
  await lab.open(linkTo(run, 'wasm'));
  await stepBy(lab, 1);
  await keepByItself(lab, 1);
  const other = new LabPage(await context.newPage());
  await other.open(linkTo(run, 'wasm'));
  await stepBy(other, 2);
  await keepByItself(other, 2);
  await expect(other.notice).toHaveCount(0);
  const third = new LabPage(await context.newPage());
  await other.page.close();
  await third.open(linkTo(run, 'wasm'));
  await expect(third.notice).toContainText('update 2');
  expect([...other.faults, ...third.faults]).toEqual([]);
});

test('has a dialog without accessibility fault that fits a phone', async ({ lab, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await lab.open(linkTo(run, 'wasm'));
  await stepBy(lab, 1);
  await keepByItself(lab, 1);
  await openDialog(lab);
  await lab.button('Keep in this browser').click();
  await page
    .getByRole('region', { name: 'Kept under a name' })
    .getByRole('button', { name: /^Delete: / })
    .click();
  await page
    .getByRole('region', { name: 'Kept automatically' })
    .getByRole('button', { name: /^Keep: / })
    .click();
  await expectAccessible(page);
  const overflow = await dialogOf(page).evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
  expect(overflow).toBe(0);
});

/** Each before the page's scripts run. */
const storages: readonly (readonly [string, () => void, RegExp])[] = [
  [
    'that is forbidden',
    () => {
      indexedDB.open = () => {
        throw new DOMException('not here', 'SecurityError');
      };
    },
    /does not let the page keep anything/,
  ],
  [
    'that is full',
    () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    },
    /There is no room left in this browser’s storage/,
  ],
  [
    'of a newer version of the page',
    () => {
      indexedDB.open('through-time', 7);
    },
    /Another tab has opened a newer version of this page/,
  ],
];

for (const [which, spoil, sentence] of storages) {
  test(`says so of a storage ${which}, and goes on`, async ({ lab, page }) => {
    await page.addInitScript(spoil);
    await lab.open(linkTo(run, 'wasm'));
    await stepBy(lab, 1);
    await lab.button('Runs').click();
    await lab.button('Keep in this browser').click();
    await expect(dialogOf(page).getByRole('alert')).toContainText(sentence);
    await page.keyboard.press('Escape');
    await expect(lab.notice).toContainText(sentence);
    await stepBy(lab, 1);
  });
}

test('lets a newer version of the page take the storage, and says that this tab no longer keeps', async ({ lab, page }) => {
  await lab.open(linkTo(run, 'wasm'));
  await stepBy(lab, 1);
  await keepByItself(lab, 1);
  const upgraded = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const request = indexedDB.open('through-time', 2);
        request.onsuccess = () => {
          resolve('open');
        };
        request.onblocked = () => {
          resolve('blocked');
        };
      }),
  );
  expect(upgraded).toBe('open');
  await openDialog(lab);
  await expect(dialogOf(page).getByRole('alert')).toContainText('newer version of this page');
});
