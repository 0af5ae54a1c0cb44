/** The lab and the race while they train, every panel open: frames, tasks of the main thread, and how long input waits for its picture. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { serve } from './browser.mjs';
import { median } from './compare.mjs';
import { bundle } from './processes.mjs';
import { categories, readTrace, sumOf } from './trace.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, '.cache', 'bench-lab');
/** Milliseconds that a run is watched, after as many as it takes to warm up. */
const WATCHED = 10_000;
const WARM = 3000;
/** Between two inputs. */
const PAUSE = 100;

/**
 * `frames`: milliseconds from one animation frame to the next; `tasks`: those of the main thread over 50 ms; `own`: the processor's time of each of
 * the main thread's tasks, which waiting for a busy machine does not lengthen; `inputs`: from an input to the picture that
 * shows it, of those that the browser reports, which are at least 16 ms.
 * @typedef {{ run: string, frames: number[], tasks: number[], own: import('./trace.mjs').MainThread, inputs: number[], asked: number, pictures: number, updates: number }} Watched
 */

/**
 * What of a page is watched: the element whose `data-update` says which update is drawn, the button that starts training, the element that says how
 * many updates are done, and what the pointer and the keys move over.
 * @typedef {{ picture: string, run: string, update: string, plots: string }} View
 * @type {Readonly<Record<'lab' | 'race', View>>}
 */
const views = {
  lab: { picture: 'inspector', run: 'Run training', update: 'update', plots: '.stage-plots' },
  race: { picture: 'lane-0', run: 'Run the race', update: 'race-update', plots: '.race-strips .stage-plots' },
};

/** Gathers in the page what its observers report. */
function observe() {
  const seen = { frames: /** @type {number[]} */ ([]), tasks: /** @type {number[]} */ ([]), inputs: /** @type {number[]} */ ([]), pictures: 0 };
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    seen.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ type: 'longtask' });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.inputs.push(duration);
  }).observe(/** @type {PerformanceObserverInit} */ ({ type: 'event', durationThreshold: 16 }));
  Object.assign(globalThis, { seen });
}

/** Forgets what was seen so far, and counts the pictures from now on: one where another update is shown. @param {string} picture */
function startCounting(picture) {
  const { seen } = /** @type {{ seen: { frames: number[], tasks: number[], inputs: number[], pictures: number } }} */ (
    /** @type {unknown} */ (globalThis)
  );
  Object.assign(seen, { frames: [], tasks: [], inputs: [], pictures: 0 });
  const shown = document.querySelector(`[data-testid="${picture}"]`);
  if (!shown) throw new Error(`bench: the page must show ${picture}`);
  new MutationObserver(() => {
    seen.pictures++;
  }).observe(shown, { attributeFilter: ['data-update'] });
}

/**
 * @param {import('playwright').Browser} browser
 * @param {string | null} profile a folder for a CPU profile of each run
 * @returns {Promise<Watched[]>}
 */
export async function watchPage(browser, profile) {
  await build({ root, logLevel: 'error', build: { outDir: built, emptyOutDir: true, sourcemap: profile !== null, minify: profile === null } });
  const server = await serve(built);
  const folder = await bundle(['runs']);
  /** @type {{ runs: readonly { name: string, view: keyof typeof views, fragment: string }[] }} */
  const { runs } = await import(pathToFileURL(join(folder, 'runs.mjs')).href);
  /** @type {Watched[]} */
  const all = [];
  for (const { name, view, fragment } of runs) {
    const { picture, run, update: counted, plots } = views[view];
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(observe);
    await page.goto(`${server.url}#${fragment}`);
    await page.getByTestId(picture).waitFor();
    if (view === 'lab') await openPanels(page);
    else await page.getByRole('checkbox', { name: 'Gates' }).check();
    await page.getByRole('button', { name: run, exact: true }).click();
    await page.waitForTimeout(WARM);
    const session = await page.context().newCDPSession(page);
    if (profile !== null) {
      await session.send('Profiler.enable');
      await session.send('Profiler.start');
    }
    const update = async () => Number(await page.getByTestId(counted).getAttribute('data-value'));
    await page.evaluate(startCounting, picture);
    const before = await update();
    await browser.startTracing(page, { categories });
    const asked = await moveAround(page, plots);
    const seen = await page.evaluate('seen');
    const own = readTrace(await browser.stopTracing());
    const updates = (await update()) - before;
    if (profile !== null) {
      mkdirSync(profile, { recursive: true });
      const { profile: taken } = await session.send('Profiler.stop');
      writeFileSync(join(profile, `${name.replaceAll(/\W+/g, '-')}.cpuprofile`), JSON.stringify(taken));
    }
    all.push({ run: name, asked, updates, own, .../** @type {Pick<Watched, 'frames' | 'tasks' | 'inputs' | 'pictures'>} */ (seen) });
    await page.close();
  }
  server.close();
  return all;
}

