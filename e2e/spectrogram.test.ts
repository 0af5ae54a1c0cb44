/** Speech as a picture: its numbers are the task's and the engine's, it is played on a click alone, and the file that is saved is the sound of the picture. */
import { readFile } from 'node:fs/promises';
import { melBands, soundRate } from '../src/core/sound/bands';
import { soundOf } from '../src/core/sound/resynthesis';
import { writeWave } from '../src/core/sound/wave-file';
import { createProbePlan, probe } from '../src/engine/probe';
import { writeParameters } from '../src/engine/weights';
import { sizesOf } from '../src/model/feed';
import { initialiseParameters } from '../src/model/initialise';
import { createReferenceEngine } from '../src/reference/engine';
import { getTask } from '../src/tasks/table';
import { createRun, expect, linkTo, test } from './lab-page';

const run = createRun({ task: 'speak', length: 1, cell: 'gru', hiddenSize: 8 });

test('a spectrogram shows the numbers asked and answered, and is heard on a click', async ({ lab, page }) => {
  const { model, task: choice, seed, training } = run;
  const task = getTask(choice.name);
  await task.load?.((name) => readFile(`public/data/${name}`, 'utf8'));
  const batch = task.sample(choice.options, seed, 'heldOut', 0, 1);
  const executor = await createReferenceEngine().createExecutor(createProbePlan(model, sizesOf(batch)));
  writeParameters(executor, initialiseParameters(model, training.initialisation, seed));
  const { outputs } = await probe(executor, batch);

  await lab.open(linkTo(run, 'wasm'));
  await lab.moveCursor(5, 0);
  // Both are read at the band that is loudest in what is asked.
  const frame = [...batch.targets.data.slice(5 * melBands, 6 * melBands)];
  const band = frame.indexOf(Math.max(...frame));
  for (const [role, { data }] of Object.entries({ target: batch.targets, prediction: outputs })) {
    const shown = await lab.valueOf(`value-channels.${role}`);
    expect(Math.abs(shown - data[5 * melBands + band])).toBeLessThan(1e-5);
  }
  // Pointing at the lowest row shows the lowest band.
  const picture = page.locator('[data-channels="target"] canvas');
  const box = await picture.boundingBox();
  if (box === null) throw new Error('the target must be drawn, got none');
  await page.mouse.move(box.x + (box.width * 5.5) / batch.targets.shape[1], box.y + box.height - 2);
  await expect(page.getByTestId('value-channels.target')).toHaveAttribute('data-value', String(batch.targets.data[5 * melBands]));
  expect(Math.abs((await lab.valueOf('value-channels.prediction')) - outputs.data[5 * melBands])).toBeLessThan(1e-5);

  const play = page.locator('[data-sound="target"]');
  await expect(play).toHaveAttribute('aria-pressed', 'false');
  await play.click();
  await expect(play).toHaveAttribute('aria-pressed', 'true');
  await play.click();
  await expect(play).toHaveAttribute('aria-pressed', 'false');

  const download = page.waitForEvent('download');
  await page.locator('[role="group"]:has([data-sound="target"]) button').nth(1).click();
  const bytes = await readFile(await (await download).path());
  const length = batch.lengths.data[0] * melBands;
  const wanted = Buffer.from(writeWave(soundOf(batch.targets.data.slice(0, length)), soundRate));
  expect(bytes.subarray(0, 44)).toEqual(wanted.subarray(0, 44));
  expect(bytes.length).toBe(wanted.length);
  for (let at = 44; at < bytes.length; at += 2) expect(Math.abs(bytes.readInt16LE(at) - wanted.readInt16LE(at))).toBeLessThanOrEqual(2);
});
