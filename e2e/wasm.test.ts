/** Training on WebAssembly in the page: the loss falls. */
import { createRun, expect, linkTo, test } from './lab-page';

test('trains on WebAssembly until the loss has halved', async ({ lab }) => {
  await lab.open(linkTo(createRun({ length: 6, hiddenSize: 8, learningRate: 0.02 }), 'wasm'));
  await expect(lab.badge).toHaveAttribute('data-engine', 'wasm');
  const baseline = await lab.valueOf('loss-baseline');
  await lab.button('Run training').click();
  await expect.poll(() => lab.valueOf('loss-training'), { timeout: 60_000 }).toBeLessThan(baseline / 2);
  await lab.button('Pause training').click();
  await expect(lab.button('Run training')).toBeVisible();
  expect(Number.isFinite(await lab.inspect('hidden.l0'))).toBe(true);
});
