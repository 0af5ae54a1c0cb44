/** The page of tasks: a card's numbers are computed, nothing is inaccessible or wider than a phone, and a card's link opens its run. */
import { readLink } from '../src/store/permalink';
import { getTask } from '../src/tasks/table';
import { expectAccessible, expectNoOverflow } from './accessible';
import { expect, test } from './lab-page';

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
