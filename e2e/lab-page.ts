/** The lab as a test sees it: opened on a run, listened to for faults, its numbers read from the elements that show them. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test as base } from '@playwright/test';
import type { Run } from '../src/model/run';
import { initialCursor } from '../src/store/cursor';
import { createDefaultRun } from '../src/store/default-run';
import { withEncoder, withOption, withOptimizer, withTask, withTraining } from '../src/store/edit';
import { type Link, viewOf, writeLink } from '../src/store/permalink';
import { getTask } from '../src/tasks/table';

export class LabPage {
  /** Errors on the console, uncaught errors, and violations of the page's policy. */
  readonly faults: string[] = [];

  constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
  }

  /** Opens the page and waits until an example is drawn. */
  async open(fragment = ''): Promise<void> {
    await this.page.goto(`./${fragment === '' ? '' : `#${fragment}`}`);
    await this.waitForSnapshot();
  }

  async waitForSnapshot(): Promise<void> {
    await expect(this.inspector).toBeVisible();
  }

  get inspector() {
    return this.page.getByTestId('inspector');
  }

  get badge() {
    return this.page.getByTestId('badge');
  }

  /** Where sentences appear. */
  get notice() {
    return this.page.locator('.notice');
  }

  button(name: string) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Any element that carries its number with all digits. */
  async valueOf(testId: string): Promise<number> {
    return Number(await this.page.getByTestId(testId).getAttribute('data-value'));
  }

  /** A number of the inspector, by the name of its tensor. */
  async inspect(name: string): Promise<number> {
    const value = await this.inspector.locator(`data[data-name="${name}"]`).getAttribute('value');
    if (value === null) throw new Error(`inspector: must show ${name}, got nothing`);
    return Number(value);
  }

  update(): Promise<number> {
    return this.valueOf('update');
  }

  /** Presses a button that saves a file. @returns where the file lies */
  async save(name: string): Promise<string> {
    const folder = base.info().project.use.launchOptions?.downloadsPath;
    if (folder === undefined) {
      const download = this.page.waitForEvent('download');
      await this.button(name).click();
      return (await download).path();
    }
    // Playwright tells nothing of what Mozilla's Firefox downloads from a blob, but the file comes.
    const list = (): readonly string[] => (existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : []);
    const before = list();
    const findNew = (): readonly string[] => list().filter((path) => !before.includes(path));
    await this.button(name).click();
    await expect.poll(() => findNew().map((path) => !path.endsWith('.part') && statSync(path).size > 0)).toEqual([true]);
    return findNew()[0];
  }

  /** Moves the cursor by the stage's own keys. */
  async moveCursor(t: number, unit: number): Promise<void> {
    const stage = this.page.locator('.stage-plots');
    await stage.focus();
    await stage.press('Home');
    for (let i = 0; i < t; i++) await stage.press('ArrowRight');
    const from = Number(await this.inspector.getAttribute('data-unit'));
    for (let i = from; i < unit; i++) await stage.press('ArrowDown');
    for (let i = unit; i < from; i++) await stage.press('ArrowUp');
    await expect(this.inspector).toHaveAttribute('data-t', String(t));
    await expect(this.inspector).toHaveAttribute('data-unit', String(unit));
  }
}

/** A test with a lab in its own page; it fails at the end where the page met a fault that the test did not take from `faults`. */
export const test = base.extend<{ lab: LabPage }>({
  lab: async ({ page }, use) => {
    const lab = new LabPage(page);
    await use(lab);
    expect(lab.faults).toEqual([]);
  },
});

export { expect };

/** A small run, to be changed by what a test is about. */
export interface SmallRun {
  readonly task?: string;
  readonly length?: number;
  readonly cell?: 'rnn' | 'lstm' | 'gru';
  readonly hiddenSize?: number;
  readonly learningRate?: number;
  readonly optimizer?: 'sgd' | 'adam';
  readonly clip?: boolean;
}

export function createRun({
  task = 'recall',
  length = 8,
  cell = 'lstm',
  hiddenSize = 8,
  learningRate = 0.02,
  optimizer = 'adam',
  clip = true,
}: SmallRun = {}): Run {
  const chosen = getTask(task);
  const [key] = Object.keys(chosen.options);
  const run = withOption(withTask(createDefaultRun(getTask('recall')), chosen), chosen, key, length);
  const trained = withTraining(withOptimizer(run, { kind: optimizer, learningRate }), { clip: clip ? { norm: 1 } : null });
  return withEncoder(trained, { cell, hiddenSizes: [hiddenSize] });
}

/** The fragment that opens a run on an engine. */
export function linkTo(run: Run, engine: Link['engine'] = 'wasm'): string {
  return writeLink({ run, engine, ran: null, weights: 'initial', example: 0, view: viewOf(initialCursor), edits: [] });
}