/** Opens whatever is folded away, tables too, and turns on every instrument. @param {import('playwright').Page} page */
async function openPanels(page) {
  const folded = page.locator('main [aria-expanded="false"], main details:not([open]) > summary');
  for (let left = await folded.count(); left > 0; left--) await folded.first().click();
  await page.locator('.instrument-toggle').first().waitFor();
  const off = page.locator('.instrument-toggle[aria-pressed="false"]');
  for (let left = await off.count(); left > 0; left--) await off.first().click();
}

/** Hovers, walks by keys and clicks, as a person would. @param {import('playwright').Page} page @param {string} plots @returns how many inputs */
async function moveAround(page, plots) {
  const stage = page.locator(plots);
  await stage.focus();
  const box = await stage.boundingBox();
  if (!box) throw new Error('bench: the stage must have a place');
  const end = performance.now() + WATCHED;
  let asked = 0;
  while (performance.now() < end) {
    const along = (asked % 20) / 20;
    if (asked % 3 === 0) await page.mouse.move(box.x + box.width * (0.2 + 0.6 * along), Math.min(880, box.y + 300));
    else await page.keyboard.press(asked % 3 === 1 ? 'ArrowRight' : 'ArrowDown');
    asked++;
    await page.waitForTimeout(PAUSE);
  }
  return asked;
}

/** @param {readonly Watched[]} all @returns {import('./tables.mjs').PageFigure[]} */
export function describePage(all) {
  return all.map(({ run, frames, tasks, own, inputs, asked, pictures, updates }) => ({
    run,
    frame: `${median(frames).toFixed(1)} ms`,
    slowFrame: `${percentile(frames, 0.95).toFixed(1)} ms`,
    tasks: tasks.length === 0 ? 'none' : `${String(tasks.length)}, longest ${Math.max(...tasks).toFixed(0)} ms`,
    input: inputs.length === 0 ? 'under 16 ms' : `${String(percentile(inputs, 0.5))} ms, longest ${String(Math.max(...inputs))} ms`,
    inputs: `${String(inputs.length)} after ${String(asked)} inputs`,
    split: tellSplit(own.split),
    own: `longest ${Math.max(...own.tasks).toFixed(1)} ms, ${((100 * sumOf(own.tasks)) / WATCHED).toFixed(0)} % of the time`,
    answers: `${median(own.frames).toFixed(1)} ms a frame, ${median(own.events('keydown')).toFixed(1)} a key, ${median(own.answers(['keydown'])).toFixed(1)} to its picture`,
    pictures: `${(pictures / (WATCHED / 1000)).toFixed(1)} / s`,
    updates: `${(updates / (WATCHED / 1000)).toFixed(1)} / s`,
  }));
}

/** In percent of the time. @param {import('./trace.mjs').Split} split */
function tellSplit(split) {
  return Object.values(split)
    .map((milliseconds) => ((100 * milliseconds) / WATCHED).toFixed(1))
    .join(' · ');
}

/** @param {readonly number[]} values @param {number} share */
function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
