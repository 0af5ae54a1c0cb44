/** What the page draws while it trains, counted and not timed: every picture once for every snapshot, in one frame, and nothing for what did not change. */
import type { Page } from '@playwright/test';
import { createDefaultRun } from '../src/store/default-run';
import { getTask } from '../src/tasks/table';
import { createRun, expect, linkTo, test } from './lab-page';

interface Work {
  /** Canvases drawn, one for each time; those of instruments apart. */
  draws: number;
  instrumentDraws: number;
  /** Canvases of the instruments that came to show another update. */
  measured: number;
  /** Animation frames in which any of the first was. */
  frames: number;
  /** React's commits. */
  commits: number;
  /** Times that the inspector came to show another update. */
  pictures: number;
}

/** However long a busy machine takes. */
const POLL = { timeout: 90_000 };

/** Counts from before the page's own scripts run. */
function count(): void {
  const work: Work = { draws: 0, instrumentDraws: 0, measured: 0, frames: 0, commits: 0, pictures: 0 };
  Object.assign(globalThis, {
    work,
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: () => (work.commits += 1),
      onPostCommitFiberRoot: () => undefined,
      onCommitFiberUnmount: () => undefined,
    },
  });
  const { prototype } = CanvasRenderingContext2D;
  const draw = Object.getOwnPropertyDescriptor(prototype, 'drawImage')?.value as (this: CanvasRenderingContext2D, ...args: unknown[]) => void;
  let isNewFrame = true;
  prototype.drawImage = function (this: CanvasRenderingContext2D, ...args: unknown[]) {
    const isInstrument = this.canvas.closest('.instrument') !== null;
    if (isInstrument) work.instrumentDraws += 1;
    else if (this.canvas.isConnected) work.draws += 1;
    if (isNewFrame && !isInstrument && this.canvas.isConnected) {
      work.frames += 1;
      isNewFrame = false;
      requestAnimationFrame(() => (isNewFrame = true));
    }
    draw.apply(this, args);
  };
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      if (!(target instanceof HTMLElement)) continue;
      if (target.dataset.testid === 'inspector') work.pictures += 1;
      if (target.matches('.instrument')) work.measured += target.querySelectorAll('canvas').length;
    }
  }).observe(document, { subtree: true, attributeFilter: ['data-update'] });
}

/** What was done since this was last asked, and how many canvases there are. */
function takeWork(page: Page): Promise<Work & { canvases: number }> {
  return page.evaluate(() => {
    const { work } = globalThis as unknown as { work: Work };
    const taken = { ...work, canvases: [...document.querySelectorAll('canvas')].filter((canvas) => !canvas.closest('.instrument')).length };
    Object.assign(work, { draws: 0, instrumentDraws: 0, measured: 0, frames: 0, commits: 0, pictures: 0 });
    return taken;
  });
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(count);
});

for (const [what, link] of [
  ['an LSTM', linkTo(createRun(), 'wasm')],
  ['a decoder', linkTo(createDefaultRun(getTask('dates')), 'wasm')],
]) {
  test(`training draws ${what} once for every snapshot, in one frame`, async ({ lab, page }) => {
    await lab.open(link);
    await openAll(page);
    await lab.button('Run training').click();
    await takeWork(page);
    const sum = { draws: 0, asked: 0, frames: 0, pictures: 0, instrumentDraws: 0, measured: 0 };
    await expect
      .poll(async () => {
        const { draws, frames, pictures, canvases, instrumentDraws, measured } = await takeWork(page);
        sum.draws += draws;
        sum.asked += canvases * pictures;
        sum.frames += frames;
        sum.pictures += pictures;
        sum.instrumentDraws += instrumentDraws;
        sum.measured += measured;
        return sum.pictures;
      }, POLL)
      .toBeGreaterThan(4);
    expect(sum.draws, 'canvases drawn').toBe(sum.asked);
    expect(sum.frames, 'frames in which they were').toBe(sum.pictures);
    expect(sum.instrumentDraws, 'canvases of instruments drawn').toBe(sum.measured);
  });
}

test('an update is a handful of commits, and its pictures are drawn once', async ({ lab, page }) => {
  await lab.open(linkTo(createRun(), 'wasm'));
  const before = await lab.valueOf('loss-heldOut');
  await takeWork(page);
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
  await expect.poll(() => lab.valueOf('loss-heldOut'), 'the update is evaluated').not.toBe(before);
  const { draws, commits, pictures, canvases } = await takeWork(page);
  expect(pictures).toBe(1);
  expect(draws).toBe(canvases);
  expect(commits).toBeLessThanOrEqual(8);
});

test('the cursor draws no canvas, and a folded panel none either', async ({ lab, page }) => {
  await lab.open(linkTo(createRun(), 'wasm'));
  const { canvases } = await takeWork(page);
  await lab.moveCursor(3, 2);
  expect((await takeWork(page)).draws).toBe(0);
  for (const name of ['forget', 'hidden'])
    await page
      .locator('.panel', { has: page.locator(`[data-quantity="${name}"]`) })
      .getByRole('button')
      .first()
      .click();
  await takeWork(page);
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
  await expect.poll(async () => (await lab.inspector.getAttribute('data-update')) ?? '').toBe('1');
  const after = await takeWork(page);
  expect(after.canvases).toBe(canvases - 2);
  expect(after.draws).toBe(after.canvases);
});

/** Opens whatever is folded away, and turns on every instrument. */
async function openAll(page: Page): Promise<void> {
  const folded = page.locator('main [aria-expanded="false"], main details:not([open]) > summary');
  for (let left = await folded.count(); left > 0; left--) await folded.first().click();
  const off = page.locator('.instrument-toggle[aria-pressed="false"]');
  await expect(off).not.toHaveCount(0);
  for (let left = await off.count(); left > 0; left--) await off.first().click();
  await expect(page.locator('.instrument-waiting')).toHaveCount(0);
}
