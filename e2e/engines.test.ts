/** Which engine the page takes: never software WebGPU by itself, another where there is none, and the next one where the device is lost. */
import { readLink } from '../src/store/permalink';
import { createRun, expect, linkTo, test } from './lab-page';

test('does not take an adapter that imitates a GPU by itself, and says why', async ({ lab }) => {
  await lab.open(linkTo(createRun(), 'auto'));
  await expect(lab.badge).not.toHaveAttribute('data-engine', 'webgpu');
  await expect(lab.badge).toHaveAttribute('data-reason', 'software');
  const [badge, about] = [lab.badge.getByRole('button'), lab.badge.getByText('imitates a graphics processor')];
  await expect(about).toBeHidden();
  await badge.click();
  await expect(about).toBeInViewport();
  await lab.page.keyboard.press('Escape');
  await expect(about).toBeHidden();
  await expect(badge).toBeFocused();
  await lab.page.keyboard.press('Enter');
  await expect(about).toBeInViewport();
  await lab.page.mouse.click(700, 500);
  await expect(about).toBeHidden();
});

test('the address holds the engine that computed the run, and takes it again', async ({ lab, page }) => {
  await lab.open(linkTo(createRun(), 'auto'));
  await expect(lab.badge).toHaveAttribute('data-reason', 'software');
  await expect.poll(() => readLink(new URL(page.url()).hash.slice(1)).ran).toBe('wasm');
  await page.reload();
  await expect(lab.badge).toHaveAttribute('data-reason', 'linked');
  await expect(lab.badge).toHaveAttribute('data-engine', 'wasm');
});

test('the best update so far can be restored', { tag: '@without-webgpu' }, async ({ lab, page }) => {
  await lab.open(linkTo(createRun({ optimizer: 'sgd', learningRate: 10 }), 'wasm'));
  const best = page.getByTestId('best');
  const bestUpdate = async (): Promise<number> => Number(await best.getAttribute('data-update'));
  await expect(best).toHaveAttribute('data-update', '0');
  // So large a rate leaves the best behind soon; each update is evaluated before the next.
  for (let update = 1; update <= 4 || (await bestUpdate()) === update - 1; update++) {
    const before = await lab.valueOf('loss-heldOut');
    await lab.button('One update').click();
    await expect.poll(() => lab.update()).toBe(update);
    await expect.poll(() => lab.valueOf('loss-heldOut')).not.toBe(before);
  }
  const restored = await bestUpdate();
  await lab.button('Restore').click();
  await expect.poll(() => lab.update()).toBe(restored);
  await expect(lab.notice).toContainText(`Update ${String(restored)} is back`);
  await expect(lab.button('Restore')).toHaveCount(0);
});

test('without WebGPU it trains on another engine and says so', { tag: '@without-webgpu' }, async ({ lab, page }) => {
  // The worker reads navigator.gpu, which a script in the page cannot reach: it is taken away at the top of the worker's own script.
  await page.route(/lab-worker.*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `delete Object.getPrototypeOf(navigator).gpu;\n${await response.text()}` });
  });
  await lab.open(linkTo(createRun(), 'auto'));
  await expect(lab.badge).toHaveAttribute('data-reason', 'noWebGpu');
  await lab.badge.getByRole('button').click();
  await expect(lab.badge).toContainText('This browser has no WebGPU');
  await lab.button('Run training').click();
  await expect.poll(() => lab.update()).toBeGreaterThan(20);
  await lab.button('Pause training').click();
});

test('asked for WebGPU where there is none, it says that it took another', { tag: '@without-webgpu' }, async ({ lab, page }) => {
  await page.route(/lab-worker.*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `delete Object.getPrototypeOf(navigator).gpu;\n${await response.text()}` });
  });
  await lab.open(linkTo(createRun(), 'webgpu'));
  await expect(lab.badge).not.toHaveAttribute('data-engine', 'webgpu');
  await expect(lab.badge).toHaveAttribute('data-reason', 'noWebGpu');
});

test('a lost device is replaced, and training goes on with a sentence', async ({ lab, page, browser }) => {
  await lab.open(linkTo(createRun(), 'webgpu'));
  await expect(lab.badge).toHaveAttribute('data-engine', 'webgpu');
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.crashGpuProcess').catch(() => undefined);
  await expect(lab.notice).toContainText('The graphics device was lost', { timeout: 60_000 });
  await expect(lab.badge).toHaveAttribute('data-reason', 'lost');
  const before = await lab.update();
  await lab.button('One update').click();
  await expect.poll(() => lab.update(), { timeout: 60_000 }).toBeGreaterThan(before);
  expect(Number.isFinite(await lab.inspect('hidden.l0'))).toBe(true);
  expect(page.isClosed()).toBe(false);
});

test('says how many updates it does in a second, as they are counted beside it', async ({ lab, page }) => {
  await lab.open(linkTo(createRun({ length: 12, hiddenSize: 16 }), 'wasm'));
  await lab.button('Run training').click();
  await expect.poll(() => lab.update()).toBeGreaterThan(0);
  const { updates, seconds, rate } = await page.evaluate(async () => {
    const read = (): { readonly update: number; readonly time: number } => ({
      update: Number(document.querySelector('[data-testid="update"]')?.getAttribute('data-value')),
      time: performance.now(),
    });
    const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
    await wait(500);
    const from = read();
    await wait(2500);
    const to = read();
    return {
      updates: to.update - from.update,
      seconds: (to.time - from.time) / 1000,
      rate: Number(document.querySelector('[data-testid="rate"]')?.getAttribute('value')),
    };
  });
  const counted = updates / seconds;
  expect(counted).toBeGreaterThan(0);
  expect(rate / counted).toBeGreaterThan(0.6);
  expect(rate / counted).toBeLessThan(1.7);
  await expect(page.getByTestId('rate')).toContainText('updates/s');
  await lab.button('Pause training').click();
  await expect(page.getByTestId('rate')).toHaveAttribute('value', '0');
});
