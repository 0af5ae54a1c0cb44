import { describe, expect, it } from 'vitest';
import { createSession } from '../engine/session';
import { openRun } from '../engine/open-run';
import { parseOptions } from '../tasks/options';
import { getTask, tasks } from '../tasks/table';
import { withEngine } from './engines';
import { readData } from './files';
import { now, trainUntil } from './train-until';

/** For each task: short options, updates, and the share of the baseline's loss that they must come below. */
const small: Readonly<Record<string, { readonly options: object; readonly updates: number; readonly share: number }>> = {
  adding: { options: { length: 10 }, updates: 400, share: 0.3 },
  recall: { options: { lag: 6, symbols: 4 }, updates: 200, share: 0.3 },
  markedRecall: { options: { length: 8, symbols: 3 }, updates: 500, share: 0.5 },
  copy: { options: { lag: 1 }, updates: 600, share: 0.9 },
  temporalOrder: { options: { length: 12 }, updates: 400, share: 0.5 },
  parity: { options: { length: 6 }, updates: 800, share: 0.5 },
  dyck1: { options: { length: 16, depth: 3 }, updates: 300, share: 0.5 },
  dyck2: { options: { length: 16, depth: 3 }, updates: 300, share: 0.6 },
  anbn: { options: { length: 16, largest: 3 }, updates: 300, share: 0.5 },
  reber: { options: { length: 24 }, updates: 300, share: 0.5 },
  text: { options: { length: 20 }, updates: 200, share: 0.95 },
  sentiment: { options: {}, updates: 300, share: 0.95 },
  reverse: { options: { length: 3, symbols: 4 }, updates: 300, share: 0.7 },
  sort: { options: { length: 3, symbols: 4 }, updates: 300, share: 0.7 },
  numbers: { options: { largest: 99 }, updates: 200, share: 0.8 },
  digitRows: { options: {}, updates: 150, share: 0.5 },
  digitPixels: { options: {}, updates: 250, share: 0.95 },
  splice: { options: {}, updates: 250, share: 0.97 },
  phonemes: { options: { length: 5 }, updates: 200, share: 0.8 },
  names: { options: {}, updates: 200, share: 0.85 },
  spokenDigits: { options: { noise: 0 }, updates: 100, share: 0.7 },
  keyword: { options: { length: 60, noise: 0 }, updates: 250, share: 0.95 },
  digitStrings: { options: { digits: 2, noise: 0 }, updates: 80, share: 0.98 },
  speak: { options: {}, updates: 100, share: 0.7 },
  weather: { options: { length: 30 }, updates: 100, share: 0.5 },
  births: { options: { length: 21 }, updates: 150, share: 0.5 },
  load: { options: { length: 48 }, updates: 100, share: 0.2 },
  sunspots: { options: { length: 40 }, updates: 100, share: 0.5 },
  stock: { options: { length: 20 }, updates: 100, share: 0.9 },
  entities: { options: {}, updates: 100, share: 0.6 },
  proteins: { options: {}, updates: 200, share: 0.95 },
  genes: { options: { length: 20, horizon: 2 }, updates: 100, share: 0.5 },
  anomalies: { options: { length: 30 }, updates: 150, share: 0.9 },
  dates: { options: { forms: 2 }, updates: 150, share: 0.8 },
};

/** Held-out loss of a GRU-24 after so many updates. */
async function learn(name: string, given: object, updates: number): Promise<number> {
  const task = getTask(name);
  await task.load?.(readData);
  const options = parseOptions(task, given);
  const model = { input: task.input(options), encoder: { cell: 'gru', hiddenSizes: [24] }, output: task.output(options) };
  const training = { optimizer: { kind: 'adam', learningRate: 0.01 } };
  const opened = await openRun({ model, task: { name, options }, training, seed: 1 }, readData);
  return withEngine('wasm', async (engine) => {
    const session = await createSession({ ...opened, createExecutor: (plan) => engine.createExecutor(plan), clock: now, state: null });
    await trainUntil(session.trainer, updates, () => undefined);
    const evaluation = await session.evaluate(200);
    await session.dispose();
    return evaluation?.loss ?? Number.NaN;
  });
}

describe('learning', () => {
  it('is tried on every task', () => {
    expect(Object.keys(small).sort()).toEqual(tasks.map(({ name }) => name).sort());
  });

  it.each(Object.entries(small))('task %s beats its baseline on examples held out', async (name, { options, updates, share }) => {
    const loss = await learn(name, options, updates);
    const baseline = getTask(name).baseline(parseOptions(getTask(name), options)).value;
    expect(loss).toBeGreaterThan(0);
    expect(loss / baseline).toBeLessThan(share);
  });
});
