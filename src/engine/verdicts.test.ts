/** The verdicts of a snapshot are those that the metric counts. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { createReferenceEngine } from '../reference/engine';
import { createDefaultRun } from '../store/default-run';
import { getTask } from '../tasks/table';
import { createSession } from './session';

it('come with the snapshots of a task that detects, and with no others', async () => {
  const engine = createReferenceEngine();
  for (const name of ['anomalies', 'weather']) {
    const task = getTask(name);
    await task.load?.((file) => readFile(`public/data/${file}`, 'utf8'));
    const run = createDefaultRun(task);
    const session = await createSession({ run, task, createExecutor: (plan) => engine.createExecutor(plan), clock: () => 0, state: null });
    const { verdicts, tensors } = await session.snapshot(0);
    await session.dispose();
    if (name === 'weather') {
      expect(verdicts).toBeUndefined();
      continue;
    }
    const { sum, count } = task.score(tensors.outputs.data, task.sample(run.task.options, run.seed, 'heldOut', 0, 1));
    const found = (kind: string): number => verdicts?.filter((verdict) => verdict.kind === kind).length ?? Number.NaN;
    expect([2 * found('hit'), 2 * found('hit') + found('miss') + found('alarm')]).toEqual([sum, count]);
    expect(verdicts?.length).toBeGreaterThan(0);
  }
});
