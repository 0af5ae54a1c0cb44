/** What the page draws while it trains, counted and not timed: what is in view once for every update it comes to show, and nothing for what did not change. */
import type { Locator, Page } from '@playwright/test';
import { createDefaultRun } from '../src/store/default-run';
import { getTask } from '../src/tasks/table';
import { createRun, expect, linkTo, test } from './lab-page';
import { openAll } from './open-all';

interface Work {
  /** Canvases drawn, one for each time; those of instruments apart. */
  draws: number;
  instrumentDraws: number;
  /** Canvases of the instruments that came to show another update. */
  measured: number;
  /** Canvases that came to show another update. */
  asked: number;
  /** Drawings of canvases that were out of view. */
  unseen: number;
  /** React's commits; those of pieces that are drawn in their turn, within an animation frame, apart. */
  commits: number;
  turns: number;
  /** Times that the inspector came to show another update. */
  pictures: number;
}

/** However long a busy machine takes. */
const POLL = { timeout: 90_000 };

/** Counts from before the page's own scripts run. */
function count(): void {
  const work: Work = { draws: 0, instrumentDraws: 0, measured: 0, asked: 0, unseen: 0, commits: 0, turns: 0, pictures: 0 };
  let inFrame = false;
  const request = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (callback) =>
    request((time) => {
      inFrame = true;
      try {
        callback(time);
      } finally {
        inFrame = false;
      }
    });
  Object.assign(globalThis, {
    work,
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: () => (work[inFrame ? 'turns' : 'commits'] += 1),
      onPostCommitFiberRoot: () => undefined,
      onCommitFiberUnmount: () => undefined,
    },
  });
  const { prototype } = CanvasRenderingContext2D;
  const draw = Object.getOwnPropertyDescriptor(prototype, 'drawImage')?.value as (this: CanvasRenderingContext2D, ...args: unknown[]) => void;
  const isInView = (element: Element): boolean => {
    const { top, bottom } = element.getBoundingClientRect();
    const stage = document.querySelector('main')?.getBoundingClientRect();
    return stage !== undefined && top < stage.bottom && bottom > stage.top;
  };
  prototype.drawImage = function (this: CanvasRenderingContext2D, ...args: unknown[]) {
    const isInstrument = this.canvas.closest('.instrument') !== null;
    if (isInstrument) work.instrumentDraws += 1;
    else if (this.canvas.isConnected) work.draws += 1;
    const turn = this.canvas.closest('.turn');
    if (turn && !isInView(turn)) work.unseen += 1;
    draw.apply(this, args);
  };
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      if (!(target instanceof HTMLElement)) continue;
      if (target.dataset.testid === 'inspector') work.pictures += 1;
      if (target.matches('.turn')) work.asked += target.querySelectorAll('canvas').length;
      if (target.matches('.instrument')) work.measured += target.querySelectorAll('canvas').length;
    }
  }).observe(document, { subtree: true, attributeFilter: ['data-update'] });
}

/** What was done since this was last asked, and how many canvases there are. */
function takeWork(page: Page): Promise<Work & { canvases: number }> {
  return page.evaluate(() => {
    const { work } = globalThis as unknown as { work: Work };
    const taken = { ...work, canvases: [...document.querySelectorAll('canvas')].filter((canvas) => !canvas.closest('.instrument')).length };
    Object.assign(work, { draws: 0, instrumentDraws: 0, measured: 0, asked: 0, unseen: 0, commits: 0, turns: 0, pictures: 0 });
    return taken;
  });
}

/** Until nothing is drawn for a while: what loads late must not count as an update's. */
async function comeToRest(page: Page): Promise<void> {
  const work = async (): Promise<number> => {
    const { commits, turns, draws } = await takeWork(page);
    return commits + turns + draws;
  };
  await expect.poll(work, { ...POLL, intervals: [500] }).toBe(0);
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(count);
});

