/** A network with a decoder: chosen in the menu, drawn with its answers and its attention, and trained. */
import { createDefaultRun } from '../src/store/default-run';
import { getTask } from '../src/tasks/table';
import { expect, linkTo, test } from './lab-page';

test('a date is read and written, and an update is evaluated', async ({ lab, page }) => {
  await lab.open(linkTo(createDefaultRun(getTask('dates')), 'wasm'));
  await expect(page.getByTestId('decoder').getByRole('img', { name: 'Target' })).toHaveText(/^\d{4}-\d\d-\d\dEOS$/);
  const before = await lab.valueOf('loss-heldOut');
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
  await expect.poll(() => lab.valueOf('loss-heldOut'), 'the update is evaluated').not.toBe(before);
  expect(lab.faults).toEqual([]);
});

test('the menu opens a task that is decoded', async ({ lab, page }) => {
  await lab.open(linkTo(createDefaultRun(getTask('recall')), 'wasm'));
  await page.getByRole('combobox', { name: 'Task', exact: true }).selectOption('reverse');
  await expect(page.getByTestId('decoder').getByRole('img', { name: 'Target' })).toHaveText(/^[A-H]{10}EOS$/);
  expect(lab.faults).toEqual([]);
});
