/** Everything of the lab that can be seen, as a test of what it costs wants it. */
import { expect, type Page } from '@playwright/test';

/** Turns on every instrument, and opens whatever is folded away. */
export async function openAll(page: Page): Promise<void> {
  await page.locator('.instrument-toggle').first().waitFor();
  const off = page.locator('.instrument-toggle[aria-pressed="false"]');
  for (let left = await off.count(); left > 0; left--) await off.first().click();
  await expect(page.locator('.instrument-waiting')).toHaveCount(0);
  const folded = page.locator('main [aria-expanded="false"], main details:not([open]) > summary');
  while ((await folded.count()) > 0) await folded.first().click();
  // What is in a table is made once the browser says that it was opened.
  await expect(page.locator('main details[open]:not(:has(> :not(summary)))')).toHaveCount(0);
}
