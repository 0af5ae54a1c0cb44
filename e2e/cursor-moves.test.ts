/** What a move of the cursor draws, counted in React's own commits: what shows it, and neither the stage nor a header; to the picture that a page opened there has. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { initialCursor } from '../src/store/cursor';
import { createDefaultRun } from '../src/store/default-run';
import { withEncoder } from '../src/store/edit';
import { viewOf, writeLink } from '../src/store/permalink';
import { getTask } from '../src/tasks/table';
import { expect, type LabPage, test } from './lab-page';
import { openAll } from './open-all';

interface Rendered {
  /** Function components that were drawn again, and those of them that are a whole stage, panel or inspector. */
  components: number;
  stages: number;
  panels: number;
  inspectors: number;
  canvases: number;
}

/** Counts from before the page's own scripts run, by what React tells its developer tools. */
function count(): void {
  interface Fiber {
    readonly tag: number;
    readonly flags: number;
    readonly child: Fiber | null;
    readonly sibling: Fiber | null;
    readonly alternate: Fiber | null;
    readonly stateNode: unknown;
  }
  const nothing: Rendered = { components: 0, stages: 0, panels: 0, inspectors: 0, canvases: 0 };
  const rendered = { ...nothing };
  /** Of functions, forwarded references and remembered ones. */
  const components = new Set([0, 11, 14, 15]);
  const PERFORMED_WORK = 1;
  const walk = (fiber: Fiber): void => {
    if (fiber.alternate !== null && components.has(fiber.tag) && (fiber.flags & PERFORMED_WORK) !== 0) {
      rendered.components += 1;
      const element = fiber.child?.stateNode;
      const classes = element instanceof Element ? element.classList : null;
      if (classes?.contains('stage')) rendered.stages += 1;
      if (classes?.contains('panel')) rendered.panels += 1;
      if (classes?.contains('inspected')) rendered.inspectors += 1;
    }
    // What has the same child as before was not gone into.
    if (fiber.alternate !== null && fiber.child === fiber.alternate.child) return;
    for (let child = fiber.child; child !== null; child = child.sibling) walk(child);
  };
  Object.assign(globalThis, {
    takeRendered: () => {
      const taken = { ...rendered };
      Object.assign(rendered, nothing);
      return taken;
    },
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: (_: number, root: { readonly current: Fiber }) => {
        walk(root.current);
      },
      onPostCommitFiberRoot: () => undefined,
      onCommitFiberUnmount: () => undefined,
    },
  });
  const { prototype } = CanvasRenderingContext2D;
  const draw = Object.getOwnPropertyDescriptor(prototype, 'drawImage')?.value as (this: CanvasRenderingContext2D, ...args: unknown[]) => void;
  prototype.drawImage = function (this: CanvasRenderingContext2D, ...args: unknown[]) {
    rendered.canvases += 1;
    draw.apply(this, args);
  };
}

function takeRendered(page: Page): Promise<Rendered> {
  return page.evaluate(() => (globalThis as unknown as { takeRendered: () => Rendered }).takeRendered());
}

/** A small network of a task, with the cursor at a step and a unit. */
async function linkAt(name: string, t: number, unit: number): Promise<string> {
  const task = getTask(name);
  await task.load?.((file) => readFile(`public/data/${file}`, 'utf8'));
  const run = withEncoder(createDefaultRun(task), { hiddenSizes: [8] });
  return writeLink({ run, engine: 'wasm', ran: null, weights: 'initial', example: 0, view: viewOf({ ...initialCursor, t, unit }), edits: [] });
}

/** The stage and the inspector as they stand, without what is told once it rests and the names that React makes. */
async function picture(page: Page): Promise<string> {
  const html = await page.locator('.lab-view').evaluate((view) => {
    const copy = view.cloneNode(true) as Element;
    for (const spoken of copy.querySelectorAll('[data-testid="spoken"]')) spoken.remove();
    for (const element of copy.querySelectorAll('*')) {
      for (const name of ['id', 'for', 'name', 'aria-describedby', 'aria-controls', 'aria-labelledby']) element.removeAttribute(name);
    }
    return new XMLSerializer().serializeToString(copy);
  });
  return html.replaceAll('><', '>\n<');
}

async function press(lab: LabPage, key: string, times: number): Promise<void> {
  await lab.page.locator('.stage-plots').focus();
  for (let k = 0; k < times; k++) await lab.page.keyboard.press(key);
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(count);
});

for (const [task, most] of [
  ['recall', 230],
  ['dates', 270],
] as const) {
  test(`a step of the cursor through ${task} draws what shows it, once`, async ({ lab, page }) => {
    await lab.open(await linkAt(task, 2, 1));
    await openAll(page);
    await press(lab, 'ArrowRight', 1);
    await takeRendered(page);
    await press(lab, 'ArrowRight', 4);
    await expect(lab.inspector).toHaveAttribute('data-t', '7');
    const { components, ...whole } = await takeRendered(page);
    expect(whole).toEqual({ stages: 0, panels: 0, canvases: 0, inspectors: 4 });
    expect(components / 4, 'components drawn again a step').toBeLessThan(most);
  });
}

for (const task of ['recall', 'dates', 'births', 'entities', 'anomalies', 'spokenDigits']) {
  test(`the cursor walked through ${task} and back shows what a page opened there shows`, async ({ lab, page }) => {
    await lab.open(await linkAt(task, 1, 1));
    await openAll(page);
    const here = await picture(page);
    await press(lab, 'ArrowRight', 3);
    await press(lab, 'ArrowDown', 1);
    await expect(lab.inspector).toHaveAttribute('data-t', '4');
    const there = await picture(page);
    await press(lab, 'ArrowLeft', 3);
    await press(lab, 'ArrowUp', 1);
    await expect(lab.inspector).toHaveAttribute('data-t', '1');
    expect(await picture(page)).toBe(here);
    await page.goto('about:blank');
    await lab.open(await linkAt(task, 4, 2));
    await openAll(page);
    expect(await picture(page)).toBe(there);
  });
}
