/** Training on WebGPU in the page: the loss falls, and every number on the screen is what the headless program computes from the same weights. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Tensor } from '../src/core/tensor';
import { readSafetensors, writeSafetensors } from '../src/core/safetensors';
import type { Run } from '../src/model/run';
import { getTask } from '../src/tasks/table';
import { createRun, expect, type LabPage, linkTo, test } from './lab-page';

const run = createRun({ length: 6, hiddenSize: 8, learningRate: 0.02 });
const length = 7;

test('trains on WebGPU, and what the screen says is what the headless program computes', async ({ lab }) => {
  await lab.open(linkTo(run, 'webgpu'));
  await expect(lab.badge).toHaveAttribute('data-engine', 'webgpu');
  await expect(lab.badge).toContainText('WebGPU');
  const baseline = await lab.valueOf('loss-baseline');
  await lab.button('Run training').click();
  await expect.poll(() => lab.valueOf('loss-training'), { timeout: 90_000 }).toBeLessThan(baseline / 2);
  await lab.button('Pause training').click();
  await expect(lab.button('Run training')).toBeVisible();

  const weights = await lab.save('Export');
  await expect.poll(() => lab.inspector.getAttribute('data-update')).toBe(String(await lab.update()));
  const probed = await probe(run, weights);

  for (const [t, unit] of [
    [0, 0],
    [3, 5],
    [length - 1, 7],
  ] as const) {
    await lab.moveCursor(t, unit);
    for (const name of ['gates.l0.input', 'gates.l0.forget', 'gates.l0.candidate', 'gates.l0.output', 'cell.l0', 'hidden.l0']) {
      await expectSame(lab, name, probed, t, unit);
    }
    await expectSame(lab, 'hiddenGradient.l0', probed, t, unit);
    await expectSame(lab, 'cellGradient.l0', probed, t, unit);
    expect(await lab.valueOf('value-forget')).toBe(await lab.inspect('gates.l0.forget'));
  }
});

/** Within the agreement that every engine owes the float64 truth. */
async function expectSame(lab: LabPage, name: string, probed: Readonly<Record<string, Tensor>>, t: number, unit: number): Promise<void> {
  const { data, shape } = probed[name];
  const truth = data[t * shape[2] + unit];
  const largest = Math.max(...Array.from(data, Math.abs));
  expect(largest, name).toBeGreaterThan(0);
  expect(Math.abs((await lab.inspect(name)) - truth), `${name} at step ${String(t)}, unit ${String(unit)}`).toBeLessThanOrEqual(1e-4 * largest);
}

/** The headless program's probe on the reference engine, for these weights and the first held-out example. */
async function probe({ model, task, seed }: Run, weights: string): Promise<Readonly<Record<string, Tensor>>> {
  const folder = await mkdtemp(join(tmpdir(), 'through-time-e2e-'));
  try {
    const at = (name: string): string => join(folder, name);
    await writeFile(at('model.json'), JSON.stringify(model));
    await writeFile(at('batch.safetensors'), writeSafetensors(getTask(task.name).sample(task.options, seed, 'heldOut', 0, 1)));
    const files = ['--model', at('model.json'), '--weights', weights, '--batch', at('batch.safetensors'), '--out', at('out.safetensors')];
    await promisify(execFile)(process.execPath, ['scripts/headless.mjs', 'probe', ...files, '--engine', 'reference']);
    return readSafetensors(await readFile(at('out.safetensors')));
  } finally {
    await rm(folder, { recursive: true });
  }
}
