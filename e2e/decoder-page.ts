/** What the tests of decoders do on both engines: train one in the page for a moment and hold what the page shows to the engine's numbers. */
import type { Tensor } from '../src/core/tensor';
import type { EngineName } from '../src/model/executor';
import type { Run } from '../src/model/run';
import { createDefaultRun } from '../src/store/default-run';
import { withAttention, withEncoder, withOption } from '../src/store/edit';
import { getTask } from '../src/tasks/table';
import { computeNumbers, writeAnswers } from './engine-numbers';
import { expect, type LabPage, linkTo } from './lab-page';

/** Reverses five letters of four kinds: small enough to learn something on a software adapter. */
export function reverse(attention: Parameters<typeof withAttention>[1] = {}): Run {
  const task = getTask('reverse');
  const short = withOption(withOption(createDefaultRun(task), task, 'length', 5), task, 'symbols', 4);
  return withAttention(withEncoder(short, { cell: 'gru', hiddenSizes: [12] }), attention);
}

/** Trains until the loss has fallen a little, then compares gates, attention, answers and the held-out metric. */
export async function trainAndCompare(lab: LabPage, run: Run, engine: EngineName): Promise<void> {
  await lab.open(linkTo(run, engine));
  await expect(lab.badge).toHaveAttribute('data-engine', engine);
  const baseline = await lab.valueOf('loss-baseline');
  await lab.button('Run training').click();
  await expect.poll(() => lab.valueOf('loss-training'), { timeout: 100_000 }).toBeLessThan(baseline * 0.8);
  await lab.button('Pause training').click();
  await expect(lab.button('Run training')).toBeVisible();
  const weights = await lab.save('Export');
  await expect.poll(() => lab.inspector.getAttribute('data-update')).toBe(String(await lab.update()));
  const { tensors, greedy, heldOut } = await computeNumbers(run, weights);

  // Loss and metric of the very weights that were exported: the one taught, the other by the decoder's own answers.
  await expect.poll(async () => Math.abs((await lab.valueOf('loss-heldOut')) - heldOut.loss)).toBeLessThan(1e-4 * heldOut.loss);
  expect(Math.abs((await lab.valueOf('loss-metric')) - heldOut.metric)).toBeLessThan(1 / 100);

  const stage = lab.page.locator('.stage-plots');
  await stage.focus();
  await stage.press('Home');
  await stage.press(']');
  await expect(lab.inspector).toHaveAttribute('data-scan', 'decoder');
  for (let u = 0; u <= 2; u++) {
    await expect(lab.inspector).toHaveAttribute('data-t', String(u));
    for (const name of ['gates.decoder.reset', 'gates.decoder.candidate', 'hidden.decoder', 'hiddenGradient.decoder']) {
      expectNear(await lab.inspect(name), tensors[name], u * 12, name);
    }
    await expect(lab.page.getByTestId('attention')).toContainText(`target step ${String(u)}, source step ${String(u)}`);
    expectNear(await lab.valueOf('attention'), tensors.attention, u * 5 + u, 'attention');
    await stage.press('ArrowRight');
    await stage.press('Alt+ArrowDown');
  }

  const decoder = lab.page.getByTestId('decoder');
  const answers = decoder.getByRole('img', { name: 'Answer' });
  await expect(answers).toHaveText(writeAnswers(run, tensors.outputs));
  await decoder.getByLabel('its own answers').check();
  await expect(answers).toHaveText(writeAnswers(run, greedy.outputs));
  if (greedy.attention === null) throw new Error('attention: must be there');
  expectNear(await lab.valueOf('attention'), greedy.attention, 3 * 5 + 3, 'attention of its own answers');
  await expect(decoder).toContainText('are of the pass that reads the targets');
}

/** Within the agreement that every engine owes the float64 truth. */
function expectNear(shown: number, { data }: Tensor, index: number, name: string): void {
  const largest = Math.max(...Array.from(data, Math.abs));
  expect(largest, name).toBeGreaterThan(0);
  expect(Math.abs(shown - data[index]), `${name}[${String(index)}]`).toBeLessThanOrEqual(1e-4 * largest);
}
