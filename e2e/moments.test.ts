/** Two times at once: the step of the sequence, and the update of training, each with a slider; the same place shows the same picture. */
import { createRun, expect, linkTo, test } from './lab-page';

test('an earlier moment of training comes back as it was, and training can go on from it', async ({ lab, page }) => {
  await lab.open(linkTo(createRun()));
  const slider = page.getByRole('slider', { name: 'moment of training' });
  await expect(slider).toBeDisabled();
  const seen: number[] = [await lab.inspect('hidden.l0')];
  for (let n = 1; n <= 3; n++) {
    await lab.button('One update').click();
    await expect.poll(() => lab.inspect('hidden.l0')).not.toBe(seen[n - 1]);
    seen.push(await lab.inspect('hidden.l0'));
  }
  await slider.focus();
  for (const update of [2, 1, 0]) {
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByTestId('moment')).toHaveAttribute('data-value', String(update));
    await expect.poll(() => lab.inspect('hidden.l0')).toBe(seen[update]);
  }
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => lab.inspect('hidden.l0')).toBe(seen[1]);
  expect(await lab.update()).toBe(3);
  await expect(slider).toHaveAttribute('aria-valuetext', 'update 1, training is at 3');

  await lab.button('Train on from here').click();
  await expect.poll(() => lab.update()).toBe(1);
  await expect(page.getByTestId('moment')).toBeHidden();
  await lab.button('One update').click();
  await expect.poll(() => lab.inspect('hidden.l0')).toBe(seen[2]);

  await page.keyboard.press('h');
  await expect.poll(() => lab.inspect('hidden.l0')).toBe(seen[1]);
  await lab.button('Back to now').click();
  await expect.poll(() => lab.inspect('hidden.l0')).toBe(seen[2]);
});