for (const [what, link] of [
  ['an LSTM', linkTo(createRun(), 'wasm')],
  ['a decoder', linkTo(createDefaultRun(getTask('dates')), 'wasm')],
]) {
  test(`training draws of ${what} what is in view, once for every update that is shown`, async ({ lab, page }) => {
    await lab.open(link);
    await openAll(page);
    await page.locator('main').evaluate((stage) => {
      stage.scrollTo(0, 0);
    });
    await lab.button('Run training').click();
    await waitForPicture(page);
    await takeWork(page);
    const sum = { draws: 0, asked: 0, unseen: 0, pictures: 0, instrumentDraws: 0, measured: 0 };
    await expect
      .poll(async () => {
        const work = await takeWork(page);
        for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += work[key];
        return sum.pictures;
      }, POLL)
      .toBeGreaterThan(4);
    expect(sum.draws, 'canvases drawn').toBe(sum.asked);
    expect(sum.draws, 'canvases drawn').toBeGreaterThan(0);
    expect(sum.instrumentDraws, 'canvases of instruments drawn').toBe(sum.measured);
    expect(sum.unseen, 'of them out of view').toBe(0);
  });
}

test('what comes into view while training is drawn then, and what is out of view when training stops', async ({ lab, page }) => {
  await lab.open(linkTo(createRun(), 'wasm'));
  await openAll(page);
  const shown = page.locator('.turn[data-update]');
  const update = async (which: Locator): Promise<number> => Number(await which.getAttribute('data-update'));
  await page.locator('main').evaluate((stage) => {
    stage.scrollTo(0, 0);
  });
  await lab.button('Run training').click();
  await waitForPicture(page);
  const [before, next] = [await update(shown.last()), await update(shown.first())];
  await expect.poll(() => update(shown.first()), POLL).toBeGreaterThan(next);
  expect(await update(shown.last()), 'out of view').toBe(before);
  await shown.last().scrollIntoViewIfNeeded();
  await expect.poll(() => update(shown.last()), POLL).toBeGreaterThan(next);
  await lab.button('Pause training').click();
  await expect.poll(async () => String(await lab.update()) === (await lab.inspector.getAttribute('data-update')), POLL).toBe(true);
  const all = await shown.evaluateAll((turns) => turns.map((turn) => turn.getAttribute('data-update')));
  expect(new Set(all)).toEqual(new Set([String(await lab.update())]));
});

test('an update is a handful of commits, and its pictures are drawn once', async ({ lab, page }) => {
  await lab.open(linkTo(createRun(), 'wasm'));
  const before = await lab.valueOf('loss-heldOut');
  await comeToRest(page);
  await lab.button('One update').click();
  await expect.poll(() => lab.update()).toBe(1);
  await expect.poll(() => lab.valueOf('loss-heldOut'), 'the update is evaluated').not.toBe(before);
  const { draws, commits, turns, pictures, canvases } = await takeWork(page);
  expect(pictures).toBe(1);
  expect(draws).toBe(canvases);
  expect(commits).toBeLessThanOrEqual(8);
  // How many pieces take a turn before training rests depends on the machine, but none takes two.
  expect(turns).toBeLessThanOrEqual(await page.locator('.turn').count());
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

test('the losses are current out of view, and their curves are drawn when they are seen', async ({ lab, page }) => {
  await page.setViewportSize({ width: 1440, height: 420 });
  await lab.open(linkTo(createRun(), 'wasm'));
  const losses = page.getByTestId('loss');
  const curves = losses.locator('.turn > svg');
  const draw = () => curves.evaluate((element) => new XMLSerializer().serializeToString(element));
  const update = async (): Promise<number> => Number(await losses.getAttribute('data-update'));
  const passBy = async (updates: number): Promise<void> => {
    const from = await update();
    await expect.poll(update, POLL).toBeGreaterThan(from + updates);
  };
  await expect(curves).not.toBeInViewport();
  await lab.button('Run training').click();
  await waitForPicture(page);
  await passBy(100);
  const before = await draw();
  await passBy(100);
  expect(await draw(), 'out of view').toBe(before);
  await losses.scrollIntoViewIfNeeded();
  await expect.poll(draw, POLL).not.toBe(before);
});

/** Waits until the first picture since now is drawn, so that what is out of view is known to be. */
async function waitForPicture(page: Page): Promise<void> {
  await expect.poll(async () => (await takeWork(page)).pictures, POLL).toBeGreaterThan(0);
}
