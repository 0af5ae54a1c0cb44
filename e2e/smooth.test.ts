/**
 * The page while it trains, everything open, under a hand that hovers and presses keys: tasks are short, frames too, and a key has its picture soon. What is
 * held is the processor's own time of the main thread, from the browser's trace: waiting for a busy machine does not lengthen it. What the
 * clock says, which does, is only told.
 */
import type { Page } from '@playwright/test';
import { categories, type MainThread, readTrace } from '../bench/trace.mjs';
import { createDefaultRun } from '../src/store/default-run';
import { getTask } from '../src/tasks/table';
import { expect, linkTo, test } from './lab-page';
import { openAll } from './open-all';

/** What `work` takes of the processor on the machine whose figures stand in bench/README.md, when it is quiet, in milliseconds. */
const REFERENCE = 4;

/**
 * Milliseconds of the processor's own time on such a machine, which draws without a GPU: the median of the five longest tasks, of which one may have
 * collected garbage, and medians of what a frame, a key's handlers and a key up to its picture take. As all of the stage followed the cursor, a key's handlers took 9 to 11.
 */
const most = { task: 50, frame: 22, key: 7, answer: 40 };

/** Something that takes the same always, told in the trace by its event: elements made, written and measured. */
function work(): void {
  document.addEventListener('measure', () => {
    const box = document.createElement('div');
    for (let k = 0; k < 900; k++) {
      const span = document.createElement('span');
      span.setAttribute('data-value', String(Math.sin(k)));
      span.textContent = Math.sin(k).toPrecision(4);
      box.append(span);
    }
    box.setAttribute('data-length', String(box.textContent.length));
  });
}

/** Hovers and walks for so many inputs, ten a second at the most. */
async function moveAround(page: Page, inputs: number): Promise<void> {
  const stage = page.locator('.stage-plots');
  await stage.focus();
  const box = await stage.boundingBox();
  if (box === null) throw new Error('the stage must have a place');
  for (let k = 0; k < inputs; k++) {
    if (k % 3 === 0) await page.mouse.move(box.x + box.width * (0.2 + 0.6 * ((k % 20) / 20)), box.y + 300);
    else await page.keyboard.press(k % 3 === 1 ? 'ArrowRight' : 'ArrowDown');
    if (k % 5 === 0) await page.evaluate(() => document.dispatchEvent(new Event('measure')));
    await page.waitForTimeout(100);
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function figures(main: MainThread) {
  return {
    task: median(main.tasks.toSorted((a, b) => b - a).slice(0, 5)),
    frame: median(main.frames),
    key: median(main.events('keydown')),
    answer: median(main.answers(['keydown'])),
  };
}

for (const task of ['recall', 'dates']) {
  test(`${task} trains with everything open, and the page stays smooth`, async ({ lab, page, browser }, info) => {
    await page.addInitScript(work);
    await lab.open(linkTo(createDefaultRun(getTask(task)), 'wasm'));
    await openAll(page);
    await lab.button('Run training').click();
    await expect.poll(() => lab.inspector.getAttribute('data-update'), { timeout: 60_000 }).not.toBe('0');
    await page.waitForTimeout(2000);
    await browser.startTracing(page, { categories });
    await moveAround(page, 60);
    const main = readTrace(await browser.stopTracing());
    const measure = main.events('measure');
    expect(measure).toHaveLength(12);
    expect(main.events('keydown')).toHaveLength(40);
    const slowness = Math.max(1, median(measure) / REFERENCE);
    const own = figures(main);
    info.annotations.push({
      type: 'own milliseconds',
      description: JSON.stringify({ ...own, frames: main.frames.length, measure: median(measure), slowness }),
    });
    for (const [name, limit] of Object.entries(most)) {
      expect(own[name as keyof typeof own], `${name}: milliseconds of the processor's own time`).toBeLessThan(limit * slowness);
    }
  });
}
